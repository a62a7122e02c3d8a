import { readFileSync, readdirSync } from 'node:fs'
import { expect, test } from 'vitest'
import { systemClock } from '#core/clock.ts'
import { runChild } from '#core/child.ts'
import { findFfmpeg } from '#core/ffmpeg.ts'
import { FlvReader, type Tag } from '#media'
import { RelayRig } from '../support/relay-rig.ts'
import { RudePlatform } from '../support/rude-platform.ts'
import { until } from '../support/until.ts'

/** Two seconds of real H.264 and AAC, as FLV tags. */
async function realTags(): Promise<Tag[]> {
  const { path } = await findFfmpeg()
  const tags: Tag[] = []
  const reader = new FlvReader(
    tag => tags.push({ ...tag, payload: Buffer.from(tag.payload), bytes: Buffer.from(tag.bytes) }),
    { maxTagBytes: 4_000_000 },
  )
  const inputs = ['-f', 'lavfi', '-i', 'testsrc=s=320x180:r=30:d=2', '-f', 'lavfi', '-i', 'sine=r=48000:d=2']
  const coding = [
    '-c:v',
    'libx264',
    '-preset',
    'ultrafast',
    '-g',
    '15',
    '-pix_fmt',
    'yuv420p',
    '-c:a',
    'aac',
    '-ac',
    '2',
    '-strict',
    '-2',
  ]
  const plan = {
    program: path,
    args: ['-v', 'error', ...inputs, ...coding, '-f', 'flv', 'pipe:1'],
    graceMs: 500,
    stdio: ['ignore', 'pipe', 'pipe'] as ['ignore', 'pipe', 'pipe'],
    onSpawn: (child: { stdout: NodeJS.ReadableStream | null }) =>
      void child.stdout?.on('data', (bytes: Buffer) => reader.push(bytes)),
  }
  await runChild(plan, systemClock, new AbortController().signal)
  return tags
}

test('the ffmpeg carrier publishes with the key to the letter, proves it, and shows the key in no argument and no environment', async () => {
  await using platform = await RudePlatform.open()
  await using rig = await RelayRig.open()
  rig.ingest.play(await realTags())
  const key = 'stream-4711?sign=dead%3Dbeef&t_id=037-2025&ks_fix_ts'
  rig.start([{ name: 'archive', carrier: 'ffmpeg', endpoints: [{ url: platform.url, key }] }])
  const leg = await rig.untilLeg('archive', 'carrying', 15_000)
  expect(platform.publishes[0]?.streamName).toBe(key)
  expect(leg.evidence.kernelAcked).toBe(true)
  const children = readdirSync('/proc').filter(name => /^\d+$/.test(name) && isChildOfOurs(name))
  expect(children.length).toBeGreaterThan(0)
  for (const pid of children) {
    for (const file of ['cmdline', 'environ'])
      expect(readFileSync(`/proc/${pid}/${file}`, 'latin1')).not.toContain('4711')
  }
})

function isChildOfOurs(pid: string): boolean {
  try {
    const stat = readFileSync(`/proc/${pid}/stat`, 'latin1')
    return stat.slice(stat.lastIndexOf(')') + 2).split(' ')[1] === String(process.pid)
  } catch {
    return false // it ended meanwhile
  }
}

test('a frozen platform is noticed through FFmpeg as well: by what its socket holds, not by what it claims', async () => {
  await using main = await RudePlatform.open()
  await using backup = await RudePlatform.open()
  await using rig = await RelayRig.open()
  rig.ingest.play(await realTags())
  rig.start([
    {
      name: 'archive',
      carrier: 'ffmpeg',
      endpoints: [
        { url: main.url, key: 'k' },
        { url: backup.url, key: 'k' },
      ],
    },
  ])
  await rig.untilLeg('archive', 'carrying', 15_000)
  main.freeze()
  await until('a publish at the backup', () => backup.publishes[0], 25_000)
  expect(rig.leg('archive').reconnects.timeout).toBe(1)
}, 45_000)
