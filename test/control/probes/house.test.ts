// Probes in a whole control: what the API takes of them, and what it shows and tells of what they find.
import { expect, onTestFinished, test } from 'vitest'
import { ControlRig } from '../../support/control-rig.ts'
import { PlaybackServer } from '../../support/playback-server.ts'
import { RudePlatform } from '../../support/rude-platform.ts'
import { until } from '../../support/until.ts'

async function openRig(): Promise<ControlRig> {
  const rig = await new ControlRig({ probes: { playbackEveryMs: 1_000, standbyEveryMs: 1_000 } }).open()
  onTestFinished(() => rig[Symbol.asyncDispose]())
  await rig.ask('PUT', '/api/feeds/camera-a', { kind: 'rtmp' })
  return rig
}

const plan = (playback: unknown, more = {}) => ({
  feeds: ['camera-a'],
  destinations: [{ name: 'shop', platform: 'rtmp', playback }],
  ...more,
})

test('what cannot be cut on, and playbacks that cannot be pulled, are refused with what to write', async () => {
  const rig = await openRig()
  const answer = await rig.ask('PUT', '/api/broadcasts/evening', plan({ url: 'srt://pull.example.com:9000' }))
  expect(answer.status).toBe(400)
  expect(answer.json.fields[0]).toMatchObject({ field: 'destinations.0.playback.url' })
  expect(answer.text).toContain('write the address of its HTTP-FLV, HLS or RTMP')
  const odd = await rig.ask('PUT', '/api/broadcasts/evening', plan(undefined, { cutOn: ['ugly'] }))
  expect(odd.status).toBe(400)
  expect(odd.text).toContain('write any of')
  const good = await rig.ask('PUT', '/api/broadcasts/evening', plan(undefined, { cutOn: ['black'] }))
  expect(good.json).toMatchObject({ cutOn: ['black'] })
})

test('a destination that carries and plays nothing is shown as dark, and becomes an incident, until its playback is taken out; its other address is looked at', async () => {
  const rig = await openRig()
  const server = await PlaybackServer.open()
  onTestFinished(() => server[Symbol.asyncDispose]())
  const platform = await RudePlatform.open()
  onTestFinished(() => platform[Symbol.asyncDispose]())
  server.manners = 'dark'
  await rig.ask('PUT', '/api/broadcasts/evening', plan({ url: server.url }))
  await rig.putEndpoints('evening', [
    { url: 'rtmp://127.0.0.1:9/evening', key: 'secret-1' },
    { url: `rtmp://127.0.0.1:${platform.port}/live`, key: 'secret-2' },
  ])
  await rig.ask('POST', '/api/broadcasts/evening/start')
  const leg = async () => (await rig.ask('GET', '/api/broadcasts/evening')).json.legs[0]
  await until('it is found dark', async () => (await leg()).verified?.state === 'dark' || undefined, 20_000)
  expect((await leg()).verified).toMatchObject({ why: 'its playback is answered with 404', latencyMs: null })
  await until(
    'the other address is ready',
    async () => (await leg()).standbys[0]?.state === 'ready' || undefined,
    20_000,
  )
  expect(platform.publishes).toEqual([])
  const metrics = (await rig.ask('GET', '/metrics')).text
  expect(metrics).toContain('changming_leg_verified{broadcast="evening",destination="shop",state="dark"} 1')
  expect(metrics).toContain('changming_leg_standby_up{broadcast="evening",destination="shop",endpoint="1"} 1')
  const kinds = async () =>
    (await rig.ask('GET', '/api/incidents')).json.incidents.map(({ kind }: { kind: string }) => kind)
  await until('it is an incident', async () => (await kinds()).includes('not-shown') || undefined, 30_000)
  await rig.ask('PUT', '/api/broadcasts/evening', plan(undefined))
  await rig.control.close('it dies before it has looked')
  await rig.open()
  await until(
    'it is over',
    async () => (await rig.ask('GET', '/api/incidents')).json.incidents[0]?.overMs !== null || undefined,
    20_000,
  )
}, 60_000)
