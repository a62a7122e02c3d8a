// eSpeak NG as the system has it (`espeak-ng`), where the npm package is not installed: sound without phoneme times.
import { type ChildEnd, leashed } from '#core/child.ts'
import type { Clock } from '#core/clock.ts'
import { Failure } from '#core/failure.ts'
import { readWav } from '../sound/wav.ts'
import type { Asked, RunChild } from './espeak-process.ts'

const graceMs = 500
const mostBytes = 64 * 1_048_576

/** What one piece sounds like. Rejects with `avatar/no-offline-voice` where there is no such program. */
export async function sayBySystem(
  piece: Asked,
  deps: { run: RunChild; clock: Clock },
  signal: AbortSignal,
): Promise<{ samples: Float32Array; sampleRateHz: number }> {
  const parts: Buffer[] = []
  let bytes = 0
  const settings = ['-v', piece.voice, '-s', String(piece.rate), '-p', String(piece.pitch)]
  const [program, args] = leashed('espeak-ng', [...settings, '--stdin', '--stdout'], 10)
  const end = await deps.run(
    {
      program,
      args,
      graceMs,
      stdio: ['pipe', 'pipe', 'pipe'],
      onSpawn: child => {
        child.stdin?.on('error', () => {}) // it never lived: how it ended says so
        child.stdin?.end(piece.text)
        child.stdout?.on('data', (part: Buffer) => {
          bytes += part.length
          if (bytes <= mostBytes) parts.push(part)
        })
      },
    },
    deps.clock,
    signal,
  )
  signal.throwIfAborted()
  if (!isFine(end)) throw noOfflineVoice()
  return readWav(Buffer.concat(parts))
}

function isFine(end: ChildEnd): boolean {
  return end.by === 'exit' && end.code === 0
}

export function noOfflineVoice(): Failure {
  return new Failure(
    'avatar/no-offline-voice',
    'there is no offline voice: run `npm ci` without `--omit=optional` (it brings @echogarden/espeak-ng-emscripten), or install the package espeak-ng of your system',
    { fault: 'operator', remedy: 'switch' },
  )
}
