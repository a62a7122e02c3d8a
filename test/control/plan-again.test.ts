// Read, change, put: a broadcast's plan comes back as it was written, and putting it again changes nothing.
import { expect, test } from 'vitest'
import { ControlRig } from '../support/control-rig.ts'

const written = {
  feeds: ['camera-a'],
  slate: { design: 'plain', language: 'en', motion: 'still', sound: 'silent' },
  cutOn: ['black'],
  profile: '1280x720@25',
  plannedEndAt: '2099-01-01T02:00:00+08:00',
  destinations: [
    {
      name: 'shop',
      platform: 'rtmp',
      playback: { url: 'https://play.example.com/shop.flv' },
      policy: { longestGopMs: { value: 2_000, source: 'measured', note: 'twice' } },
    },
    { name: 'spare', platform: 'rtmp', carrier: 'ffmpeg' },
  ],
}

test('the plan of a broadcast put again as it was read changes nothing and loses nothing', async () => {
  await using rig = await new ControlRig().open()
  await rig.ask('PUT', '/api/feeds/camera-a', { kind: 'rtmp' })
  const made = await rig.ask('PUT', '/api/broadcasts/evening', written)
  expect(made.status).toBe(201)
  const { plan } = (await rig.ask('GET', '/api/broadcasts/evening')).json
  expect(plan).toMatchObject(written)
  const again = await rig.ask('PUT', '/api/broadcasts/evening', plan)
  expect(again.status).toBe(200)
  expect(again.json.plan).toEqual(plan)
  const policy = again.json.destinations[0].policy.longestGopMs
  expect(policy).toMatchObject({ value: 2_000, by: expect.any(String), date: expect.any(String) })
})
