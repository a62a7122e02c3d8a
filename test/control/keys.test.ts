// Keys go in and never come out: not in answers, events, metrics, logs, files, nor the command lines of workers.
import { readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { expect, test } from 'vitest'
import { ControlRig } from '../support/control-rig.ts'
import { until } from '../support/until.ts'

const planted = 'PLANTED-4f1c-stream?txSecret=PLANTED-secret&sign=PLANTED-sign'
const badlyPasted = 'rtmp://push.example.com/live/PLANTED-5a77'

function filesUnder(folder: string): string[] {
  return readdirSync(folder, { recursive: true, withFileTypes: true })
    .filter(entry => entry.isFile())
    .map(entry => join(entry.parentPath, entry.name))
}

test('planted keys are found nowhere but at the worker that needs them', async () => {
  await using rig = await new ControlRig().open()
  await rig.prepare()
  const answers: string[] = []
  const say = async (method: string, path: string, body?: unknown) => {
    const { text, headers } = await rig.ask(method, path, body)
    answers.push(text, JSON.stringify([...headers]))
  }
  const endpoints = '/api/broadcasts/evening/destinations/shop/endpoints'
  await say('PUT', endpoints, [{ url: 'rtmp://127.0.0.1:9/live', key: planted }])
  await say('PUT', endpoints, [{ url: 'rtmp://127.0.0.1:9/live', key: badlyPasted }])
  await say('PUT', endpoints, [{ url: 'rtmp://127.0.0.1:9/live', key: `${planted} ` }])
  await say('PUT', endpoints, [{ url: 'rtmp://127.0.0.1:9/live', key: [planted] }])
  await say('PUT', endpoints, [{ url: badlyPasted, key: planted }])
  await say('PUT', endpoints, `[{"url":"rtmp://h/live","key":"${planted}"`)
  await say('POST', '/api/broadcasts/evening/start', {})
  await until('the worker is told', async () => {
    const told = await rig.worker('relay-evening', 'GET', '/told').catch(() => undefined)
    return told?.desired.destinations?.[0]?.endpoints[0].key === planted
  })
  for (const path of [
    '/api/feeds',
    '/api/broadcasts',
    '/api/broadcasts/evening',
    '/metrics',
    '/api/openapi.json',
  ])
    await say('GET', path)
  await say('POST', '/api/broadcasts/evening/preflight')
  answers.push(JSON.stringify(rig.control.store.events.after(0, null, 1_000)))
  for (const worker of ['ingest', 'relay-evening']) {
    const pid = rig.control.supervisor.view(worker).pid
    answers.push(readFileSync(`/proc/${pid}/cmdline`, 'utf8'), readFileSync(`/proc/${pid}/environ`, 'utf8'))
  }
  await rig.ask('POST', '/api/broadcasts/evening/stop')
  await until('the worker ended', () => rig.control.supervisor.view('relay-evening').state === 'none')
  for (const answer of answers) expect(answer).not.toContain('PLANTED')
  expect(filesUnder(rig.data).filter(file => readFileSync(file).includes('PLANTED'))).toEqual([])
  expect(answers.join('\n')).toMatch(/"keyFingerprint":"[0-9a-f]{12}"/)
})

test('a feed key and tokens are kept as digests only', async () => {
  await using rig = await new ControlRig().open()
  const { streamKey } = (await rig.ask('PUT', '/api/feeds/camera-a', { kind: 'rtmp' })).json
  const { token } = (await rig.ask('POST', '/api/tokens', { name: 'ann', role: 'viewer' })).json
  const cookie = (await rig.ask('POST', '/api/session', { token })).headers.get('set-cookie') ?? ''
  const session = /=([^;]+);/.exec(cookie)?.[1] ?? 'none'
  const isLeaky = (file: string) =>
    [streamKey, token, session].some(secret => readFileSync(file).includes(secret))
  expect(filesUnder(rig.data).filter(isLeaky)).toEqual([])
})
