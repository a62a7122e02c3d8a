// Refusals of commands, as failures with a code that the API knows the status of.
import { Failure } from '#core/failure.ts'

const operator = { fault: 'operator', remedy: 'stop' } as const

export function noSuch(what: string, name: string, remedy: string): Failure {
  return new Failure('control/not-found', `there is no ${what} ${name}; ${remedy}`, operator)
}

export function conflict(
  what: 'on-air' | 'off-air' | 'in-use' | 'key-in-use' | 'exists' | 'drill-runs' | 'changed',
  sentence: string,
): Failure {
  return new Failure(`control/${what}`, sentence, operator)
}

export function notReady(sentence: string): Failure {
  return new Failure('control/not-ready', sentence, operator)
}
