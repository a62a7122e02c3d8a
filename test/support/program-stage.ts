// A program on a stage: cameras that behave as told, time that moves only when told, and a witness who keeps what goes out.
import type { Clock } from '#core/clock.ts'
import { FairClock } from '#core/fair-clock.ts'
import { silentLog } from '#core/log.ts'
import type { Packet } from '../../relay/packet.ts'
import { Feed, type OpenFeed } from '../../relay/program/feed.ts'
import { type HostCue, HostLine } from '../../relay/program/host-line.ts'
import { Program, type ProgramLimits } from '../../relay/program/program.ts'
import { type Profile, profileOf } from '../../relay/program/profile.ts'
import type { Cut } from '../../relay/program/snapshot.ts'
import type { SlateClip } from '../../relay/slate/clip.ts'
import { settle } from './fake-clock.ts'
import {
  type CameraPlan,
  markOf,
  numberOf,
  pictureOf,
  slateMark,
  SyntheticCamera,
  wordsOf,
} from './synthetic-camera.ts'
import { avcHeaderOf } from './synthetic-media.ts'

/** A camera whose feed the program reads. */
export class StageCamera extends SyntheticCamera {
  readonly feed: Feed
  /** What it was told, where it is a host; it says itself whether it speaks. */
  readonly cues: HostCue[] = []

  constructor(plan: CameraPlan, mark: number, deps: { clock: Clock; fairClock: FairClock }) {
    super(plan, mark)
    const hear = async (cue: HostCue) => {
      if (cue === 'on-air' && this.cues.at(-1) !== cue) this.beginGroup()
      this.cues.push(cue)
    }
    const line = plan.isHost === true ? { line: new HostLine(hear, deps.clock) } : {}
    const open: OpenFeed = on => {
      this.attach(on)
      return { close: () => this.detach() }
    }
    this.feed = new Feed(
      { name: plan.name, maxTagBytes: 1_000_000, open, ...line },
      { ...deps, log: silentLog },
    )
  }
}

/** A slate of two groups of 15 pictures, silent. */
export function stageSlate(more: Partial<SlateClip> = {}): SlateClip {
  return {
    videoHeader: avcHeaderOf({ widthPx: 1_280, heightPx: 720, frameRateFps: 30 }, slateMark),
    pictures: Array.from({ length: 30 }, (_, i) => ({
      payload: pictureOf({ mark: slateMark, isKeyframe: i % 15 === 0, compositionMs: 0, bytes: 60 }),
      isKeyframe: i % 15 === 0,
    })),
    frameRateFps: 30,
    audioHeader: null,
    sounds: [],
    videoKbps: 14,
    ...more,
  }
}

export type Seen = {
  readonly kind: 'audio' | 'video' | 'script'
  readonly dtsMs: number
  readonly atMs: number
  readonly isKeyframe: boolean
  readonly isConfig: boolean
  readonly bytes: number
  /** Whose picture it is; 0 for sound. */
  readonly mark: number
  readonly compositionMs: number
  /** What a key frame says as user data; '' for nothing. */
  readonly words: string
}

/** Sees every packet; keeps them, and what broke a rule that always holds. */
export class Witness {
  readonly packets: Seen[] = []
  readonly broken: string[] = []
  /** Pictures that are not shown in their camera's order; one whose clock is honest has none. */
  readonly disordered: string[] = []
  readonly #keeps: boolean
  readonly #headers: ReadonlyMap<string, number>
  #lastMs = { video: -1, audio: -1 }
  #shownMs = -1
  /** Of the current GOP, as shown. */
  #gop: { readonly number: number; readonly shownMs: number }[] = []
  #source = 0
  #needsKey = true
  largestHoleMs = { video: 0, audio: 0 }
  count = { video: 0, audio: 0, silence: 0 }

  /** `headers`: whose picture follows each header, by its hex. */
  constructor(headers: ReadonlyMap<string, number>, keeps = true) {
    this.#headers = headers
    this.#keeps = keeps
  }

  get lastMs(): { readonly video: number; readonly audio: number } {
    return this.#lastMs
  }

