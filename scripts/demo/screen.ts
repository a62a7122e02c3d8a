// Draws lines over those drawn before, without flicker; gives the terminal back as it was.
import { cut } from './text.ts'

export class Screen {
  readonly #out: NodeJS.WriteStream
  #drawn = 0

  constructor(out: NodeJS.WriteStream) {
    this.#out = out
    out.write('\u001b[?25l') // the cursor would only blink about
  }

  get width(): number {
    return this.#out.columns || 120
  }

  draw(lines: readonly string[]): void {
    const height = Math.max(4, (this.#out.rows || 40) - 1)
    const shown = lines.slice(0, height).map(line => `${cut(line, this.width)}\u001b[K`)
    const up = this.#drawn > 0 ? `\u001b[${this.#drawn}A\r` : ''
    this.#drawn = shown.length
    this.#out.write(`${up}${shown.join('\n')}\n\u001b[J`)
  }

  close(): void {
    this.#out.write('\u001b[?25h')
  }
}
