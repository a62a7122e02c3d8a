// The `ffmpeg` carrier: an FFmpeg child fed FLV on its standard input; for SRT, and for RTMP where the operator asks for it.
import { readFileSync, readdirSync, readlinkSync } from 'node:fs'
import type { Duplex, Writable } from 'node:stream'
import { type ChildProcess, describeEnd, leashed, lineReader, runChild } from '#core/child.ts'
import { messageOf } from '#core/failure.ts'
import { findFfmpeg } from '#core/ffmpeg.ts'
import { openNamelessFile } from '#core/nameless-file.ts'
import { identityOf, type ProcessIdentity, signalGroup } from '#core/process-identity.ts'
import { flvFileHeader } from '#media'
import type { Endpoint } from '../leg/address.ts'
import type { CarryEnd } from '../leg/carry-end.ts'
import { type Evidence, noEvidence, withKernelAcked, withOwed } from '../leg/evidence.ts'
import type { Packet } from '../packet.ts'
import type { ProgramSink } from '../program/output.ts'
import type { Carriage, CarriageDeps, CarriageView } from './carriage.ts'
import type { KernelTable } from './kernel-acks.ts'
import { LeastLately } from './least-lately.ts'
import { emptyOutbox, Outbox } from './outbox.ts'

const graceMs = 500
const keptLines = 5

export class FfmpegCarriage implements Carriage, ProgramSink {
  readonly #endpoint: Endpoint
  readonly #deps: CarriageDeps
  readonly #onLive: () => void
  readonly #stop = new AbortController()
  #reason: CarryEnd | undefined
  #child: ChildProcess | undefined
  #identity: ProcessIdentity | undefined
  #outbox: Outbox | undefined
  #membership: Disposable | undefined
  #lines: string[] = []
  /** What FFmpeg says it wrote, minus what its kernel socket still holds. */
  #progressBytes = 0
  #progress = 0
  /** FFmpeg counts what it writes, which is not what it reads: the least difference is the format's, not the far end's. */
  readonly #apart = new LeastLately()
  #evidence: Evidence = noEvidence
  #liveAtMs: number | null = null

  constructor(endpoint: Endpoint, onLive: () => void, deps: CarriageDeps) {
    this.#endpoint = endpoint
    this.#onLive = onLive
    this.#deps = deps
  }

