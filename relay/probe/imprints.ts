// Which key frames a program has sent, for whoever compares them with what a platform plays. Nobody pays until somebody asks.
import type { Clock } from '#core/clock.ts'
import { pictureImprint, unitLengthBytes } from '#media'
import type { Packet } from '../packet.ts'
import type { Program } from '../program/program.ts'

/** Plain values. */
export type SentPicture = {
  readonly imprint: string
  /** Output clock. */
  readonly dtsMs: number
  /** Wall clock. */
  readonly sentAtMs: number
}

/** Some ten minutes of key frames. */
const mostKept = 300

export class Imprints {
  readonly #clock: Clock
  /** A program that is no more is forgotten with what it sent. */
  readonly #kept = new WeakMap<Program, SentPicture[]>()

  constructor(clock: Clock) {
    this.#clock = clock
  }

  /** What the program has sent since this was first asked, oldest first. */
  of(program: Program): readonly SentPicture[] {
    const known = this.#kept.get(program)
    if (known !== undefined) return known
    const pictures = keep(program, this.#clock)
    this.#kept.set(program, pictures)
    return pictures
  }
}

function keep(program: Program, clock: Clock): SentPicture[] {
  const pictures: SentPicture[] = []
  let lengthBytes = 4
  let isPast = true // joining hands out what was sent before
  const take = (packet: Packet) => {
    if (packet.kind !== 'video' || !(packet.isConfig || packet.isKeyframe)) return
    const payload = packet.payload()
    if (packet.isConfig) lengthBytes = unitLengthBytes(payload)
    const imprint = packet.isKeyframe && !isPast ? pictureImprint(payload, lengthBytes) : null
    if (imprint === null) return
    pictures.push({ imprint, dtsMs: packet.dtsMs, sentAtMs: Math.round(clock.wallMs()) })
    if (pictures.length > mostKept) pictures.shift()
  }
  program.join({ take, flush: () => {}, holdsNothing: true })
  isPast = false
  return pictures
}
