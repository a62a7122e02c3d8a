import { expect, test } from 'vitest'
import { RelayRig } from '../support/relay-rig.ts'
import { RudePlatform } from '../support/rude-platform.ts'

test('a name that does not resolve is that endpoint alone: the leg goes on to the next, siblings carry', async () => {
  await using backup = await RudePlatform.open()
  await using rig = await RelayRig.open()
  rig.start([
    {
      name: 'kuaishou',
      endpoints: [
        { url: 'rtmp://kspc.push.invalid/gifshow', key: 'k' },
        { url: backup.url, key: 'k' },
      ],
    },
    { name: 'douyin', endpoints: [{ url: backup.url, key: 'd' }] },
  ])
  const leg = await rig.untilLeg('kuaishou', 'carrying')
  expect(leg).toMatchObject({ endpoint: 1, reconnects: { dns: 1 } })
  await rig.untilLeg('douyin', 'carrying')
})

test('a destination whose only name is gone says so, and is tried for ever', async () => {
  await using rig = await RelayRig.open()
  rig.start([{ name: 'kuaishou', endpoints: [{ url: 'rtmp://kspc.push.invalid/gifshow', key: 'k' }] }])
  const waiting = await rig.untilLeg('kuaishou', 'waiting')
  expect(waiting.cause).toBe('dns')
  expect(waiting.why).toContain('not resolved')
})