  async run(signal: AbortSignal): Promise<CarryEnd> {
    if (signal.aborted) return { by: 'asked' }
    const both = AbortSignal.any([signal, this.#stop.signal])
    try {
      const ffmpeg = await findFfmpeg()
      const [program, args] = leashed(ffmpeg.path, ffmpegArgs(this.#endpoint))
      if (both.aborted) return this.#reason ?? { by: 'asked' }
      using preset = this.#handKeyOver()
      const plan = {
        program,
        args,
        graceMs,
        // 0 media in, 2 words, 3 the preset that holds the key, 4 progress: the key is in no argument and no environment.
        stdio: ['pipe' as const, 'ignore' as const, 'pipe' as const, preset.fd, 'pipe' as const],
        onLine: (line: string) => this.#heard(line),
        onSpawn: (child: ChildProcess) => this.#spawned(child),
      }
      const end = await runChild(plan, this.#deps.clock, both)
      if (signal.aborted) return { by: 'asked' }
      return (
        this.#reason ?? {
          by: 'child',
          how: describeEnd(end),
          said: this.#lines.join(' | '),
          liveForMs: this.#liveForMs(),
        }
      )
    } catch (error) {
      return { by: 'child', how: 'did not start', said: messageOf(error), liveForMs: 0 }
    } finally {
      this.#membership?.[Symbol.dispose]()
      if (this.#identity !== undefined) this.#deps.onChild(this.#identity, false)
    }
  }

  #handKeyOver(): { readonly fd: number } & Disposable {
    const file = openNamelessFile(presetOf(this.#endpoint))
    return { fd: file.fd, [Symbol.dispose]: () => file.close() }
  }

  abandon(end: CarryEnd): void {
    this.#reason ??= end
    this.#membership?.[Symbol.dispose]()
    // A child stuck in a write is deaf to SIGTERM, and as long as it lives it is a sender.
    if (this.#child?.pid !== undefined) signalGroup(this.#child.pid, 'SIGKILL')
    this.#stop.abort(new Error('abandoned'))
  }

  get holdsNothing(): boolean {
    return this.#outbox?.isEmpty ?? true
  }

  view(): CarriageView {
    const queue = this.#outbox?.view() ?? emptyOutbox
    const sentBytes = this.#outbox?.mediaBytes ?? 0
    const unackedBytes = Math.max(0, sentBytes - this.#progress - this.#apart.value)
    return { ...queue, sentBytes, evidence: this.#evidence, unackedBytes, rttMs: null }
  }

  #liveForMs(): number {
    return this.#liveAtMs === null ? 0 : this.#deps.clock.nowMs() - this.#liveAtMs
  }

  #spawned(child: ChildProcess): void {
    this.#child = child
    this.#identity = identityOf(child.pid as number)
    this.#deps.onChild(this.#identity, true)
    const [stdin, , , , progress] = child.stdio as [Writable, null, Duplex, null, Duplex]
    for (const pipe of [stdin, progress]) pipe.on('error', () => {}) // EPIPE: the child's end tells
    progress.setEncoding('utf8').on(
      'data',
      lineReader(line => this.#told(line)),
    )
    stdin.write(flvFileHeader)
    this.#outbox = this.#newOutbox(stdin)
    this.#membership = this.#deps.program.join(this)
  }

  #newOutbox(stream: Writable): Outbox {
    const { clock, limits } = this.#deps
    const plan = {
      stream,
      encode: (packet: Packet) => packet.flv(),
      limits: { maxMs: limits.queueMaxMs, maxBytes: limits.queueMaxBytes },
      maxOpeningBytes: limits.gopCacheBytes + limits.queueMaxBytes,
      isMoreDue: () => false,
      beforeWrite: () => {},
      onWrite: () => (this.#evidence = withOwed(this.#evidence, 'kernel', clock.nowMs())),
      onHopeless: () => this.abandon({ by: 'slow', forMs: this.#liveForMs() }),
    }
    return new Outbox(plan, clock)
  }

  #heard(line: string): void {
    this.#lines = [...this.#lines, line].slice(-keptLines)
  }

  #told(line: string): void {
    const size = /^total_size=(\d+)/.exec(line)?.[1]
    if (size === undefined) return
    this.#progressBytes = Number(size)
    if (this.#progressBytes > 0 && this.#liveAtMs === null) {
      this.#liveAtMs = this.#deps.clock.nowMs()
      this.#onLive()
    }
  }

  take(packet: Packet): void {
    if (this.#reason === undefined) this.#outbox?.take(packet)
  }

  flush(): void {
    if (this.#reason === undefined) this.#outbox?.flush()
  }

  /** Proof: FFmpeg's own count of bytes written, minus what its sockets' kernel queues still hold. */
  look(_table: KernelTable): void {
    if (this.#progressBytes === 0 || this.#child?.pid === undefined) return
    const held = this.#endpoint.address.protocol === 'srt' ? 0 : unackedOf(this.#child.pid)
    this.#progress = Math.max(this.#progress, this.#progressBytes - held)
    const nowMs = this.#deps.clock.nowMs()
    this.#evidence = withKernelAcked(this.#evidence, this.#progress, nowMs)
    this.#apart.add((this.#outbox?.mediaBytes ?? 0) - this.#progress, nowMs)
  }
}

/** The arguments of the child; none of them is a secret. */
export function ffmpegArgs({ address }: Endpoint): string[] {
  const input = ['-probesize', '500000', '-analyzeduration', '0', '-f', 'flv', '-i', 'pipe:0']
  const maps = ['-map', '0:v:0', '-map', '0:a:0?', '-c', 'copy']
  const preset = ['-fpre', '/proc/self/fd/3']
  const common = ['-hide_banner', '-v', 'warning', '-nostats', '-progress', 'pipe:4']
  if (address.protocol === 'srt')
    return [
      ...common,
      ...input,
      ...maps,
      ...preset,
      '-f',
      'mpegts',
      `srt://${bracketed(address.host)}:${address.port}`,
    ]
  return [
    ...common,
    ...input,
    ...maps,
    ...preset,
    '-tcp_nodelay',
    '1',
    '-rtmp_live',
    'live',
    '-flvflags',
    'no_duration_filesize',
    '-f',
    'flv',
    `${address.tcUrl}/`,
  ]
}

function bracketed(host: string): string {
  return host.includes(':') ? `[${host}]` : host
}

/** What goes through the inherited descriptor: an FFmpeg preset file, `name=value` lines. */
function presetOf({ address, key }: Endpoint): string {
  return address.protocol === 'srt' ? `streamid=${key.reveal()}\n` : `rtmp_playpath=${key.reveal()}\n`
}

/** Bytes that a process's TCP sockets hold unacknowledged: its socket inodes looked up in /proc/net/tcp and tcp6. */
function unackedOf(pid: number): number {
  try {
    const inodes = new Set<string>()
    for (const fd of readdirSync(`/proc/${pid}/fd`)) {
      const inode = /^socket:\[(\d+)\]$/.exec(readlinkSync(`/proc/${pid}/fd/${fd}`))?.[1]
      if (inode !== undefined) inodes.add(inode)
    }
    let held = 0
    for (const table of ['tcp', 'tcp6']) {
      for (const line of readFileSync(`/proc/${pid}/net/${table}`, 'latin1').split('\n')) {
        const fields = line.trim().split(/\s+/)
        if (inodes.has(fields[9] ?? '')) held += Number.parseInt(fields[4] ?? '0', 16)
      }
    }
    return held
  } catch {
    return 0 // it died, or there is no /proc: its own count must do
  }
}
