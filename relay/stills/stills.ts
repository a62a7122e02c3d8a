// Keeps the key frames that each program sends, as they are sent: whoever asks later what viewers saw decodes them elsewhere.
import type { Clock } from '#core/clock.ts'
import type { Log } from '#core/log.ts'
import { annexB } from '#media'
import type { Packet } from '../packet.ts'
import type { Program } from '../program/program.ts'
import { type KeptStill, type Still, stillLimits, StillRing } from './ring.ts'
import { StillFiles } from './still-files.ts'

/** Plain values. */
export type ProgramStills = { readonly program: string; readonly stills: readonly Still[] }

/** Bare H.264 of one picture, in base64. */
export type StillPicture = Still & { readonly h264: string }

/** A feed of nothing but key frames is not copied whole. */
const restMs = 100
/** A program that is gone leaves its pictures until so many others have come. */
const mostPrograms = 8

export class Stills {
  readonly #clock: Clock
  readonly #files: StillFiles | null
  readonly #rings = new Map<string, StillRing>()

  /** Goes on from the pictures that a predecessor left in its files. */
  constructor(clock: Clock, files: StillFiles | null = null) {
    this.#clock = clock
    this.#files = files
    const nowMs = clock.wallMs()
    const isOfLate = ({ atMs }: Still) => atMs <= nowMs && nowMs - atMs <= stillLimits.keptMs
    for (const { program, ...still } of files?.load().filter(isOfLate) ?? []) this.#ringOf(program).add(still)
  }

  /** With files in this folder, for a successor. */
  static in(folder: string, { clock, log }: { clock: Clock; log: Log }): Stills {
    return new Stills(clock, new StillFiles(folder, log))
  }

  #ringOf(program: string): StillRing {
    const ring = this.#rings.get(program) ?? new StillRing()
    this.#rings.set(program, ring)
    return ring
  }

  /** From now on, for as long as there is such a program. */
  watch(program: Program): void {
    const ring = this.#ringOf(program.name)
    this.#rings.delete(program.name)
    this.#rings.set(program.name, ring)
    for (const name of [...this.#rings.keys()].slice(0, -mostPrograms)) this.#rings.delete(name)
    const add = (still: KeptStill) => {
      ring.add(still)
      this.#files?.keep(program.name, still) // as it was given: it is written in a while
    }
    keep(program, add, this.#clock)
  }

  /** Whoever ends in order leaves no files. */
  async close(): Promise<void> {
    await this.#files?.close()
  }

  /** Sent between these times, and the last one before: it is what viewers had then. */
  list(fromMs: number, toMs: number): ProgramStills[] {
    return [...this.#rings].map(([program, { stills }]) => {
      const first = stills.findLastIndex(({ atMs }) => atMs <= fromMs)
      const asked = stills.slice(Math.max(0, first)).filter(({ atMs }) => atMs <= toMs)
      return { program, stills: asked.map(plain) }
    })
  }

  /** The newest that was sent by then; undefined where there is none, or none that could be decoded. */
  picture(program: string, byMs: number): StillPicture | undefined {
    const still = this.#rings.get(program)?.stills.findLast(({ atMs }) => atMs <= byMs)
    const bare = still === undefined ? undefined : annexB(still.payload, still.header)
    return still === undefined || bare === undefined
      ? undefined
      : { ...plain(still), h264: bare.toString('base64') }
  }
}

const plain = ({ atMs, shows, bytes }: KeptStill): Still => ({ atMs, shows, bytes })

function keep(program: Program, add: (still: KeptStill) => void, clock: Clock): void {
  let header: Buffer | undefined
  let takenMs = -Infinity
  /** Who is on air is known only when the whole cut has been made. */
  let waiting: { readonly payload: Buffer; readonly header: Buffer } | undefined
  const take = (packet: Packet) => {
    if (packet.kind !== 'video' || !(packet.isConfig || packet.isKeyframe)) return
    if (!packet.isConfig && clock.nowMs() - takenMs < restMs) return
    const payload = packet.payload()
    if (packet.isConfig) header = payload
    else if (header !== undefined) waiting = { payload, header }
  }
  const flush = () => {
    if (waiting === undefined) return
    takenMs = clock.nowMs()
    const atMs = Math.round(clock.wallMs())
    add({ ...waiting, atMs, shows: program.onAirName ?? '', bytes: waiting.payload.length })
    waiting = undefined
  }
  program.join({ take, flush, holdsNothing: true })
}