  see(packet: Packet, atMs: number): void {
    const { kind, dtsMs, isConfig, isKeyframe } = packet
    if (kind !== 'script' && !isConfig) this.#checkOrder(kind, dtsMs)
    const payload = kind === 'video' ? packet.flv().subarray(11, -4) : undefined
    if (payload !== undefined) this.#checkPicture(payload, packet)
    if (!this.#keeps) return
    const mark = payload === undefined || isConfig ? 0 : markOf(payload)
    const compositionMs = payload === undefined || isConfig ? 0 : payload.readIntBE(2, 3)
    const words = payload !== undefined && isKeyframe ? wordsOf(payload) : ''
    this.packets.push({
      ...{ kind, dtsMs, atMs, isKeyframe, isConfig, bytes: packet.bytes },
      ...{ mark, compositionMs, words },
    })
  }

  #checkOrder(kind: 'audio' | 'video', dtsMs: number): void {
    const last = this.#lastMs[kind]
    if (dtsMs <= last) this.broken.push(`${kind} went from ${last} to ${dtsMs} ms`)
    if (last >= 0) this.largestHoleMs[kind] = Math.max(this.largestHoleMs[kind], dtsMs - last)
    this.#lastMs[kind] = dtsMs
    this.count[kind]++
  }

  #checkPicture(payload: Buffer, { dtsMs, isConfig, isKeyframe }: Packet): void {
    if (isConfig) {
      this.#source = this.#headers.get(payload.toString('hex')) ?? -1
      this.#needsKey = true
      return
    }
    const mark = markOf(payload)
    if (mark !== this.#source)
      this.broken.push(`a picture of ${mark} under the header of ${this.#source} at ${dtsMs} ms`)
    if (this.#needsKey && !isKeyframe) this.broken.push(`no key frame behind the header at ${dtsMs} ms`)
    this.#needsKey = false
    this.#checkShown(dtsMs + payload.readIntBE(2, 3), numberOf(payload), isKeyframe)
  }

  /** A key frame is shown after all before it, and what follows it after it, in its camera's order. */
  #checkShown(shownMs: number, number: number, isKeyframe: boolean): void {
    if (isKeyframe) {
      if (shownMs <= this.#shownMs)
        this.disordered.push(`a key frame at ${shownMs} ms, not after ${this.#shownMs} ms`)
      this.#gop = []
    }
    const isAmiss = this.#gop.some(other =>
      other.number < number ? other.shownMs >= shownMs : number !== 0 && other.shownMs <= shownMs,
    )
    if (isAmiss) this.disordered.push(`picture ${number} at ${shownMs} ms`)
    this.#gop = [...this.#gop.slice(-8), { number, shownMs }]
    this.#shownMs = Math.max(this.#shownMs, shownMs)
  }
}

class StageTime implements Clock {
  ms = 0
  wallOffsetMs = 1_700_000_000_000
  #sleepers: { dueMs: number; wake: () => void }[] = []

  nowMs(): number {
    return this.ms
  }

  wallMs(): number {
    return this.wallOffsetMs + this.ms
  }

  sleep(ms: number, signal: AbortSignal): Promise<void> {
    const { promise, resolve, reject } = Promise.withResolvers<void>()
    const sleeper = { dueMs: this.ms + ms, wake: resolve }
    signal.addEventListener('abort', () => reject(signal.reason), { once: true })
    this.#sleepers.push(sleeper)
    return promise
  }

  /** True when somebody was woken. */
  wake(): boolean {
    const due = this.#sleepers.filter(each => each.dueMs <= this.ms)
    if (due.length === 0) return false
    this.#sleepers = this.#sleepers.filter(each => each.dueMs > this.ms)
    for (const each of due) each.wake()
    return true
  }
}

export const usualLimits: ProgramLimits = {
  lossAfterMs: 700,
  returnAfterMs: 3_000,
  fromSlateAfterMs: 1_000,
  minStayMs: 2_000,
  gopCacheBytes: 1e8,
  chunkSizeBytes: 65_536,
}

export type StagePlan = {
  readonly cameras: readonly CameraPlan[]
  readonly slate?: SlateClip | null
  readonly limits?: Partial<ProgramLimits>
  readonly profile?: Profile
  readonly keepsPackets?: boolean
  /** Between two steps of time. */
  readonly stepMs?: number
  readonly startsOnSlate?: boolean
}

export class ProgramStage {
  readonly time = new StageTime()
  readonly fairClock = new FairClock(this.time)
  readonly cameras: Record<string, StageCamera> = {}
  readonly program: Program
  readonly witness: Witness
  readonly cuts: Cut[] = []
  /** By feed, where somebody looked. */
  readonly cleanForMs = new Map<string, number>()
  readonly told: string[] = []
  /** When nothing went out, and when something did again; how long before it was told that had begun. */
  readonly darkness: { feed: string | null; isDark: boolean; agoMs: number }[] = []
  profile: Profile | undefined
  readonly #plan: StagePlan
  readonly #headers = new Map<string, number>()
  readonly #stop = new AbortController()
  #take: string | null = null
  /** Looks are due at this pace; more often while the slate is shown. */
  #lookedAtMs = 0

