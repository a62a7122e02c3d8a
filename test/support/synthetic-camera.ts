// A camera made up of numbers: any clock, any pace, any trouble, and a mark in each of its pictures.
import { encodeAmf0, flvFileHeader, flvTag, userDataIn, withUserData } from '#media'
import { aacConfigPayload, audioPayload, avcHeaderOf } from './synthetic-media.ts'

export type CameraPlan = {
  readonly name: string
  readonly widthPx?: number
  readonly heightPx?: number
  readonly frameRateFps?: number
  readonly gopFrames?: number
  /** Presentation minus decoding time of every frame. */
  readonly compositionMs?: number
  /** Two B-frames between each two others, which build on one another. */
  readonly hasBFrames?: boolean
  /** Sequence header of its sound; null for none. */
  readonly audioHeader?: Buffer | null
  readonly audioFrameMs?: number
  /** Where its own clock stands at the start. */
  readonly clockMs?: number
  /** How fast its clock runs, 1 is right. */
  readonly rate?: number
  /** How late each frame comes, milliseconds. */
  readonly delayMs?: (frame: number) => number
  readonly frameBytes?: number
  /** Where in its group the first frame of the stage stands. */
  readonly phaseFrames?: number
  /** It is a virtual host, which can be told to end its sentence. */
  readonly isHost?: boolean
  /** What each of its key frames says as user data. */
  readonly words?: string
}

/** Whose words a camera's are. */
const uuid = Buffer.from('words of cameras')

/** What a key frame of a camera says; '' for nothing. */
export function wordsOf(payload: Buffer): string {
  return userDataIn(payload, 4, uuid)?.toString() ?? ''
}

/** Stands in every slice, so that a witness knows whose it is. */
const markAt = 7
/** Stands beside it, so that other pictures are not taken for a camera's. */
const proofAt = 8
const proof = 0xc7
const numberAt = 9
/** The mark of a made-up slate. */
export const slateMark = 250

/** Whose picture a video payload is; 0 for none of ours. */
export function markOf(payload: Buffer): number {
  const slice = sliceOf(payload)
  const mark = slice[markAt] ?? 0
  return slice[proofAt] === (proof ^ mark) ? mark : 0
}

/** Which of its camera's pictures it is, in the order they are shown in. */
export function numberOf(payload: Buffer): number {
  return sliceOf(payload).readUInt32BE(numberAt)
}

/** A picture behind the parameter sets and words that may stand before it. */
function sliceOf(payload: Buffer): Buffer {
  let at = 5
  while (at + 5 < payload.length && [6, 7, 8].includes((payload[at + 4] ?? 0) & 31))
    at += 4 + payload.readUInt32BE(at)
  return payload.subarray(at)
}

/** Takes FLV, its header first after each `attach` or `publish`. */
export type CameraEnd = { onBytes(bytes: Buffer): void; onEnd(why: string): void }

type Due = { readonly atMs: number; readonly bytes: Buffer }

/** Makes what a camera sends, as told, whenever it is asked what is due. */
export class SyntheticCamera {
  readonly plan: Required<CameraPlan>
  readonly mark: number
  readonly header: Buffer
  #on: CameraEnd | undefined
  #isPublishing = false
  #isFrozen = false
  hasVideo = true
  hasSound = true
  #startMs = 0
  #frame = 0
  #sound = 0
  #clockMs: number
  #held: Due[] = []
  #stillMs: number | undefined
  #keyAtFrame = 0
  #announcesAtFrame: number | undefined
  #headerNow: Buffer

  constructor(plan: CameraPlan, mark: number) {
    this.plan = {
      widthPx: 1_280,
      heightPx: 720,
      frameRateFps: 30,
      gopFrames: 60,
      compositionMs: 0,
      hasBFrames: false,
      audioHeader: aacConfigPayload,
      audioFrameMs: 1_024 / 48,
      clockMs: 0,
      rate: 1,
      delayMs: () => 0,
      frameBytes: 60,
      phaseFrames: 0,
      isHost: false,
      words: '',
      ...plan,
    }
    this.mark = mark
    this.header = avcHeaderOf(this.plan, mark)
    this.#headerNow = this.header
    this.#clockMs = this.plan.clockMs
  }

