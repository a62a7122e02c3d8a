// What leaves a program: packets to everybody who carries it, headers when they change, the current GOP for newcomers.
import { FrameMemory, metadataPayload, withParameterSets, StreamWatch, type TimestampFaults } from '#media'
import { Packet, type PacketKind } from '../packet.ts'
import { GopCache } from './gop.ts'
import { RateMinute } from './rate-minute.ts'

/** Somebody who carries the output away. */
export type ProgramSink = {
  take(packet: Packet): void
  /** Everything that belongs together has been given: write now. */
  flush(): void
  /** Whether it needs nothing more of any packet that it was given, nor does anything that it wrote to. */
  readonly holdsNothing: boolean
}

/** Plain values. */
export type OutputSnapshot = {
  /** Over the last second or so. */
  readonly videoKbps: number
  readonly gopBytes: number
  readonly gopMs: number
  readonly outputFrames: { readonly video: number; readonly audio: number }
  readonly outputBytes: number
  /** Over the last second or so, by the output's own clock; null before. */
  readonly frameRateFps: number | null
  /** Between the last two key frames. */
  readonly keyframeIntervalMs: number | null
  /** How far sound is ahead of the picture, smoothed. */
  readonly skewMs: number | null
}

export type OutputLimits = { readonly gopCacheBytes: number; readonly chunkSizeBytes: number }

type Rate = {
  readonly atMs: number
  readonly videoBytes: number
  readonly kbps: number
  readonly frames: number
  readonly dtsMs: number
  readonly fps: number | null
}

/** In the order a receiver wants them. */
const headerKinds = ['script', 'video', 'audio'] as const
const rateOverMs = 1_000

export class ProgramOutput {
  readonly #limits: OutputLimits
  readonly #gop: GopCache
  readonly #sinks = new Set<ProgramSink>()
  readonly #headers = new Map<PacketKind, Buffer>()
  readonly #minute = new RateMinute()
  readonly #memory = new FrameMemory()
  readonly #watch = new StreamWatch()
  /** The header has changed once: each key frame says it too, for readers that take it only once, or begin in the middle. */
  #restates = false
  #sent = { video: 0, audio: 0, bytes: 0, videoBytes: 0 }
  #rate: Rate = { atMs: -Infinity, videoBytes: 0, kbps: 0, frames: 0, dtsMs: 0, fps: null }
  #pictureMs = 0
  #key: { readonly atMs: number; readonly intervalMs: number | null } | undefined
  #lastMs = 0
  #sentAtMs: number | null = null

  constructor(limits: OutputLimits) {
    this.#limits = limits
    this.#gop = new GopCache(limits.gopCacheBytes)
  }

  /** Over the last minute on a feed; null until something is known. */
  get minuteKbps(): number | null {
    return this.#minute.kbps
  }

  get sentBytes(): number {
    return this.#sent.bytes
  }

  /** The newest time that went out, of either track; 0 before the first. */
  get lastMs(): number {
    return this.#lastMs
  }

  /** Times the output's clock did what no clock does. */
  get timestampFaults(): TimestampFaults {
    return this.#watch.faults
  }

  /** How long nothing was sent; 0 before the start. */
  silentForMs(nowMs: number): number {
    return this.#sentAtMs === null ? 0 : nowMs - this.#sentAtMs
  }

