// Made-up cameras behind a real ingest socket, in time that moves only when told: what they sent has arrived when it has moved.
import { mkdtempSync, rmSync } from 'node:fs'
import type { Server } from 'node:http'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import type { Socket } from 'node:net'
import { serveUnix, takeOver } from '#core/unix-http.ts'
import { FakeClock, settle } from './fake-clock.ts'
import { type CameraPlan, SyntheticCamera } from './synthetic-camera.ts'

const stepMs = 20

export class CameraHall implements AsyncDisposable {
  readonly clock = new FakeClock()
  readonly folder = mkdtempSync(join(tmpdir(), 'camera-hall-'))
  readonly socketPath = join(this.folder, 'ingest.sock')
  readonly #cameras = new Map<string, SyntheticCamera>()
  readonly #readers = new Set<Socket>()
  #server: Server | undefined
  /** Bytes on their way to readers. */
  #writing = 0

  static async open(...plans: readonly CameraPlan[]): Promise<CameraHall> {
    const hall = new CameraHall()
    for (const [i, plan] of plans.entries()) hall.#cameras.set(plan.name, new SyntheticCamera(plan, i + 1))
    hall.#server = await serveUnix(hall.socketPath, {
      'GET /feeds/:feed.flv': ({ params, response }) => {
        hall.#join(hall.camera(params.feed ?? ''), takeOver(response, 'video/x-flv'))
        return undefined
      },
    })
    return hall
  }

  camera(name: string): SyntheticCamera {
    const camera = this.#cameras.get(name)
    if (camera === undefined) throw new Error(`there is no ${name}`)
    return camera
  }

  /** Who reads anything now. */
  get readers(): number {
    return this.#readers.size
  }

  #join(camera: SyntheticCamera, reader: Socket): void {
    this.#readers.add(reader)
    reader.on('error', () => {}) // it may leave at any time
    reader.on('close', () => this.#readers.delete(reader))
    camera.attach({
      onBytes: bytes => {
        this.#writing += bytes.length
        reader.write(bytes, () => void (this.#writing -= bytes.length))
      },
      onEnd: () => void reader.end(),
    })
  }

  publish(...names: readonly string[]): void {
    for (const name of names) this.camera(name).publish(this.clock.nowMs())
  }

  /** Lets time pass, in small steps; what is sent in one has arrived before the next. */
  async pass(ms: number): Promise<void> {
    await this.#arrived()
    const untilMs = this.clock.nowMs() + ms
    while (this.clock.nowMs() < untilMs) {
      await this.clock.advance(Math.min(stepMs, untilMs - this.clock.nowMs()))
      for (const camera of this.#cameras.values()) camera.run(this.clock.nowMs())
      await this.#arrived()
    }
  }

  /** Once it is written it lies in the reader's socket, which is read in the next turn of the loop. */
  async #arrived(): Promise<void> {
    while (this.#writing > 0) await settle()
    for (let turn = 0; turn < 2; turn++) await settle()
  }

  async [Symbol.asyncDispose](): Promise<void> {
    for (const reader of this.#readers) reader.destroy()
    const server = this.#server
    await new Promise(resolve => server?.close(resolve))
    rmSync(this.folder, { recursive: true, force: true })
  }
}
