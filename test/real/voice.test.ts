// What a host says, measured by somebody else.
import { spawnSync } from 'node:child_process'
import { writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { expect } from 'vitest'
import { makeVoice, speechHz, writeWav } from '../../avatar/speech/index.ts'
import { systemClock } from '../../core/clock.ts'
import { silentLog } from '../../core/log.ts'
import { folderFor, realTest } from '../support/real-programs.ts'

realTest(
  'FFmpeg measures the offline voice at −18 LUFS, with its true peak under −1 dB',
  ['ffmpeg'],
  measuredByFfmpeg,
)

async function measuredByFfmpeg(stage: AsyncDisposableStack): Promise<void> {
  const voice = makeVoice({}, { clock: systemClock, log: silentLog, random: Math.random })
  stage.defer(() => voice.close())
  const { signal } = new AbortController()
  const { samples } = await voice.speak('家人们大家好，这款蓝牙耳机只要¥99.9。', { language: 'zh', signal })
  const file = join(folderFor(stage, 'voice'), 'say.wav')
  writeFileSync(file, writeWav(samples, speechHz))
  const args = ['-hide_banner', '-i', file, '-af', 'ebur128=peak=true', '-f', 'null', '-']
  const { stderr } = spawnSync('ffmpeg', args, { encoding: 'utf8' })
  const summary = stderr.slice(stderr.lastIndexOf('Summary:'))
  expect(Math.abs(Number(/I:\s+(-?[\d.]+) LUFS/.exec(summary)?.[1]) + 18)).toBeLessThan(0.7)
  expect(Number(/Peak:\s+(-?[\d.]+) dBFS/.exec(summary)?.[1])).toBeLessThan(-1)
}