  /** Joins a sink, starting it with headers and the current GOP, so that it has a picture at once. */
  join(sink: ProgramSink): Disposable {
    const gop = this.#gop.packets
    const atMs = gop[0]?.dtsMs ?? this.#lastMs
    for (const kind of headerKinds) {
      const payload = this.#headers.get(kind)
      if (payload !== undefined)
        sink.take(this.#packet(payload, { kind, dtsMs: atMs, isConfig: true, isKeyframe: false }))
    }
    for (const packet of gop) sink.take(packet)
    sink.flush()
    this.#sinks.add(sink)
    return { [Symbol.dispose]: () => this.#leave(sink) }
  }

  #leave(sink: ProgramSink): void {
    this.#sinks.delete(sink)
    this.#memory.leave() // what it wrote last may still be on its way
  }

  /** Says what follows, where it differs from what was said. `payload` is kept. */
  header(kind: PacketKind, payload: Buffer, dtsMs: number): void {
    if (this.#headers.get(kind)?.equals(payload) === true) return
    if (kind === 'video' && this.#headers.has(kind)) this.#restates = true
    this.#headers.set(kind, payload)
    this.#emit(this.#packet(payload, { kind, dtsMs, isConfig: true, isKeyframe: false }))
  }

  /** The header in force. */
  headerOf(kind: PacketKind): Buffer | undefined {
    return this.#headers.get(kind)
  }

  metadata(values: Parameters<typeof metadataPayload>[0], dtsMs: number): void {
    this.header('script', metadataPayload(values), dtsMs)
  }

  /** `isOwn`: a picture of the slate, which says nothing of the program's rate. */
  picture(
    payload: Buffer,
    frame: { dtsMs: number; isKeyframe: boolean; isOwn: boolean },
    nowMs: number,
  ): void {
    const { dtsMs, isKeyframe, isOwn } = frame
    const header = isKeyframe && this.#restates ? this.#headers.get('video') : undefined
    const whole = header === undefined ? payload : withParameterSets(payload, header)
    const packet = this.#frame(whole, { kind: 'video', dtsMs, isConfig: false, isKeyframe })
    this.#sent.video++
    this.#watch.picture(dtsMs)
    this.#pictureMs = dtsMs
    if (isKeyframe)
      this.#key = { atMs: dtsMs, intervalMs: this.#key === undefined ? null : dtsMs - this.#key.atMs }
    this.#sent.videoBytes += packet.bytes
    this.#sentAtMs = nowMs
    if (!isOwn) this.#minute.add(packet.bytes, dtsMs)
    this.#emit(packet)
  }

  sound(payload: Buffer, dtsMs: number): void {
    this.#sent.audio++
    this.#watch.sound(dtsMs)
    this.#emit(this.#frame(payload, { kind: 'audio', dtsMs, isConfig: false, isKeyframe: false }))
  }

  snapshot(): OutputSnapshot {
    const { video, audio, bytes } = this.#sent
    return {
      videoKbps: Math.round(this.#rate.kbps),
      gopBytes: this.#gop.bytes,
      gopMs: this.#gop.durationMs,
      outputFrames: { video, audio },
      outputBytes: bytes,
      frameRateFps: this.#rate.fps,
      keyframeIntervalMs: this.#key?.intervalMs ?? null,
      skewMs: this.#watch.skewMs,
    }
  }

  flush(): void {
    for (const sink of this.#sinks) sink.flush()
  }

  close(): void {
    this.#sinks.clear()
    this.#memory.leave()
  }

  /** Memory of packets that neither the GOP nor a sink holds is used again; a sink that is behind may hold any. */
  reuseMemory(): void {
    const position = this.#gop.packets[0]?.position ?? this.#memory.position
    for (const sink of this.#sinks) if (!sink.holdsNothing) return this.#memory.postpone(position)
    this.#memory.release(position)
  }

  /** Measures the bit rate since the last call; called on every tick. */
  measure(nowMs: number): void {
    const spanMs = nowMs - this.#rate.atMs
    if (spanMs < rateOverMs) return
    const kbps = spanMs === Infinity ? 0 : ((this.#sent.videoBytes - this.#rate.videoBytes) * 8) / spanMs
    const passedMs = this.#pictureMs - this.#rate.dtsMs
    const frames = this.#sent.video
    const fps =
      spanMs === Infinity || passedMs <= 0 ? null : ((frames - this.#rate.frames) * 1_000) / passedMs
    this.#rate = {
      atMs: nowMs,
      videoBytes: this.#sent.videoBytes,
      kbps,
      frames,
      dtsMs: this.#pictureMs,
      fps: fps === null ? null : Math.round(fps * 100) / 100,
    }
  }

  #packet(payload: Buffer, facts: ConstructorParameters<typeof Packet>[1]): Packet {
    return new Packet(payload, facts, this.#limits.chunkSizeBytes)
  }

  #frame(payload: Buffer, facts: ConstructorParameters<typeof Packet>[1]): Packet {
    return new Packet(payload, facts, this.#limits.chunkSizeBytes, this.#memory)
  }

  #emit(packet: Packet): void {
    if (!packet.isConfig) this.#lastMs = Math.max(this.#lastMs, packet.dtsMs)
    this.#sent.bytes += packet.bytes
    this.#gop.add(packet)
    for (const sink of this.#sinks) sink.take(packet)
  }
}