  /** Where its bytes go from now on; a camera that publishes greets with its headers. */
  attach(on: CameraEnd): void {
    this.#on = on
    if (this.#isPublishing) this.#greet()
  }

  detach(): void {
    this.#on = undefined
  }

  #greet(): void {
    const { audioHeader } = this.plan
    const timeMs = this.#timeMs(this.#frame)
    const heads = [
      flvTag('video', timeMs, this.#headerNow),
      ...(audioHeader === null ? [] : [flvTag('audio', timeMs, audioHeader)]),
    ]
    this.#on?.onBytes(Buffer.concat([flvFileHeader, ...heads.map(tag => tag.bytes)]))
  }

  /** Begins to publish; its clock goes on from where it stands, or is set. */
  publish(nowMs: number, clockMs = this.#clockMs): void {
    this.#isPublishing = true
    this.#isFrozen = false
    this.#startMs = nowMs
    this.#clockMs = clockMs
    this.#frame = this.plan.phaseFrames
    this.#keyAtFrame = 0
    this.#announcesAtFrame = undefined
    this.#startMs -= this.#frame * this.frameMs
    this.#sound = Math.ceil((this.#frame * this.frameMs) / this.plan.audioFrameMs)
    this.#held = []
    this.#greet()
  }

  /** Goes away: the connection ends. */
  stop(): void {
    this.#isPublishing = false
    const on = this.#on
    this.#on = undefined
    on?.onEnd('')
  }

  /** Its next picture is a key frame. */
  beginGroup(): void {
    this.#keyAtFrame = this.#frame
  }

  /** A host says whether it speaks from now on. */
  say(isSpeaking: boolean): void {
    const state = encodeAmf0('onHostState', { isSpeaking })
    this.#on?.onBytes(flvTag('script', this.#timeMs(this.#frame), state).bytes)
  }

  /** Nothing comes any more; what would have come is kept. */
  freeze(): void {
    this.#isFrozen = true
  }

  /** Comes again: with all that was kept, at once, or without it. */
  thaw(how: 'with-backlog' | 'fresh'): void {
    this.#isFrozen = false
    if (how === 'fresh') this.#held = []
  }

  /** Its clock jumps. */
  jump(ms: number): void {
    this.#clockMs += ms
  }

  /** Its clock stands still, or goes on. */
  standStill(isStill: boolean): void {
    this.#stillMs = isStill ? this.#timeMs(this.#frame) : undefined
  }

  /** Another picture, from a key frame on; B-frames that were begun are sent first. */
  changePicture(picture: { widthPx: number; heightPx: number; frameRateFps: number }): void {
    this.#headerNow = avcHeaderOf(picture, this.mark)
    const at = (this.#frame - this.#keyAtFrame) % this.plan.gopFrames
    this.#announcesAtFrame = this.#frame + (this.plan.hasBFrames && at > 0 ? (3 - ((at - 1) % 3)) % 3 : 0)
  }

  get frameMs(): number {
    return 1_000 / this.plan.frameRateFps
  }

  #timeMs(frame: number): number {
    return this.#stillMs ?? Math.round(this.#clockMs + frame * this.frameMs * this.plan.rate)
  }

  /** How many frames later than decoded a picture is shown: I P B B P B B, and a shorter group before the next I. */
  #laterFrames(): number {
    const { gopFrames } = this.plan
    const at = (this.#frame - this.#keyAtFrame) % gopFrames
    if (at === 0) return 2
    const inGroup = (at - 1) % 3
    const group = Math.min(3, gopFrames - (at - inGroup))
    return inGroup === 0 ? group + 1 : 1
  }

  /** Everything that is due by now goes out. */
  run(nowMs: number): void {
    if (!this.#isPublishing) return
    this.#make(nowMs)
    if (this.#isFrozen || this.#on === undefined) return
    const due = this.#held.filter(each => each.atMs <= nowMs)
    if (due.length === 0) return
    this.#held = this.#held.filter(each => each.atMs > nowMs)
    this.#on.onBytes(Buffer.concat(due.map(each => each.bytes)))
  }

  #worded(payload: Buffer, isKeyframe: boolean): Buffer {
    const { words } = this.plan
    return isKeyframe && words !== '' ? withUserData(payload, 4, uuid, Buffer.from(words)) : payload
  }

  #make(nowMs: number): void {
    const { gopFrames, audioFrameMs, audioHeader, delayMs, rate, frameBytes, compositionMs } = this.plan
    for (;;) {
      const videoMs = this.#startMs + this.#frame * this.frameMs
      const soundMs = this.#startMs + this.#sound * audioFrameMs
      if (Math.min(videoMs, soundMs) > nowMs) return
      if (soundMs < videoMs) {
        const stamp = this.#stillMs ?? Math.round(this.#clockMs + this.#sound * audioFrameMs * rate)
        const late = delayMs(this.#frame)
        if (audioHeader !== null && this.hasSound)
          this.#held.push({ atMs: soundMs + late, bytes: flvTag('audio', stamp, audioPayload(20)).bytes })
        this.#sound++
        continue
      }
      if (this.#frame === this.#announcesAtFrame) {
        this.#keyAtFrame = this.#frame
        const header = flvTag('video', this.#timeMs(this.#frame), this.#headerNow)
        this.#held.push({ atMs: videoMs + delayMs(this.#frame), bytes: header.bytes })
        this.#announcesAtFrame = undefined
      }
      const isKeyframe = (this.#frame - this.#keyAtFrame) % gopFrames === 0
      const lateFrames = this.plan.hasBFrames ? this.#laterFrames() : 0
      const payload = pictureOf({
        mark: this.mark,
        isKeyframe,
        compositionMs: compositionMs + Math.round(lateFrames * this.frameMs),
        number: this.#frame + lateFrames,
        bytes: frameBytes,
      })
      if (this.hasVideo)
        this.#held.push({
          atMs: videoMs + delayMs(this.#frame),
          bytes: flvTag('video', this.#timeMs(this.#frame), this.#worded(payload, isKeyframe)).bytes,
        })
      this.#frame++
    }
  }
}

/** The payload of a picture. */
export function pictureOf(picture: {
  mark: number
  isKeyframe: boolean
  compositionMs: number
  number?: number
  bytes: number
}): Buffer {
  const payload = Buffer.alloc(Math.max(20, picture.bytes), 1)
  payload[0] = picture.isKeyframe ? 0x17 : 0x27
  payload[1] = 1
  payload.writeIntBE(picture.compositionMs, 2, 3)
  payload.writeUInt32BE(payload.length - 9, 5)
  const slice = sliceOf(payload)
  slice[markAt] = picture.mark
  slice[proofAt] = proof ^ picture.mark
  slice.writeUInt32BE(picture.number ?? 0, numberAt)
  return payload
}
