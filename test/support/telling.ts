// Incidents, receivers and servers for tests of telling people.
import { createServer, type IncomingHttpHeaders } from 'node:http'
import type { AddressInfo } from 'node:net'
import type { Incident } from '#monitoring'
import { type ReceiverPlan, receiverPlan } from '../../control/telling/plan.ts'

/** 2023-11-15 06:13:20 in Shanghai: where a FakeClock begins. */
export const startMs = 1_700_000_000_000

export function incidentOf(changes: Partial<Incident> = {}): Incident {
  return {
    id: 'i1',
    broadcast: 'evening',
    broadcasts: ['evening'],
    kind: 'endpoint-lost',
    scope: 'endpoint',
    subject: { destination: 'douyin', endpoint: 0 },
    beganMs: startMs - 1_000,
    noticedMs: startMs - 500,
    actedMs: startMs - 400,
    openedMs: startMs,
    acknowledgedMs: null,
    acknowledgedBy: null,
    recoveredMs: null,
    overMs: null,
    cause: {
      en: 'Address 1 of douyin broke the connection.',
      zh: 'douyin 的第 1 个推流地址断开了连接。',
    },
    evidence: [],
    spans: [],
    seen: [seenOf({ darkMs: 1_000, now: 'dark' })],
    parts: [],
    mergedInto: null,
    ...changes,
  }
}

export function seenOf(changes: Partial<Incident['seen'][number]> = {}): Incident['seen'][number] {
  return {
    broadcast: 'evening',
    destination: 'douyin',
    frozenMs: 0,
    slateMs: 0,
    darkMs: 0,
    now: null,
    ...changes,
  }
}

/** The same incident once it is over. */
export function overOf(incident: Incident, overMs: number, seen = [seenOf({ darkMs: 2_000 })]): Incident {
  return { ...incident, overMs, recoveredMs: overMs, seen }
}

export function planOf(changes: Partial<ReceiverPlan> = {}): ReceiverPlan {
  return { ...receiverPlan.parse({ platform: 'http' }), ...changes }
}

export type Heard = { path: string; headers: IncomingHttpHeaders; text: string; atMs: number }

/** What a receiver answers; 'nothing': it hangs. */
export type Behaviour = { status?: number; body?: unknown; headers?: Record<string, string> } | 'nothing'

/** A real server on loopback that behaves as it is told to. */
export class Ear implements AsyncDisposable {
  readonly heard: Heard[] = []
  behaviour: Behaviour = {}
  readonly #server = createServer((request, response) => {
    const parts: Buffer[] = []
    request.on('data', (part: Buffer) => parts.push(part))
    request.on('end', () => {
      const text = Buffer.concat(parts).toString('utf8')
      this.heard.push({ path: request.url ?? '', headers: request.headers, text, atMs: performance.now() })
      if (this.behaviour === 'nothing') return
      const { status = 200, body = { errcode: 0, code: 0 }, headers = {} } = this.behaviour
      response.writeHead(status, headers).end(JSON.stringify(body))
    })
  })

  async listen(port = 0): Promise<this> {
    await new Promise<void>(resolve => this.#server.listen(port, '127.0.0.1', resolve))
    return this
  }

  get port(): number {
    return (this.#server.address() as AddressInfo).port
  }

  url(path = '/hook'): string {
    return `http://127.0.0.1:${this.port}${path}`
  }

  /** Bodies so far, parsed. */
  // biome-ignore lint: a body of any shape
  get bodies(): any[] {
    return this.heard.map(({ text }) => JSON.parse(text))
  }

  async [Symbol.asyncDispose](): Promise<void> {
    this.#server.closeAllConnections()
    await new Promise(resolve => this.#server.close(resolve))
  }
}
