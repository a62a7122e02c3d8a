// What broadcasts wish of a host, as long as they go on saying so.
import { z } from 'zod'
import type { Clock } from '#core/clock.ts'
import { Failure } from '#core/failure.ts'

export const cues = ['on-air', 'wind-up', 'stand-by'] as const
export type Cue = (typeof cues)[number]

const heard = z.strictObject({ by: z.string().min(1).max(64), cue: z.enum(cues) })

/** What a relay worker says. Throws `avatar/bad-cue` for anything else. */
export function readCue(body: unknown): z.output<typeof heard> {
  const read = heard.safeParse(body)
  if (read.success) return read.data
  const message = `write {"by": BROADCAST, "cue": one of ${cues.join(', ')}}`
  throw new Failure('avatar/bad-cue', message, { fault: 'operator', remedy: 'stop' })
}

/** A broadcast that has said nothing for so long shows the host no more. */
const heardForMs = 7_000

export class Cues {
  readonly #clock: Clock
  readonly #heard = new Map<string, { readonly cue: Cue; readonly atMs: number }>()

  constructor(clock: Clock) {
    this.#clock = clock
  }

  hear(by: string, cue: Cue): void {
    this.#heard.set(by, { cue, atMs: this.#clock.nowMs() })
  }

  /** What all of them come to: who wants an end gets it, then whoever wants to see the host. */
  get now(): Cue {
    const sinceMs = this.#clock.nowMs() - heardForMs
    const alive = [...this.#heard.values()].filter(({ atMs }) => atMs >= sinceMs).map(({ cue }) => cue)
    if (alive.includes('wind-up')) return 'wind-up'
    return alive.includes('on-air') ? 'on-air' : 'stand-by'
  }
}
