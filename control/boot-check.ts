// Opens and closes the whole house once: what plain Node will not run shows here.
import { readFileSync } from 'node:fs'
import { type Clock, slept } from '#core/clock.ts'
import { Failure } from '#core/failure.ts'
import type { Control } from './control.ts'
import { endAll } from './supervisor/end-all.ts'

const upWithinMs = 30_000

/** Makes a feed and a broadcast over HTTP, waits until both workers answer, ends everything. The sentence to print. */
export async function checkHouse(
  open: () => Promise<Control>,
  clock: Clock,
  signal: AbortSignal,
): Promise<string> {
  const control = await open()
  try {
    const token = readFileSync(control.adminTokenFile ?? '', 'utf8').trim()
    const ask = async (method: string, path: string, body: unknown) => {
      const headers = { authorization: `Bearer ${token}`, 'content-type': 'application/json' }
      const answer = await fetch(control.url + path, { method, headers, body: JSON.stringify(body), signal })
      if (!answer.ok) throw notWell(`${method} ${path} was answered ${answer.status}: ${await answer.text()}`)
    }
    await ask('PUT', '/api/feeds/camera', { kind: 'rtmp' })
    const destinations = [{ name: 'nowhere', platform: 'rtmp' }]
    await ask('PUT', '/api/broadcasts/check', { feeds: ['camera'], destinations })
    const endpoints = [{ url: 'rtmp://127.0.0.1:9/live', key: 'check' }]
    await ask('PUT', '/api/broadcasts/check/destinations/nowhere/endpoints', endpoints)
    await ask('POST', '/api/broadcasts/check/start', {})
    await bothUp(control, clock, signal)
    return 'control, ingest and relay open and close'
  } finally {
    await control.close('the check is over')
    await endAll(control.places, clock, new AbortController().signal)
  }
}

async function bothUp({ supervisor }: Control, clock: Clock, signal: AbortSignal): Promise<void> {
  const untilMs = clock.nowMs() + upWithinMs
  const missing = () => ['ingest', 'relay-check'].filter(worker => supervisor.view(worker).state !== 'up')
  while (missing().length > 0) {
    if (clock.nowMs() > untilMs)
      throw notWell(`${missing().join(' and ')} did not come up in ${upWithinMs} ms`)
    await slept(clock, 50, signal)
    signal.throwIfAborted()
  }
}

function notWell(sentence: string): Failure {
  return new Failure('control/check-failed', sentence, { fault: 'ours', remedy: 'stop' })
}
