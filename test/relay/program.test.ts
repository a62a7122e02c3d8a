// A program on a stage with cameras that misbehave: whatever happens, one output that only goes forward, and a picture.
import { expect, test } from 'vitest'
import { ProgramStage, type StagePlan, stageSlate } from '../support/program-stage.ts'
import { type CameraPlan, slateMark } from '../support/synthetic-camera.ts'

const two: readonly CameraPlan[] = [
  { name: 'camera-a', hasBFrames: true },
  { name: 'camera-b', clockMs: 5_000_000, phaseFrames: 25 },
]

async function onAir(plan: StagePlan, ...publishing: string[]): Promise<ProgramStage> {
  const stage = await ProgramStage.open(plan)
  stage.publish(...publishing)
  await stage.pass(5_000)
  return stage
}

/** The longest time in which no picture went out, from `fromMs` on. */
function longestSilenceMs(stage: ProgramStage, fromMs: number): number {
  const at = stage.witness.packets
    .filter(each => each.kind === 'video' && !each.isConfig)
    .map(each => each.atMs)
  const times = [...at.filter(ms => ms >= fromMs - 100), stage.time.ms]
  return Math.max(...times.map((ms, i) => ms - (times[i - 1] ?? ms)))
}

function sources(stage: ProgramStage, fromMs = -1): number[] {
  const marks = stage.witness.packets
    .filter(each => each.mark > 0 && each.atMs > fromMs)
    .map(each => each.mark)
  return marks.filter((mark, i) => mark !== marks[i - 1])
}

test('a camera that is killed is followed by the slate in the same moment, without a hole in picture or sound', async () => {
  const stage = await onAir({ cameras: [{ name: 'camera-a', hasBFrames: true }] }, 'camera-a')
  const killedMs = stage.time.ms
  stage.camera('camera-a').stop()
  await stage.pass(3_000)
  expect(stage.onAir).toBe('slate')
  expect(stage.witness.broken).toEqual([])
  expect(longestSilenceMs(stage, killedMs)).toBeLessThanOrEqual(80)
  expect(stage.witness.largestHoleMs.video).toBeLessThanOrEqual(70)
  expect(stage.witness.largestHoleMs.audio).toBeLessThanOrEqual(50)
  expect(sources(stage)).toEqual([1, slateMark])
  const { lastMs } = stage.witness
  expect(Math.abs(lastMs.video - lastMs.audio)).toBeLessThan(60)
  stage.close()
})

test('a frozen camera is noticed when its patience is over, and the time until then is filled', async () => {
  const stage = await onAir({ cameras: [{ name: 'camera-a' }] }, 'camera-a')
  const frozenMs = stage.time.ms
  stage.camera('camera-a').freeze()
  await stage.pass(3_000)
  expect(stage.onAir).toBe('slate')
  expect(longestSilenceMs(stage, frozenMs)).toBeLessThanOrEqual(800)
  expect(stage.witness.largestHoleMs.video).toBeLessThanOrEqual(70)
  expect(stage.witness.broken).toEqual([])
  stage.close()
})

test('what a frozen camera held back is never shown; it returns with a picture of now', async () => {
  const stage = await onAir({ cameras: [{ name: 'camera-a' }] }, 'camera-a')
  stage.camera('camera-a').freeze()
  await stage.pass(120_000)
  const thawedMs = stage.time.ms
  stage.camera('camera-a').thaw('with-backlog')
  await stage.pass(8_000)
  expect(stage.onAir).toBe('camera-a')
  expect(stage.witness.broken).toEqual([])
  expect(stage.witness.largestHoleMs.video).toBeLessThanOrEqual(100)
  const back = stage.witness.packets.filter(each => each.mark === 1 && each.atMs >= thawedMs)
  expect(back.length).toBeLessThan(8 * 30) // not two minutes of pictures
  expect((back[0]?.atMs ?? 0) - thawedMs).toBeGreaterThanOrEqual(1_000) // healthy for a while first
  expect(stage.program.snapshot().aheadMs).toBeLessThan(200)
  stage.close()
})

