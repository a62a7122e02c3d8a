// What the studio's thread and whoever asks it say to each other: plain values, and clips as bytes.
import { Failure, messageOf } from '#core/failure.ts'
import type { ProcessIdentity } from '#core/process-identity.ts'
import type { Line } from '../feed/lines.ts'
import type { Live, Look } from '../feed/studio.ts'
import type { Means } from './production.ts'

export type ThreadPlan = {
  readonly folder: string
  readonly hostsFolder: string
  readonly logosFolder: string
  readonly logFile: string
}

export type ToStudio =
  | { readonly kind: 'means'; readonly means: Means }
  /** `line` null: a pause; `live` null: a clip that is kept. */
  | {
      readonly kind: 'make'
      readonly id: number
      readonly look: Look
      readonly line: Line | null
      readonly live: Live | null
    }
  | { readonly kind: 'leave'; readonly id: number }
  | { readonly kind: 'want'; readonly look: Look }
  | { readonly kind: 'close' }

export type FromStudio =
  | {
      readonly kind: 'made'
      readonly id: number
      /** As a clip lies on disk. */
      readonly file: Uint8Array
      readonly isReused: boolean
      readonly cpuSeconds: number
    }
  | { readonly kind: 'failed'; readonly id: number; readonly failure: PlainFailure }
  | { readonly kind: 'state'; readonly doing: string; readonly renderer: string; readonly voice: string }
  | { readonly kind: 'child'; readonly identity: ProcessIdentity; readonly isAlive: boolean }
  /** It has nothing to do, and would give back much by ending. */
  | { readonly kind: 'rests' }
  | { readonly kind: 'closed' }

/** Errors lose their class between threads. */
export type PlainFailure = Pick<Failure, 'code' | 'message' | 'fault' | 'remedy'>

export function plainFailure(error: unknown): PlainFailure {
  if (!(error instanceof Failure))
    return { code: 'avatar/studio-failed', message: messageOf(error), fault: 'ours', remedy: 'retry' }
  const { code, message, fault, remedy } = error
  return { code, message, fault, remedy }
}

export function failureOf({ code, message, fault, remedy }: PlainFailure): Failure {
  return new Failure(code, message, { fault, remedy })
}
