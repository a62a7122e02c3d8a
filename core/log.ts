// The only door to the log: pino, one JSON line each, `room` on every line, to a file or to standard output.
import { pino, type Logger } from 'pino'

export type Log = Pick<Logger, 'trace' | 'debug' | 'info' | 'warn' | 'error' | 'fatal'> & {
  child(bindings: Record<string, unknown>): Log
}

export type LogPlan = {
  level: 'trace' | 'debug' | 'info' | 'warn' | 'error' | 'silent'
  /** Where lines go; standard output when absent. */
  file?: string
}

/** Of lines that the disk does not take; further ones are dropped. */
const mostUnwrittenBytes = 1_048_576

/** Opens the log of one process. Fields that could hold a key are blotted out whatever their depth of one. */
export function openLog(room: string, plan: LogPlan): Log {
  const options = {
    level: plan.level,
    base: { room },
    redact: { paths: ['key', '*.key', 'streamKey', '*.streamKey', 'token', '*.token'], censor: '•••' },
  }
  if (plan.file === undefined) return pino(options)
  // Synchronous: a line written just before a crash is the one that is needed.
  const file = pino.destination({
    dest: plan.file,
    sync: true,
    mkdir: true,
    mode: 0o600,
    maxLength: mostUnwrittenBytes,
  })
  file.on('error', () => {}) // a full disk must not end whoever logs: lines wait here, and are tried again with the next one
  return pino(options, file)
}

export const silentLog: Log = pino({ level: 'silent' })
