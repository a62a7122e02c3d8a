// The one error class of the house: what happened, whose fault it is, what to do next.
export type Fault = 'ours' | 'theirs' | 'operator'
export type Remedy = 'retry' | 'switch' | 'stop'

export class Failure extends Error {
  override readonly name = 'Failure'
  /** `room/what`; check-house keeps the first word true. */
  readonly code: `${string}/${string}`
  readonly fault: Fault
  readonly remedy: Remedy

  constructor(
    code: Failure['code'],
    message: string,
    about: { fault: Fault; remedy: Remedy; cause?: unknown },
  ) {
    super(message, about.cause === undefined ? undefined : { cause: about.cause })
    this.code = code
    this.fault = about.fault
    this.remedy = about.remedy
  }
}

/** What to show of anything thrown: its message, or itself as text. */
export function messageOf(error: unknown): string {
  return error instanceof Error ? error.message : String(error)
}

/** The system's word for an error (`ECONNREFUSED`), or '' where it has none. */
export function systemCodeOf(error: unknown): string {
  if (typeof error !== 'object' || error === null || !('code' in error)) return ''
  return typeof error.code === 'string' ? error.code : ''
}
