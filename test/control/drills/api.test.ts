// Drills over HTTP: begun by whoever may, shown as numbers and as a page, and told to preflight and Prometheus.
import { expect, test } from 'vitest'
import { ControlRig } from '../../support/control-rig.ts'
import { until } from '../../support/until.ts'

async function finished(rig: ControlRig, id: string) {
  return await until('the drill is over', async () => {
    const { drills } = (await rig.ask('GET', '/api/drills')).json
    const found = drills.find((each: { id: string }) => each.id === id)
    return found.outcome === 'running' ? undefined : found
  })
}

test('an operator begins a drill and takes notice of its page; then it is a card, a page, and a metric', async () => {
  await using rig = await new ControlRig({ metricsToken: 'a-token-for-scrapes' }).open()
  await rig.prepare()
  const before = (await rig.ask('POST', '/api/broadcasts/evening/preflight')).text
  expect((await rig.ask('GET', '/api/drills')).json).toMatchObject({ drills: [], isOverdue: true })

  const begun = await rig.ask('POST', '/api/drills')
  expect(begun.status).toBe(200)
  const id = begun.json.drill as string
  const second = await rig.ask('POST', '/api/drills', {})
  expect([second.status, second.json.code]).toEqual([409, 'control/drill-runs'])
  expect((await rig.ask('GET', `/api/drills/${id}`)).status).toBe(404)
  const running = await until(
    'it says how far it is',
    async () => {
      const [newest] = (await rig.ask('GET', '/api/drills')).json.drills
      return newest.progress === null ? undefined : newest
    },
    30_000,
  )
  expect(running.progress).toMatchObject({
    acting: 'camera-frozen',
    of: 10,
    results: [{ fault: 'camera-killed', verdict: 'kept', recoveredMs: 1_500 }],
  })
  expect((await rig.ask('POST', `/api/drills/${id}/acknowledge`)).status).toBe(200)
  expect(await finished(rig, id)).toMatchObject({
    outcome: 'passed',
    by: 'admin',
    progress: null,
    recoveredMs: { 'relay-killed': 1_500 },
  })

  expect((await rig.ask('GET', `/api/drills/${id}`)).json.paging.by).toBe('admin')
  const page = await rig.ask('GET', `/api/drills/${id}/page`)
  expect(page.headers.get('content-type')).toContain('text/html')
  expect(page.headers.get('content-security-policy')).toMatch(
    /^default-src 'none'; style-src 'sha256-[^']+';/,
  )
  expect(page.text).toContain('演练成绩单')
  const { text } = await rig.ask('GET', '/metrics', undefined, {
    authorization: 'Bearer a-token-for-scrapes',
  })
  expect(text).toMatch(/^changming_drill_last_pass_timestamp_seconds \d/m)
  expect(text).toContain('changming_drill_recovery_seconds{fault="relay-killed"} 1.5')
  expect((await rig.ask('GET', '/api/drills')).json.isOverdue).toBe(false)
  const after = (await rig.ask('POST', '/api/broadcasts/evening/preflight')).text
  expect(after).not.toBe(before)
  expect(JSON.stringify(checksOf(after))).toContain('passed')
})

function checksOf(preflight: string): unknown[] {
  const { destinations, checks } = JSON.parse(preflight)
  const all = [...(checks ?? []), ...destinations.flatMap((each: { checks: unknown[] }) => each.checks)]
  return all.filter((each: { rule: string }) => each.rule.includes('drill'))
}

test('a viewer may read of drills and begin none', async () => {
  await using rig = await new ControlRig().open()
  const { token } = (await rig.ask('POST', '/api/tokens', { name: 'guest', role: 'viewer' })).json
  const asGuest = { authorization: `Bearer ${token}` }
  expect((await rig.ask('GET', '/api/drills', undefined, asGuest)).status).toBe(200)
  expect((await rig.ask('POST', '/api/drills', {}, asGuest)).status).toBe(403)
  expect((await rig.ask('POST', '/api/drills', { page: 'nobody' })).status).toBe(404)
})