test('a standby takes over at its key frame, the slate bridging until then', async () => {
  const stage = await onAir({ cameras: two }, 'camera-a', 'camera-b')
  expect(stage.onAir).toBe('camera-a')
  const lostMs = stage.time.ms
  stage.camera('camera-a').stop()
  await stage.pass(4_000)
  expect(sources(stage)).toEqual([1, slateMark, 2])
  expect(stage.onAir).toBe('camera-b')
  expect(longestSilenceMs(stage, lostMs)).toBeLessThanOrEqual(200)
  expect(stage.witness.largestHoleMs.video).toBeLessThanOrEqual(200)
  expect(stage.witness.broken).toEqual([])
  stage.close()
})

test('a standby whose key frame is about to come is waited for, and nobody sees a slate', async () => {
  const stage = await onAir(
    { cameras: [{ name: 'camera-a' }, { name: 'camera-b', phaseFrames: 33 }] },
    'camera-a',
    'camera-b',
  )
  // camera-b sends key frames at 60n - 33 frames, so one is due 0.9 s into each two seconds of the stage.
  await stage.pass(1_900 - 80)
  const lostMs = stage.time.ms
  stage.camera('camera-a').stop()
  await stage.pass(2_000)
  expect(sources(stage)).toEqual([1, 2])
  expect(longestSilenceMs(stage, lostMs)).toBeLessThanOrEqual(200)
  stage.close()
})

test('a standby that fails while it is waited for leaves the slate on air', async () => {
  const stage = await onAir({ cameras: two }, 'camera-a', 'camera-b')
  const lostMs = stage.time.ms
  stage.camera('camera-a').stop()
  await stage.pass(60)
  stage.camera('camera-b').stop()
  await stage.pass(5_000)
  expect(sources(stage, lostMs)).toEqual([slateMark])
  expect(longestSilenceMs(stage, lostMs)).toBeLessThanOrEqual(200)
  expect(stage.witness.broken).toEqual([])
  stage.close()
})

test('the preferred camera returns only after a healthy stay, at a key frame, and not sooner for being taken by nobody', async () => {
  const stage = await onAir({ cameras: two }, 'camera-b')
  expect(stage.onAir).toBe('camera-b')
  const backMs = stage.time.ms
  stage.publish('camera-a')
  await stage.pass(2_900)
  expect(stage.onAir).toBe('camera-b')
  await stage.pass(3_000)
  expect(stage.onAir).toBe('camera-a')
  const first = stage.witness.packets.find(each => each.mark === 1 && each.atMs >= backMs)
  expect(first?.isKeyframe).toBe(true)
  expect(stage.witness.broken).toEqual([])
  expect(stage.witness.largestHoleMs.video).toBeLessThanOrEqual(110)
  stage.close()
})

test('a flapping camera must prove itself longer each time', async () => {
  const stage = await onAir({ cameras: two }, 'camera-a', 'camera-b')
  const backAfterMs: number[] = []
  for (let i = 0; i < 3; i++) {
    stage.camera('camera-a').stop()
    await stage.pass(3_000)
    expect(stage.onAir).toBe('camera-b')
    const fromMs = stage.time.ms
    stage.publish('camera-a')
    while (stage.onAir !== 'camera-a') await stage.pass(100)
    backAfterMs.push(stage.time.ms - fromMs)
  }
  expect(backAfterMs[1]).toBeGreaterThan((backAfterMs[0] ?? 0) + 3_000)
  expect(backAfterMs[2]).toBeGreaterThan((backAfterMs[1] ?? 0) + 6_000)
  expect(stage.witness.broken).toEqual([])
  stage.close()
}, 60_000)

test('a person takes and releases feeds and the slate', async () => {
  const stage = await onAir({ cameras: two }, 'camera-a', 'camera-b')
  stage.take('camera-b')
  await stage.pass(2_100)
  expect(stage.onAir).toBe('camera-b')
  stage.take('slate')
  expect(stage.onAir).toBe('slate')
  await stage.pass(1_000)
  stage.take(null)
  await stage.pass(2_100)
  expect(stage.onAir).toBe('camera-a')
  expect(stage.cuts.map(({ cause, to }) => `${cause} ${to}`)).toEqual([
    'start camera-a',
    'take camera-b',
    'take slate',
    'return camera-a',
  ])
  expect(stage.witness.broken).toEqual([])
  stage.close()
})

test('a camera taken by hand is replaced when it dies, and shown again when it lives', async () => {
  const stage = await onAir({ cameras: two }, 'camera-a', 'camera-b')
  stage.take('camera-b')
  await stage.pass(2_100)
  stage.camera('camera-b').stop()
  await stage.pass(2_500)
  expect(stage.onAir).toBe('camera-a')
  stage.publish('camera-b')
  await stage.pass(4_000)
  expect(stage.onAir).toBe('camera-b')
  stage.close()
})

