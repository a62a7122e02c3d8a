// What the offline voice's process writes: a line of JSON, then as many raw bytes as the line says. Bounded.

export type Answer = { readonly header: Readonly<Record<string, unknown>>; readonly sound: Buffer }

const longestHeaderBytes = 1_048_576
const mostSoundBytes = 64 * 1_048_576

/** Reads answers from pieces of a stream. Throws where they are not what was agreed. */
export class AnswerReader {
  readonly #onAnswer: (answer: Answer) => void
  #parts: Buffer[] = []
  #held = 0
  #header: Answer['header'] | undefined
  #wanted = 0

  constructor(onAnswer: (answer: Answer) => void) {
    this.#onAnswer = onAnswer
  }

  push(part: Buffer): void {
    this.#parts.push(part)
    this.#held += part.length
    while (this.#advance());
  }

  /** Whether something could be taken. */
  #advance(): boolean {
    if (this.#header === undefined) return this.#takeHeader()
    if (this.#held < this.#wanted) return false
    const all = this.#joined()
    this.#onAnswer({ header: this.#header, sound: all.subarray(0, this.#wanted) })
    this.#keep(all.subarray(this.#wanted))
    this.#header = undefined
    return true
  }

  #takeHeader(): boolean {
    const all = this.#joined()
    const end = all.indexOf(10)
    if (end > longestHeaderBytes || (end < 0 && all.length > longestHeaderBytes))
      throw new Error('the line before the sound is too long')
    if (end < 0) return false
    const header = JSON.parse(all.toString('utf8', 0, end)) as Answer['header']
    this.#wanted = typeof header.bytes === 'number' ? header.bytes : 0
    if (!(this.#wanted >= 0 && this.#wanted <= mostSoundBytes))
      throw new Error('more sound than a sentence can be')
    this.#header = header
    this.#keep(all.subarray(end + 1))
    return true
  }

  #joined(): Buffer {
    const all = this.#parts.length === 1 ? (this.#parts[0] as Buffer) : Buffer.concat(this.#parts)
    this.#parts = [all]
    return all
  }

  #keep(rest: Buffer): void {
    this.#parts = rest.length > 0 ? [rest] : []
    this.#held = rest.length
  }
}
