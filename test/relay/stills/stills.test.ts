// Pictures as a program sends them: whose they are at each cut, and that they can be decoded by themselves.
import { expect, test } from 'vitest'
import { systemClock } from '#core/clock.ts'
import { PictureMaker } from '../../../control/pictures/maker.ts'
import { stillLimits } from '../../../relay/stills/ring.ts'
import { Stills } from '../../../relay/stills/stills.ts'
import { encodedTags } from '../../support/encoded-feed.ts'
import { ProgramStage } from '../../support/program-stage.ts'
import { RelayRig } from '../../support/relay-rig.ts'
import { until } from '../../support/until.ts'

const all = Number.MAX_SAFE_INTEGER
const { signal } = new AbortController()

test('each picture is told to be of what was on air when it was sent, from the cut on', async () => {
  const stage = await ProgramStage.open({ cameras: [{ name: 'camera-a' }, { name: 'camera-b' }] })
  const stills = new Stills(stage.time)
  stills.watch(stage.program)
  stage.publish('camera-a')
  await stage.pass(8_000)
  stage.take('slate')
  await stage.pass(4_000)
  const cutAtMs = stage.cuts.at(-1)?.atMs ?? 0
  const [main] = stills.list(0, all)
  const seen = main?.stills ?? []
  expect(main?.program).toBe('main')
  expect(new Set(seen.map(({ shows }) => shows))).toEqual(new Set(['camera-a', 'slate']))
  for (const { atMs, shows } of seen) expect(shows).toBe(atMs < cutAtMs ? 'camera-a' : 'slate')
  expect(seen.find(({ shows }) => shows === 'slate')?.atMs).toBeLessThan(cutAtMs + 100)
  stage.close()
})

test('asked for a stretch of time it gives what viewers had at its beginning, too', async () => {
  const stage = await ProgramStage.open({ cameras: [{ name: 'camera-a' }] })
  const stills = new Stills(stage.time)
  stills.watch(stage.program)
  stage.publish('camera-a')
  await stage.pass(12_000)
  const times = stills.list(0, all)[0]?.stills.map(({ atMs }) => atMs) ?? []
  const [, second = 0, third = 0] = times
  const asked = stills.list(second + 500, third + 1)[0]?.stills.map(({ atMs }) => atMs)
  expect(asked).toEqual([second, third])
  expect(stills.picture('main', third - 1)?.atMs).toBe(second)
  expect(stills.picture('main', 0)).toBeUndefined()
  expect(stills.picture('elsewhere', all)).toBeUndefined()
  stage.close()
})

test('a relay worker keeps key frames that are decoded without anything else, each another picture', async () => {
  const tags = await encodedTags('testsrc2=s=320x180:r=10', 'sine=f=440:r=48000', 6)
  await using rig = await RelayRig.open()
  rig.ingest.play(tags)
  rig.start([])
  const listed = () => rig.worker.stills.list(0, all)[0]?.stills ?? []
  await until('there are two pictures that stand apart', () => listed().length >= 3 || undefined, 15_000)
  const stills = listed()
  expect(stills.reduce((sum, { bytes }) => sum + bytes, 0)).toBeLessThan(stillLimits.mostBytes)
  const maker = new PictureMaker(systemClock)
  const jpegs = await Promise.all(
    stills.slice(0, 2).map(({ atMs }) => {
      const still = rig.worker.stills.picture('main', atMs)
      return maker.jpeg(Buffer.from(still?.h264 ?? '', 'base64'), 160, signal)
    }),
  )
  for (const jpeg of jpegs) {
    expect(jpeg.subarray(0, 3).toString('hex')).toBe('ffd8ff')
    expect(sizeOf(jpeg)).toEqual([160, 90])
  }
  expect(jpegs[0]?.equals(jpegs[1] as Buffer)).toBe(false)
})

test('what is no picture is refused, in words', async () => {
  const maker = new PictureMaker(systemClock)
  await expect(maker.jpeg(Buffer.from('no picture at all'), 160, signal)).rejects.toThrow(
    'the picture cannot be made',
  )
})

/** Width and height, by the frame header (JPEG, B.2.2). */
function sizeOf(jpeg: Buffer): [number, number] {
  const at = jpeg.indexOf(Buffer.from([0xff, 0xc0]))
  return [jpeg.readUInt16BE(at + 7), jpeg.readUInt16BE(at + 5)]
}