test('a camera without sound goes out with silence', async () => {
  const stage = await onAir({ cameras: [{ name: 'camera-a', audioHeader: null }] }, 'camera-a')
  const sound = stage.witness.packets.filter(each => each.kind === 'audio' && !each.isConfig)
  expect(sound.length).toBeGreaterThan(225)
  expect(stage.witness.largestHoleMs.audio).toBeLessThanOrEqual(22)
  expect(stage.witness.packets.some(each => each.kind === 'audio' && each.isConfig)).toBe(true)
  stage.close()
})

test('sound that is lost while the picture lives is filled with silence, told, and no reason to cut', async () => {
  const stage = await onAir({ cameras: two }, 'camera-a', 'camera-b')
  stage.camera('camera-a').hasSound = false
  await stage.pass(3_000)
  expect(stage.onAir).toBe('camera-a')
  expect(stage.told).toEqual(['camera-a lost its sound'])
  expect(stage.witness.largestHoleMs.audio).toBeLessThanOrEqual(43)
  expect(stage.witness.lastMs.video - stage.witness.lastMs.audio).toBeLessThan(60)
  stage.camera('camera-a').hasSound = true
  await stage.pass(2_000)
  expect(stage.told).toEqual(['camera-a lost its sound', 'camera-a got back its sound'])
  expect(stage.witness.broken).toEqual([])
  stage.close()
})

test('a camera that keeps its sound and loses its picture is lost', async () => {
  const stage = await onAir({ cameras: [{ name: 'camera-a' }] }, 'camera-a')
  stage.camera('camera-a').hasVideo = false
  await stage.pass(1_500)
  expect(stage.onAir).toBe('slate')
  expect(stage.witness.broken).toEqual([])
  stage.close()
})

test.for([
  ['an hour forward', 3_600_000],
  ['an hour back', -3_600_000],
  ['two seconds forward', 2_000],
  ['two seconds back', -2_000],
] as const)('a clock of the camera that jumps %s leaves no hole and no skew', async ([, ms]) => {
  const stage = await onAir({ cameras: [{ name: 'camera-a', clockMs: 10_000_000 }] }, 'camera-a')
  stage.camera('camera-a').jump(ms)
  await stage.pass(4_000)
  expect(stage.onAir).toBe('camera-a')
  expect(stage.witness.broken).toEqual([])
  expect(stage.witness.largestHoleMs.video).toBeLessThanOrEqual(110)
  expect(stage.witness.largestHoleMs.audio).toBeLessThanOrEqual(110)
  expect(Math.abs(stage.witness.lastMs.video - stage.witness.lastMs.audio)).toBeLessThan(60)
  stage.close()
})

test('a clock that stands still goes on on air, never far behind time', async () => {
  const stage = await onAir({ cameras: [{ name: 'camera-a' }] }, 'camera-a')
  stage.camera('camera-a').standStill(true)
  await stage.pass(10_000)
  expect(stage.witness.broken).toEqual([])
  expect(Math.abs(stage.program.snapshot().aheadMs)).toBeLessThan(2_000)
  stage.camera('camera-a').standStill(false)
  await stage.pass(10_000)
  expect(stage.witness.broken).toEqual([])
  expect(Math.abs(stage.program.snapshot().aheadMs)).toBeLessThan(600)
  stage.close()
})

test.for([1.25, 0.8])('a clock that runs %d times too fast is kept near time', async rate => {
  const stage = await onAir({ cameras: [{ name: 'camera-a', rate }] }, 'camera-a')
  await stage.pass(60_000)
  expect(stage.witness.broken).toEqual([])
  expect(Math.abs(stage.program.snapshot().aheadMs)).toBeLessThan(2_000)
  stage.close()
})

