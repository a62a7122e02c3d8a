// Long and random runs of a program: whatever comes in whatever order, the same rules hold.
// FUZZ_PROGRAMS=3000 for a long random run; FUZZ_SEED for another one than CI's.
import fc from 'fast-check'
import { expect, test } from 'vitest'
import { ProgramStage } from '../support/program-stage.ts'
import { type CameraPlan, slateMark } from '../support/synthetic-camera.ts'
import { aacConfigPayload } from '../support/synthetic-media.ts'

const aac44kPayload = Buffer.from('af001210', 'hex')

/** Two of the program's profile, one of another size, one of another frame rate and sound. */
const four: readonly CameraPlan[] = [
  { name: 'camera-a', hasBFrames: true, clockMs: 2 ** 24 - 3_000 },
  {
    name: 'camera-b',
    clockMs: 2 ** 32 - 9_000,
    phaseFrames: 25,
    delayMs: frame => (frame % 60 === 0 ? 25 : frame % 7),
  },
  {
    name: 'small',
    hasBFrames: true,
    widthPx: 640,
    heightPx: 360,
    clockMs: 2 ** 31 - 5_000,
    gopFrames: 30,
    phaseFrames: 11,
  },
  {
    name: 'other',
    hasBFrames: true,
    frameRateFps: 25,
    gopFrames: 25,
    audioHeader: aac44kPayload,
    audioFrameMs: 1_024 / 44.1,
    phaseFrames: 7,
  },
]

/** A dice that falls the same way each time. */
function dice(seed: number): () => number {
  let state = seed
  return () => {
    state = (state * 1_103_515_245 + 12_345) & 0x7fff_ffff
    return state / 0x7fff_ffff
  }
}

test('a hundred cuts by hand among four feeds leave no step back, no skew, and the output in time', async () => {
  const stage = await ProgramStage.open({ cameras: four })
  stage.publish(...four.map(({ name }) => name))
  await stage.pass(4_000)
  const roll = dice(7)
  let cuts = 0
  while (cuts < 100) {
    const others = [...four.map(({ name }) => name), 'slate'].filter(name => name !== stage.onAir)
    const name = others[Math.floor(roll() * others.length)] ?? 'slate'
    stage.take(name)
    while (stage.onAir !== name) await stage.pass(20)
    cuts++
    await stage.pass(Math.round(roll() * 1_500))
  }
  await stage.pass(1_000)
  expect(stage.cuts.length).toBe(101)
  expect(stage.witness.broken).toEqual([])
  expect(stage.witness.disordered).toEqual([])
  expect(stage.witness.largestHoleMs.video).toBeLessThanOrEqual(200)
  expect(stage.witness.largestHoleMs.audio).toBeLessThanOrEqual(200)
  const { aheadMs, soundSkewMs } = stage.program.snapshot()
  expect(Math.abs(soundSkewMs)).toBeLessThanOrEqual(40)
  expect(Math.abs(aheadMs)).toBeLessThanOrEqual(400)
  stage.close()
}, 60_000)

test('eight hours with a cut every half minute drift by no more than a frame', async () => {
  const cameras = [
    { name: 'camera-a', hasBFrames: true, clockMs: 2 ** 24 - 3_000 },
    { name: 'camera-b', clockMs: 2 ** 32 - 600_000, phaseFrames: 25 },
  ]
  const stage = await ProgramStage.open({ cameras, keepsPackets: false, stepMs: 16 })
  stage.publish('camera-a', 'camera-b')
  await stage.pass(5_000)
  const wishes = ['camera-b', 'slate', 'camera-a', 'camera-b', 'camera-a', 'slate']
  const eightHoursMs = 8 * 3_600_000
  for (let i = 0; stage.time.ms < eightHoursMs; i++) {
    stage.take(wishes[i % wishes.length] ?? null)
    await stage.pass(30_000)
  }
  expect(stage.cuts.length).toBeGreaterThan(900)
  expect(stage.witness.broken).toEqual([])
  expect(stage.witness.disordered).toEqual([])
  expect(stage.witness.largestHoleMs.video).toBeLessThanOrEqual(134)
  const { aheadMs, soundSkewMs, dtsMs } = stage.program.snapshot()
  expect(Math.abs(aheadMs)).toBeLessThanOrEqual(34)
  expect(Math.abs(soundSkewMs)).toBeLessThanOrEqual(34)
  expect(Math.abs(dtsMs - stage.time.ms)).toBeLessThanOrEqual(34 + 16)
  stage.close()
}, 300_000)

test.for([2 ** 24, 2 ** 31, 2 ** 32])(
  'a camera whose clock starts just below %d ms goes on through it',
  async limit => {
    const cameras = [{ name: 'camera-a', hasBFrames: true, clockMs: limit - 4_000 }]
    const stage = await ProgramStage.open({ cameras })
    stage.publish('camera-a')
    await stage.pass(10_000)
    expect(stage.cuts).toHaveLength(1)
    expect(stage.witness.broken).toEqual([])
    expect(stage.witness.largestHoleMs.video).toBeLessThanOrEqual(34)
    stage.close()
  },
)

test('a camera whose clock runs a ten-thousandth fast is followed for hours, and its loss leaves no hole', async () => {
  const stage = await ProgramStage.open({
    cameras: [{ name: 'camera-a', rate: 1.0001 }],
    keepsPackets: false,
    stepMs: 16,
  })
  stage.publish('camera-a')
  await stage.pass(2 * 3_600_000)
  const before = { ...stage.witness.largestHoleMs }
  stage.camera('camera-a').stop()
  await stage.pass(10_000)
  expect(before.video).toBeLessThanOrEqual(35)
  expect(stage.witness.largestHoleMs.video).toBeLessThanOrEqual(120)
  expect(stage.witness.broken).toEqual([])
  expect(Math.abs(stage.program.snapshot().aheadMs)).toBeLessThanOrEqual(60)
  stage.close()
}, 120_000)

