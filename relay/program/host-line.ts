// What a virtual host is told: to go on air, to come to the end of its sentence, to stand by. The loudest of all programs' wishes.
import type { Clock } from '#core/clock.ts'

/** `on-air`: speak, beginning with a key frame; `wind-up`: finish the sentence and pause; `stand-by`: nobody shows you. */
export type HostCue = 'on-air' | 'wind-up' | 'stand-by'

/** A cue is said again this often: who hears nothing for long stands by. */
const renewEveryMs = 2_000
/** One that was not heard is said again this soon. */
const retryAfterMs = 200

export class HostLine {
  readonly #send: (cue: HostCue) => Promise<void>
  readonly #clock: Clock
  readonly #wishes = new Map<string, HostCue>()
  #sent: HostCue | undefined
  #sentAtMs = -Infinity
  #isSending = false
  #isUnheard = false
  #windingUpSinceMs: number | undefined

  /** `send` may fail: what it could not say is said again. */
  constructor(send: (cue: HostCue) => Promise<void>, clock: Clock) {
    this.#send = send
    this.#clock = clock
  }

  /** What a program wishes of the host from now on. */
  ask(program: string, cue: HostCue): void {
    this.#wishes.set(program, cue)
    if (this.cue !== 'wind-up') this.#windingUpSinceMs = undefined
    else this.#windingUpSinceMs ??= this.#clock.nowMs()
    this.#say()
  }

  /** The program is gone. */
  forget(program: string): void {
    this.#wishes.delete(program)
    this.#say()
  }

  /** What all of them come to. */
  get cue(): HostCue {
    const wishes = [...this.#wishes.values()]
    if (wishes.includes('wind-up')) return 'wind-up'
    return wishes.includes('on-air') ? 'on-air' : 'stand-by'
  }

  /** How long it has been asked to end its sentence; 0 while it is not. */
  get windingUpForMs(): number {
    return this.#windingUpSinceMs === undefined
      ? 0
      : Math.max(1, this.#clock.nowMs() - this.#windingUpSinceMs)
  }

  #say(): void {
    const cue = this.cue
    const nowMs = this.#clock.nowMs()
    const sinceMs = nowMs - this.#sentAtMs
    if (this.#isSending || (cue === this.#sent && sinceMs < renewEveryMs)) return
    if (this.#isUnheard && sinceMs < retryAfterMs) return
    this.#isSending = true
    this.#sentAtMs = nowMs
    void this.#send(cue)
      .then(
        () => {
          this.#sent = cue
          this.#isUnheard = false
        },
        () => {
          this.#sent = undefined
          this.#isUnheard = true
        }, // its feed's end is told elsewhere; asked again with the next look
      )
      .then(() => {
        this.#isSending = false
        if (this.cue !== cue) this.#say()
      })
  }
}
