// Plays scenes in time, one behind the other, to whoever reads: the one clock of a host's picture and sound.
import type { Socket } from 'node:net'
import { type Clock, slept } from '#core/clock.ts'
import { Reel } from './reel.ts'
import { Readers } from './readers.ts'
import type { Scene } from './scene.ts'

/** While there is nothing to play it is asked for this often. */
const askEveryMs = 100
/** A process that did not run for longer than this goes on from now: readers get no burst of what was. */
const mostLateMs = 400

export type PlayoutDeps = {
  readonly clock: Clock
  /** The scene that follows; undefined while there is none: then nothing is sent. */
  readonly next: () => Scene | undefined
  /** What the law wants said in the stream of pictures that a machine made, JSON. */
  readonly aigc: string
}

export class Playout {
  readonly #deps: PlayoutDeps
  readonly #reel: Reel
  readonly #readers = new Readers()
  #scene: Scene | undefined
  #isBrokenOff = false
  /** Clock time of the reel's zero. */
  #zeroMs = 0
  #latenessMs = 0

  constructor(deps: PlayoutDeps) {
    this.#deps = deps
    this.#reel = new Reel(deps.aigc)
  }

  get readers(): number {
    return this.#readers.count
  }

  /** Longest that a picture was late in the last seconds, milliseconds. */
  get latenessMs(): number {
    return this.#latenessMs
  }

  /** When the scene that follows begins, by the clock; undefined while none plays. */
  get nextAtMs(): number | undefined {
    return this.#scene === undefined ? undefined : this.#zeroMs + this.#reel.endMs
  }

  /** Gives a socket the feed, from its last key frame on. */
  read(socket: Socket): void {
    this.#readers.add(socket)
  }

  /** Ends the scene before its next picture, whatever it shows: for when nobody sees it. */
  breakOff(): void {
    this.#isBrokenOff = true
  }

  /** Until the signal; then readers' streams end. */
  async run(signal: AbortSignal): Promise<void> {
    const { clock } = this.#deps
    this.#zeroMs = clock.nowMs()
    while (!signal.aborted) {
      if (this.#scene === undefined && !this.#begin()) {
        if (!(await slept(clock, askEveryMs, signal))) break
        this.#zeroMs = clock.nowMs() - this.#reel.dueMs
        continue
      }
      const waitMs = this.#zeroMs + this.#reel.dueMs - clock.nowMs()
      if (waitMs > 0 && !(await slept(clock, waitMs, signal))) break
      this.#noteLateness(clock.nowMs() - this.#zeroMs - this.#reel.dueMs)
      if (this.#isBrokenOff) this.#end(false)
      else this.#step()
    }
    this.#end(false)
    this.#readers.end()
  }

  #noteLateness(lateMs: number): void {
    this.#latenessMs = Math.max(lateMs, this.#latenessMs * 0.99)
    if (lateMs > mostLateMs) this.#zeroMs += lateMs
  }

  #begin(): boolean {
    const scene = this.#deps.next()
    this.#isBrokenOff = false
    this.#scene = scene
    if (scene === undefined) return false
    this.#readers.announce(this.#reel.begin(scene.clip, scene.isSpeaking))
    return true
  }

  #step(): void {
    const played = this.#reel.next()
    if (played === undefined) this.#end(true)
    else this.#readers.send(played.tags, played.isKeyframe)
  }

  #end(isWhole: boolean): void {
    const scene = this.#scene
    this.#scene = undefined
    scene?.onEnd(isWhole)
  }
}