test.for([
  ['forward', 3_600_000],
  ['back', -3_600_000],
] as const)("the machine's clock stepped an hour %s changes nothing that goes out", async ([, stepMs]) => {
  const stage = await ProgramStage.open({ cameras: four.slice(0, 2) })
  stage.publish('camera-a', 'camera-b')
  await stage.pass(5_000)
  stage.time.wallOffsetMs += stepMs
  await stage.pass(5_000)
  expect(stage.cuts).toHaveLength(1)
  stage.camera('camera-a').stop()
  await stage.pass(5_000)
  expect(stage.onAir).toBe('camera-b')
  expect(stage.witness.broken).toEqual([])
  expect(stage.witness.largestHoleMs.video).toBeLessThanOrEqual(140)
  const { aheadMs, counters } = stage.program.snapshot()
  expect(Math.abs(aheadMs)).toBeLessThanOrEqual(140)
  expect(counters.cameraMs + counters.slateMs).toBeLessThan(16_000)
  stage.close()
})

type Act = { readonly what: string; readonly camera: number; readonly ms: number }

const acts = fc.record({
  what: fc.constantFrom(
    'stop', 'publish', 'publish', 'freeze', 'thaw', 'thaw', 'thaw-fresh', 'jump', 'jump-back', 'still', 'moving',
    'mute', 'sound', 'blind', 'picture', 'take', 'slate', 'release', 'size', 'stall',
  ),
  camera: fc.nat(2),
  ms: fc.integer({ min: 0, max: 6_000 }),
}) // biome-ignore format: one line of words

async function act(stage: ProgramStage, { what, camera: index, ms }: Act): Promise<void> {
  const name = ['camera-a', 'camera-b', 'small'][index] ?? 'camera-a'
  const camera = stage.camera(name)
  if (what === 'stop') camera.stop()
  else if (what === 'publish') camera.publish(stage.time.ms, (ms * 715_827) % 2 ** 32)
  else if (what === 'freeze') camera.freeze()
  else if (what === 'thaw') camera.thaw('with-backlog')
  else if (what === 'thaw-fresh') camera.thaw('fresh')
  else if (what === 'jump') camera.jump(ms * 1_000)
  else if (what === 'jump-back') camera.jump(-ms * 100)
  else if (what === 'still') camera.standStill(true)
  else if (what === 'moving') camera.standStill(false)
  else if (what === 'mute' || what === 'sound') camera.hasSound = what === 'sound'
  else if (what === 'blind' || what === 'picture') camera.hasVideo = what === 'picture'
  else if (what === 'take') stage.take(name)
  else if (what === 'slate') stage.take('slate')
  else if (what === 'release') stage.take(null)
  else if (what === 'size')
    stage.changePicture(name, { widthPx: 320 + (ms % 4) * 320, heightPx: 360, frameRateFps: 30 })
  else if (what === 'stall') await stage.stall(ms)
  await stage.pass(ms)
}

test('whatever cameras and people do, the output goes forward, near time, and is never silent while there is a slate', async () => {
  await fc.assert(
    fc.asyncProperty(fc.array(acts, { minLength: 1, maxLength: 25 }), async steps => {
      const stage = await ProgramStage.open({ cameras: four.slice(0, 3), stepMs: 8 })
      stage.publish('camera-a', 'camera-b', 'small')
      await stage.pass(3_000)
      for (const step of steps) await act(stage, step)
      for (const { name } of four.slice(0, 3)) stage.camera(name).stop()
      await stage.pass(5_000)
      stage.close()
      expect(stage.witness.broken).toEqual([])
      const isHonest = !steps.some(({ what }) => ['still', 'publish', 'stall'].includes(what))
      expect(isHonest ? stage.witness.disordered : []).toEqual([])
      expect(stage.onAir).toBe('slate')
      const at = stage.witness.packets
        .filter(each => each.kind === 'video' && !each.isConfig)
        .map(each => each.atMs)
      const stalls = steps.some(({ what }) => what === 'stall') ? 6_000 : 0
      const silences = at.map((ms, i) => ms - (at[i - 1] ?? ms))
      expect(Math.max(...silences)).toBeLessThanOrEqual(3 * 700 + 100 + stalls)
      const last = stage.witness.packets.findLast(each => each.mark === slateMark)
      expect(stage.time.ms - (last?.atMs ?? 0)).toBeLessThan(100)
      expect(Math.abs(stage.program.snapshot().aheadMs)).toBeLessThan(2_500 + stalls)
    }),
    { numRuns: Number(process.env.FUZZ_PROGRAMS ?? 60), seed: Number(process.env.FUZZ_SEED ?? 20_261_125) },
  )
}, 3_600_000)

test('the sound of two feeds of one format is never announced twice', async () => {
  const stage = await ProgramStage.open({
    cameras: [
      { name: 'camera-a', audioHeader: aacConfigPayload },
      { name: 'camera-b', audioHeader: Buffer.from('af00119056e500', 'hex') }, // the same, said as FFmpeg says it
    ],
  })
  stage.publish('camera-a', 'camera-b')
  await stage.pass(4_000)
  stage.take('camera-b')
  await stage.pass(4_000)
  expect(stage.onAir).toBe('camera-b')
  expect(stage.witness.packets.filter(each => each.kind === 'audio' && each.isConfig)).toHaveLength(1)
  stage.close()
})
