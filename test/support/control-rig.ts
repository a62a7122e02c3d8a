// A control of its own for a test: temporary folder, free ports, fake workers, everything ended afterwards.
import { mkdtempSync, readFileSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { type Control, endAll, openControl, settingsSchema } from '#control'
import { systemClock } from '#core/clock.ts'
import { openLog } from '#core/log.ts'
import { makePlaces } from '#core/places.ts'
import { readSettings } from '#core/settings.ts'
import { askUnix } from '#core/unix-http.ts'
import { shareCache } from '../../scripts/product.ts'

export type Answer = {
  status: number
  // biome-ignore lint: an answer of any shape
  json: any
  text: string
  headers: Headers
}

export const fakeWorker = fileURLToPath(new URL('../fixtures/fake-worker.ts', import.meta.url))

export const fakeDrill = fileURLToPath(new URL('../fixtures/fake-drill.ts', import.meta.url))
const buildDesk = fileURLToPath(new URL('../../scripts/build-desk.ts', import.meta.url))
const tryVoice = fileURLToPath(new URL('../../avatar/try-voice.ts', import.meta.url))
const fakeAvatar = fileURLToPath(new URL('../fixtures/fake-avatar.ts', import.meta.url))

export class ControlRig implements AsyncDisposable {
  readonly data: string
  readonly settings: Record<string, unknown>
  control!: Control
  token = ''

  constructor(settings: Record<string, unknown> = {}) {
    this.data = mkdtempSync(join(tmpdir(), 'changming-test-'))
    shareCache(this.data)
    this.settings = settings
  }

  /** Opens control on the rig's folder; again after `close` for a restart. */
  async open(): Promise<this> {
    const file = {
      data: this.data,
      http: { port: 0 },
      rtmp: { host: '127.0.0.1', port: 0 },
      passwordCost: 10,
      ...this.settings,
    }
    this.control = await openControl({
      settings: readSettings(settingsSchema, { file, env: {}, prefix: 'CHANGMING' }),
      masterKey: undefined,
      programs: {
        ingest: fakeWorker,
        relay: fakeWorker,
        avatar: fakeAvatar,
        drill: fakeDrill,
        desk: buildDesk,
        voice: tryVoice,
      },
      clock: systemClock,
      openLog: places => openLog('control', { level: 'info', file: join(places.logs, 'control.log') }),
      random: () => 0.5,
    })
    if (this.control.adminTokenFile !== null)
      this.token = readFileSync(this.control.adminTokenFile, 'utf8').trim()
    return this
  }

  async ask(
    method: string,
    path: string,
    body?: unknown,
    headers: Record<string, string> = {},
  ): Promise<Answer> {
    const answer = await fetch(this.control.url + path, {
      method,
      headers: {
        ...(headers.authorization === '' || headers.cookie !== undefined
          ? {}
          : { authorization: `Bearer ${this.token}` }),
        'content-type': 'application/json',
        ...Object.fromEntries(Object.entries(headers).filter(([, value]) => value !== '')),
      },
      ...(body === undefined ? {} : { body: typeof body === 'string' ? body : JSON.stringify(body) }),
    })
    const text = await answer.text()
    const json = text.startsWith('{') || text.startsWith('[') ? JSON.parse(text) : undefined
    return { status: answer.status, json, text, headers: answer.headers }
  }

  /** Makes camera-a and a broadcast with one destination and one address. */
  async prepare(name = 'evening', key = 'stream-1'): Promise<void> {
    await this.ask('PUT', '/api/feeds/camera-a', { kind: 'rtmp' })
    await this.ask('PUT', `/api/broadcasts/${name}`, {
      feeds: ['camera-a'],
      destinations: [{ name: 'shop', platform: 'rtmp' }],
    })
    await this.putEndpoints(name, [{ url: `rtmp://127.0.0.1:9/${name}`, key }])
  }

  putEndpoints(name: string, endpoints: unknown): Promise<Answer> {
    return this.ask('PUT', `/api/broadcasts/${name}/destinations/shop/endpoints`, endpoints)
  }

  /** Asks a worker itself. */
  // biome-ignore lint: an answer of any shape
  async worker(name: string, method: 'GET' | 'POST', path: string, body?: unknown): Promise<any> {
    const socketPath = join(makePlaces(this.data).sockets, `${name}.sock`)
    return await askUnix({ socketPath, method, path, body }, 5_000)
  }

  async [Symbol.asyncDispose](): Promise<void> {
    await this.control?.close('the test is over') // it may never have opened
    await endAll(makePlaces(this.data), systemClock, new AbortController().signal)
    rmSync(this.data, { recursive: true, force: true })
  }
}
