// How bad a thing is: a colour and a shape for each. Pure.
import type { IconName } from '../kit/icon.tsx'

/** `bad` needs a person, `busy` mends itself or is second best, `wait` waits for somebody, `off` is as wished. */
export type Level = 'good' | 'busy' | 'bad' | 'wait' | 'off'

export const iconOf: Readonly<Record<Level, IconName>> = {
  good: 'good',
  busy: 'busy',
  bad: 'bad',
  wait: 'wait',
  off: 'off',
}

const fromWorst: readonly Level[] = ['bad', 'busy', 'wait', 'good', 'off']

export function worstOf(levels: readonly Level[]): Level {
  return fromWorst.find(level => levels.includes(level)) ?? 'good'
}