test('a camera of another size is used only when none that fits is there, and marked', async () => {
  const cameras = [
    { name: 'small', hasBFrames: true, widthPx: 640, heightPx: 360 },
    { name: 'camera-a' },
    { name: 'camera-b', phaseFrames: 20 },
  ]
  const stage = await onAir({ cameras }, 'camera-a', 'camera-b')
  stage.publish('small')
  await stage.pass(6_000)
  expect(stage.onAir).toBe('camera-a') // though small is preferred
  stage.camera('camera-a').stop()
  await stage.pass(3_000)
  expect(stage.onAir).toBe('camera-b')
  stage.camera('camera-b').stop()
  await stage.pass(3_000)
  expect(stage.onAir).toBe('small')
  expect(stage.program.snapshot().misfit).toBe('640x360 instead of 1280x720')
  expect(stage.cuts.at(-1)).toMatchObject({ to: 'small', misfit: '640x360 instead of 1280x720' })
  stage.publish('camera-a')
  await stage.pass(6_000)
  expect(stage.onAir).toBe('camera-a')
  expect(stage.witness.broken).toEqual([])
  stage.close()
})

test('a camera that changes its size in the middle is left for one that fits; alone it goes on, marked', async () => {
  const stage = await onAir({ cameras: two }, 'camera-a')
  stage.changePicture('camera-a', { widthPx: 1_920, heightPx: 1_080, frameRateFps: 30 })
  await stage.pass(1_000)
  expect(stage.onAir).toBe('camera-a')
  expect(stage.told).toEqual(['camera-a changed: 1920x1080 instead of 1280x720'])
  stage.publish('camera-b')
  await stage.pass(6_000)
  expect(stage.onAir).toBe('camera-b')
  expect(stage.witness.broken).toEqual([])
  stage.close()
})

test('while our own process was held up nobody is declared lost', async () => {
  const stage = await onAir({ cameras: [{ name: 'camera-a' }] }, 'camera-a')
  await stage.stall(2_000)
  await stage.pass(500)
  expect(stage.onAir).toBe('camera-a')
  expect(stage.cuts).toHaveLength(1)
  expect(stage.witness.broken).toEqual([])
  stage.close()
})

test('a camera whose pictures come in gaps is given more time', async () => {
  // Every third second its pictures are half a second late, and then come together.
  const delayMs = (frame: number) => (frame % 90 < 15 ? 495 - (frame % 90) * 33 : 0)
  const stage = await onAir(
    { cameras: [{ name: 'camera-a', delayMs }], limits: { lossAfterMs: 450 } },
    'camera-a',
  )
  const before = stage.cuts.length
  await stage.pass(20_000)
  expect(stage.cuts.length - before).toBeLessThanOrEqual(2) // learnt from the first
  expect(stage.witness.broken).toEqual([])
  stage.close()
})

test('without a slate the output waits, and goes on over the same clock', async () => {
  const stage = await onAir({ cameras: [{ name: 'camera-a' }], slate: null }, 'camera-a')
  stage.camera('camera-a').stop()
  await stage.pass(4_000)
  expect(stage.onAir).toBeNull()
  stage.publish('camera-a')
  await stage.pass(1_000)
  expect(stage.onAir).toBe('camera-a')
  expect(stage.cuts.at(-1)).toMatchObject({ cause: 'return' })
  expect(stage.witness.broken).toEqual([])
  stage.close()
})

test('a program may begin on the slate, and its first camera then fits in', async () => {
  const profile = { widthPx: 1_280, heightPx: 720, frameRateFps: 30, sampleRateHz: 48_000, channels: 2 }
  const stage = await ProgramStage.open({ cameras: two, profile, startsOnSlate: true })
  await stage.pass(2_000)
  expect(stage.onAir).toBe('slate')
  stage.publish('camera-a')
  await stage.pass(5_000)
  expect(stage.onAir).toBe('camera-a')
  expect(stage.witness.broken).toEqual([])
  expect(stage.cuts[0]).toMatchObject({ from: null, to: 'slate', cause: 'start' })
  stage.close()
})

test('the slate comes to what the program had, so that no platform takes it for a dying stream', async () => {
  const frameBytes = 25_000 // 6 Mb/s
  const stage = await onAir(
    { cameras: [{ name: 'camera-a', frameBytes }], slate: stageSlate({ videoKbps: 14 }) },
    'camera-a',
  )
  await stage.pass(10_000)
  stage.camera('camera-a').stop()
  await stage.pass(10_000)
  const kbps = (mark: number, fromMs: number, toMs: number) => {
    const own = stage.witness.packets.filter(
      each => each.mark === mark && each.dtsMs >= fromMs && each.dtsMs < toMs,
    )
    return (own.reduce((sum, each) => sum + each.bytes, 0) * 8) / (toMs - fromMs)
  }
  const camera = kbps(1, 5_000, 14_000)
  const slate = kbps(slateMark, 16_000, 24_000)
  expect(slate / camera).toBeGreaterThan(0.9)
  expect(slate / camera).toBeLessThan(1.1)
  stage.close()
})

