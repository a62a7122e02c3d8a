// What a benchmark is: a name, a sentence, and a run that ends in rows of a table.

/** One benchmark a file; `all.ts` lists them. */
export type Benchmark = {
  /** As it is called on the command line. */
  readonly name: string
  readonly sentence: string
  run(bench: Bench): Promise<Row[]>
}

/** What every benchmark is given. */
export type Bench = {
  /** Pairs of ours and nginx-rtmp's, in turn. */
  readonly rounds: number
  /** How long costs and delays are measured in one round. */
  readonly windowSeconds: number
  readonly kills: number
  readonly freezes: number
  readonly soakMinutes: number
  /** How long nginx-rtmp's own push is given to leave a frozen far end; 0 leaves it out. */
  readonly peerFreezeSeconds: number
  /** Whether nginx-rtmp stands beside us. */
  readonly hasPeer: boolean
  /** Compiled modules, kept from one product to the next: each data folder has that but for its very first start. */
  readonly cacheFolder: string
  /** Tells a person what goes on. */
  say(sentence: string): void
  readonly signal: AbortSignal
}

export type Verdict = 'met' | 'missed' | 'not judged'

export type Row = {
  readonly what: string
  /** As a person reads it. */
  readonly measured: string
  /** '' where there is none. */
  readonly target: string
  readonly verdict: Verdict
  /** The same as numbers, for programs. */
  readonly values: Readonly<Record<string, unknown>>
}

export type Limited = {
  readonly what: string
  readonly value: number
  readonly limit: number
  readonly unit: string
  readonly digits?: number
  /** Stands behind the number. */
  readonly note?: string
  readonly values?: Readonly<Record<string, unknown>>
}

/** A row whose value must not be above its limit. */
export function atMost({ what, value, limit, unit, digits = 0, note = '', values = {} }: Limited): Row {
  const worded = (number: number) => `${number.toFixed(digits)}${unit === '' ? '' : ` ${unit}`}`
  return {
    what,
    measured: `${worded(value)}${note === '' ? '' : `  ${note}`}`,
    target: `≤ ${limit}${unit === '' ? '' : ` ${unit}`}`,
    verdict: value <= limit ? 'met' : 'missed',
    values: { value, limit, unit, ...values },
  }
}

/** A row that nothing is promised about. */
export function merely(what: string, measured: string, values: Row['values'] = {}): Row {
  return { what, measured, target: '', verdict: 'not judged', values }
}

/** A row for what only the absent nginx-rtmp could tell. */
export function peerMissing(what: string, target: string): Row {
  return {
    what,
    measured: 'nginx-rtmp is missing',
    target,
    verdict: 'not judged',
    values: {},
  }
}
