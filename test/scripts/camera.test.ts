// The test camera: its picture's mathematics, what it asks FFmpeg for, and its publisher coming back.
import { spawn } from 'node:child_process'
import { expect, test } from 'vitest'
import { Canvas, spot } from '../../scripts/camera/canvas.ts'
import { fileArgs, readFileFacts } from '../../scripts/camera/ffmpeg-args.ts'
import { noFault } from '../../scripts/platform/faults.ts'
import { StandIn } from '../../scripts/platform/stand-in.ts'
import { until } from './publishing.ts'

test('white, black and pure red become the BT.709 values of the limited range', () => {
  const canvas = new Canvas(4, 2)
  const rgb = new Uint8Array(4 * 2 * 3)
  rgb.fill(255, 0, 6)
  for (const at of [6, 9, 18, 21]) rgb[at] = 255
  canvas.paint(rgb)
  expect([...canvas.bytes]).toEqual([235, 235, 63, 63, 16, 16, 63, 63, 128, 102, 128, 240])
})

test('light never leaves the limited range, and nothing is written outside the picture', () => {
  const canvas = new Canvas(16, 16)
  canvas.paint(new Uint8Array(16 * 16 * 3))
  const white = { r: 255, g: 255, b: 255 }
  for (const [x, y] of [
    [-4, -4],
    [12, 12],
    [4, 4],
  ] as const)
    canvas.addLight(spot(8, 8), x, y, { colour: white, strength: 5 })
  expect(canvas.bytes).toHaveLength(384)
  expect(Math.max(...canvas.bytes.subarray(0, 256))).toBe(235)
})

test('a file of H.264 and AAC is copied; anything else is encoded, and silence fills in for sound', () => {
  const said = `Stream #0:0(und): Video: h264 (High) (avc1 / 0x31637661), yuv420p, 1280x720
    Stream #0:1(und): Audio: mp3 (mp4a / 0x6134706D), 44100 Hz, stereo`
  const facts = readFileFacts(said)
  expect(facts).toEqual({ hasVideo: true, hasAudio: true, isH264: true, isAac: false })
  expect(fileArgs('a.mp4', facts).join(' ')).toContain('-c:v copy -c:a aac')
  const mute = fileArgs('a.mkv', readFileFacts('Stream #0:0: Video: vp9, yuv420p')).join(' ')
  expect(mute).toContain('anullsrc')
  expect(mute).toContain('-c:v libx264')
})

test('the camera publishes 30 pictures a second, comes back after a reset, and keeps its key off the command line', async () => {
  const manners = { pings: 'answered', acks: 'answered' } as const
  const standIn = new StandIn({ name: 'ingest', port: 0, backupPort: undefined, manners })
  await standIn.open()
  const url = `rtmp://127.0.0.1:${standIn.portOf('main')}/live`
  const child = spawn(process.execPath, ['scripts/camera.ts', '--url', url], {
    stdio: ['pipe', 'ignore', 'ignore'],
  })
  const exited = new Promise(resolve => child.once('exit', resolve))
  try {
    child.stdin.write('a-key-of-the-test\n')
    const publishes = () => standIn.received().publishes
    await until(() => (publishes().at(-1)?.videoFrames ?? 0) > 45)
    expect(publishes().at(-1)).toMatchObject({ nonMonotonic: 0 })
    expect(publishes().at(-1)?.maxGapMs).toBeLessThan(40)
    await standIn.order({ fault: { ...noFault, kind: 'reset' }, address: 'main' })
    await until(() => publishes().length === 2 && (publishes()[1]?.videoFrames ?? 0) > 0)
    expect(publishes()[1]?.streamFingerprint).toBe(publishes()[0]?.streamFingerprint)
    child.stdin.end()
    expect(await exited).toBe(0)
  } finally {
    child.kill('SIGKILL')
    await standIn.close()
  }
})
