// Moves the text: by hand as the browser does, line by line, or at a set pace, smoothly between pixels.
import { type Point, pointAfter, type Step } from './place.ts'

export type ScrollerEars = {
  /** Another line is at the reading line; `byHand` where a person put it there, or the pace did. */
  at(index: number, byHand: boolean): void
  /** The pace has come to the end of the text. */
  ended(): void
}

const glideMs = 320
/** By so much a line may be short of the reading line and still be the line to say. */
const slackPx = 12

export class Scroller {
  readonly #box: HTMLElement
  readonly #text: HTMLElement
  readonly #ears: ScrollerEars
  readonly #sizes: ResizeObserver
  #steps: readonly Step[] = []
  #tops: readonly number[] = []
  /** From the top of the text to the reading line. */
  #readingPx = 0
  #index = 0
  #share = 0
  #setTop = -1
  #pace = 0
  #glide: { fromPx: number; toPx: number; beganMs: number } | null = null
  #frame = 0
  #lastMs = 0

  constructor(box: HTMLElement, text: HTMLElement, ears: ScrollerEars) {
    this.#box = box
    this.#text = text
    this.#ears = ears
    this.#sizes = new ResizeObserver(() => this.#measured())
    this.#sizes.observe(box)
    this.#sizes.observe(text)
    box.addEventListener('scroll', this.#scrolled, { passive: true })
  }

  close(): void {
    this.#sizes.disconnect()
    this.#box.removeEventListener('scroll', this.#scrolled)
    cancelAnimationFrame(this.#frame)
  }

  /** The text is another, or its lines are. */
  show(steps: readonly Step[], index: number): void {
    this.#steps = steps
    this.#index = Math.min(index, Math.max(0, steps.length - 1))
    this.#share = 0
    this.#measured()
  }

  /** Goes to a line. */
  goTo(index: number, byHand: boolean): void {
    const to = Math.min(Math.max(0, index), this.#steps.length - 1)
    if (to < 0) return
    this.#share = 0
    const isNew = to !== this.#index
    this.#index = to
    const isStill = matchMedia('(prefers-reduced-motion: reduce)').matches
    if (isStill) this.#put(this.#topOf(to, 0))
    else this.#glide = { fromPx: this.#topPx(), toPx: this.#topOf(to, 0), beganMs: performance.now() }
    this.#run()
    if (isNew) this.#ears.at(to, byHand)
  }

  /** Hanzi or words a minute; 0 stands still. */
  setPace(perMinute: number): void {
    this.#pace = perMinute
    if (perMinute > 0) this.#run()
  }

  get index(): number {
    return this.#index
  }

  readonly #scrolled = (): void => {
    if (Math.abs(this.#box.scrollTop - this.#setTop) < 2) return // our own doing
    this.#glide = null
    this.#shift(0)
    this.#setTop = this.#box.scrollTop
    const { index, share } = this.#pointAt(this.#box.scrollTop)
    this.#share = share
    if (index === this.#index) return
    this.#index = index
    this.#ears.at(index, true)
  }

  #run(): void {
    cancelAnimationFrame(this.#frame)
    this.#lastMs = performance.now()
    this.#frame = requestAnimationFrame(this.#step)
  }

  readonly #step = (nowMs: number): void => {
    const passedMs = Math.min(250, Math.max(0, nowMs - this.#lastMs)) // a page that slept does not leap
    this.#lastMs = nowMs
    if (this.#glide !== null) {
      const { fromPx, toPx, beganMs } = this.#glide
      const share = Math.min(1, Math.max(0, nowMs - beganMs) / glideMs)
      this.#put(fromPx + (toPx - fromPx) * (1 - (1 - share) ** 3))
      if (share === 1) this.#glide = null
    } else if (this.#pace > 0) this.#flow(passedMs)
    if (this.#glide !== null || this.#pace > 0) this.#frame = requestAnimationFrame(this.#step)
  }

  #flow(passedMs: number): void {
    const before: Point = { index: this.#index, share: this.#share }
    const { index, share } = pointAfter(this.#steps, before, passedMs, this.#pace)
    this.#index = index
    this.#share = share
    this.#put(this.#topOf(index, share))
    if (index !== before.index) this.#ears.at(index, true)
    if (share < 1 || index < this.#steps.length - 1) return
    this.#pace = 0
    this.#ears.ended()
  }

  /** Where lines begin, from the top of the text. */
  #measured(): void {
    this.#readingPx = Number.parseFloat(getComputedStyle(this.#text).paddingTop) || 0
    const lines = [...this.#text.querySelectorAll<HTMLElement>('[data-line]')]
    const last = lines.at(-1)
    const endPx = last === undefined ? 0 : last.offsetTop + last.offsetHeight
    this.#tops = [...lines.map(line => line.offsetTop), endPx]
    if (this.#glide !== null) this.#glide = { ...this.#glide, toPx: this.#topOf(this.#index, 0) }
    else this.#put(this.#topOf(this.#index, this.#share))
  }

  #topOf(index: number, share: number): number {
    const top = this.#tops[index] ?? 0
    const next = this.#tops[index + 1] ?? top
    return Math.max(0, top + (next - top) * share - this.#readingPx)
  }

  #pointAt(topPx: number): Point {
    const at = topPx + this.#readingPx + slackPx
    const index = Math.max(
      0,
      Math.min(
        this.#steps.length - 1,
        this.#tops.findLastIndex(top => top <= at),
      ),
    )
    const top = this.#tops[index] ?? 0
    const next = this.#tops[index + 1] ?? top + 1
    return { index, share: Math.min(0.99, Math.max(0, (at - slackPx - top) / Math.max(1, next - top))) }
  }

  #topPx(): number {
    return this.#box.scrollTop
  }

  /** A box scrolls by whole pixels; the rest is a shift of the text. */
  #put(px: number): void {
    const whole = Math.floor(px)
    this.#setTop = whole
    if (this.#box.scrollTop !== whole) this.#box.scrollTop = whole
    this.#setTop = this.#box.scrollTop // it ends where the text does
    this.#shift(px - whole)
  }

  #shift(px: number): void {
    this.#text.style.transform = px === 0 ? '' : `translateY(${-px}px)`
  }
}