test('a program with nothing to show tells that it is dark, since when, and when it is lit again', async () => {
  const stage = await onAir({ cameras: [{ name: 'camera-a' }], slate: null }, 'camera-a')
  expect(stage.darkness).toEqual([])
  stage.camera('camera-a').stop()
  await stage.pass(3_000)
  const [dark] = stage.darkness
  expect(dark).toMatchObject({ feed: 'camera-a', isDark: true })
  expect(dark?.agoMs).toBeGreaterThan(1_000)
  expect(dark?.agoMs).toBeLessThan(1_200)
  stage.publish('camera-a')
  await stage.pass(3_000)
  expect(stage.darkness).toHaveLength(2)
  expect(stage.darkness[1]).toMatchObject({ feed: 'camera-a', isDark: false })
  expect(stage.darkness[1]?.agoMs).toBeLessThan(60)
})

test('a program with a slate is never dark', async () => {
  const stage = await onAir({ cameras: two }, 'camera-a', 'camera-b')
  for (const name of ['camera-a', 'camera-b']) stage.camera(name).stop()
  await stage.pass(3_000)
  expect(stage.onAir).toBe('slate')
  expect(stage.darkness).toEqual([])
})

test('a host steps in when the camera is lost, and gives back when it has ended its sentence', async () => {
  const cameras = [{ name: 'camera-a' }, { name: 'night-host', isHost: true, gopFrames: 16 }]
  const stage = await onAir({ cameras }, 'camera-a', 'night-host')
  const host = stage.camera('night-host')
  expect(new Set(host.cues)).toEqual(new Set(['stand-by']))
  stage.camera('camera-a').stop()
  await stage.pass(100)
  expect(host.cues.at(-1)).toBe('on-air')
  host.say(true)
  await stage.pass(3_000)
  expect(stage.onAir).toBe('night-host')
  expect(stage.cuts.map(cut => cut.to)).toEqual(['camera-a', 'night-host'])
  stage.publish('camera-a')
  await stage.pass(7_500)
  expect([stage.onAir, host.cues.at(-1)]).toEqual(['night-host', 'wind-up'])
  host.say(false)
  await stage.pass(2_100)
  expect(stage.onAir).toBe('camera-a')
  await stage.pass(100)
  expect(host.cues.at(-1)).toBe('stand-by')
  expect(stage.witness.broken).toEqual([])
  expect(stage.program.counters().hostMs).toBeGreaterThan(9_000)
  stage.close()
})

test('a host that never ends its sentence is left after a quarter of a minute', async () => {
  const cameras = [{ name: 'camera-a' }, { name: 'night-host', isHost: true }]
  const stage = await onAir({ cameras }, 'night-host')
  stage.camera('night-host').say(true)
  stage.publish('camera-a')
  await stage.pass(14_000)
  expect(stage.onAir).toBe('night-host')
  await stage.pass(8_000)
  expect(stage.onAir).toBe('camera-a')
  stage.close()
})

test('what the key frames of a host say of it goes out with each of them, and with no picture of a camera or the slate', async () => {
  const host: CameraPlan = { name: 'host', isHost: true, words: '{"AIGC":{"Label":"1"}}' }
  const stage = await onAir({ cameras: [{ name: 'camera-a' }, host] }, 'camera-a', 'host')
  stage.camera('camera-a').stop()
  await stage.pass(6_000)
  stage.camera('host').stop()
  await stage.pass(3_000)
  expect([sources(stage), stage.witness.broken]).toEqual([[1, 2, slateMark], []])
  const keyframes = stage.witness.packets.filter(({ isKeyframe, isConfig }) => isKeyframe && !isConfig)
  const saying = (mark: number) =>
    new Set(keyframes.filter(each => each.mark === mark).map(({ words }) => words))
  expect([saying(1), saying(2), saying(slateMark)]).toEqual([
    ...[new Set(['']), new Set(['{"AIGC":{"Label":"1"}}']), new Set([''])],
  ])
  stage.close()
})
