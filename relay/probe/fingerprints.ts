// Which key frames a program has sent, for whoever compares them with what a platform plays. Nobody pays until somebody asks.
import type { Clock } from '#core/clock.ts'
import { pictureFingerprint, unitLengthBytes } from '#media'
import type { Packet } from '../packet.ts'
import type { Program } from '../program/program.ts'

/** Plain values. */
export type SentPicture = {
  readonly print: string
  /** Output clock. */
  readonly dtsMs: number
  /** Wall clock. */
  readonly sentAtMs: number
}

/** Some ten minutes of key frames. */
const mostKept = 300
const tagHeaderBytes = 11
const previousTagBytes = 4

const kept = new WeakMap<Program, SentPicture[]>()

/** What the program has sent since this was first asked, oldest first. */
export function fingerprintsOf(program: Program, clock: Clock): readonly SentPicture[] {
  return kept.get(program) ?? keep(program, clock)
}

function keep(program: Program, clock: Clock): SentPicture[] {
  const pictures: SentPicture[] = []
  kept.set(program, pictures)
  let lengthBytes = 4
  let isPast = true // joining hands out what was sent before
  const take = (packet: Packet) => {
    if (packet.kind !== 'video' || !(packet.isConfig || packet.isKeyframe)) return
    const payload = packet.flv().subarray(tagHeaderBytes, -previousTagBytes) // a copy: its memory is used again
    if (packet.isConfig) lengthBytes = unitLengthBytes(payload)
    const print = packet.isKeyframe && !isPast ? pictureFingerprint(payload, lengthBytes) : null
    if (print === null) return
    pictures.push({ print, dtsMs: packet.dtsMs, sentAtMs: Math.round(clock.wallMs()) })
    if (pictures.length > mostKept) pictures.shift()
  }
  program.join({ take, flush: () => {}, holdsNothing: true })
  isPast = false
  return pictures
}