  private constructor(plan: StagePlan) {
    this.#plan = plan
    this.profile = plan.profile
    const deps = { clock: this.time, fairClock: this.fairClock }
    for (const [i, camera] of plan.cameras.entries())
      this.cameras[camera.name] = new StageCamera(camera, i + 1, deps)
    this.program = new Program(
      'main',
      { ...usualLimits, ...plan.limits },
      {
        clock: this.time,
        log: silentLog,
        profile: () => this.profile,
        cleanForMs: feed => this.cleanForMs.get(feed) ?? Infinity,
        onFirst: feed => (this.profile ??= profileOf(feed)),
        onCut: cut => this.cuts.push(cut),
        onSound: (feed, isLost) => this.told.push(`${feed} ${isLost ? 'lost' : 'got back'} its sound`),
        onDark: (feed, isDark, sinceMs) =>
          this.darkness.push({ feed, isDark, agoMs: this.time.wallMs() - sinceMs }),
        onChange: (feed, misfit) => this.told.push(`${feed} changed: ${misfit ?? 'it fits'}`),
      },
    )
    const slate = plan.slate === undefined ? stageSlate() : plan.slate
    const headers = this.#headers
    for (const each of Object.values(this.cameras)) headers.set(each.header.toString('hex'), each.mark)
    if (slate !== null) headers.set(slate.videoHeader.toString('hex'), slateMark)
    this.witness = new Witness(headers, plan.keepsPackets ?? true)
    const take = (packet: Packet) => this.witness.see(packet, this.time.ms)
    this.program.join({ take, flush: () => {}, holdsNothing: false })
    if (slate !== null) this.program.setSlate(slate)
  }

  static async open(plan: StagePlan): Promise<ProgramStage> {
    const stage = new ProgramStage(plan)
    for (const camera of Object.values(stage.cameras)) void camera.feed.run(stage.#stop.signal)
    await settle()
    stage.#wish()
    return stage
  }

  camera(name: string): StageCamera {
    const camera = this.cameras[name]
    if (camera === undefined) throw new Error(`there is no ${name}`)
    return camera
  }

  /** A camera sends another picture from now on. */
  changePicture(name: string, picture: { widthPx: number; heightPx: number; frameRateFps: number }): void {
    const { mark } = this.camera(name)
    this.#headers.set(avcHeaderOf(picture, mark).toString('hex'), mark)
    this.camera(name).changePicture(picture)
  }

  #wish(): void {
    const feeds = this.#plan.cameras.map(({ name }) => this.camera(name).feed)
    this.program.setWish({ feeds, take: this.#take, startsOnSlate: this.#plan.startsOnSlate ?? false })
  }

  take(name: string | null): void {
    this.#take = name
    this.#wish()
  }

  get onAir(): string | null {
    return this.program.snapshot().onAir
  }

  publish(...names: string[]): void {
    for (const name of names) this.camera(name).publish(this.time.ms)
  }

  /** Lets time pass, in small steps. */
  async pass(ms: number): Promise<void> {
    const stepMs = this.#plan.stepMs ?? 4
    const hasHost = this.#plan.cameras.some(({ isHost }) => isHost === true)
    const untilMs = this.time.ms + ms
    await settle()
    while (this.time.ms < untilMs) {
      this.time.ms = Math.min(untilMs, this.time.ms + stepMs)
      if (this.time.wake()) await settle()
      for (const camera of Object.values(this.cameras)) camera.run(this.time.ms)
      const waitMs = this.program.lookWithinMs ?? 50
      if (this.time.ms - this.#lookedAtMs < waitMs) continue
      this.#lookedAtMs = this.time.ms
      this.program.look()
      if (hasHost) await settle() // cues are heard
    }
  }

  /** The process itself does not run for a while: time passes, and all that came meanwhile comes at once. */
  async stall(ms: number): Promise<void> {
    const dueMs = this.time.ms + 50
    this.time.ms += ms
    this.fairClock.woke(dueMs)
    this.program.look() // timers come before sockets
    await this.pass(0.001)
  }

  close(): void {
    this.#stop.abort(new Error('the curtain falls'))
  }
}
