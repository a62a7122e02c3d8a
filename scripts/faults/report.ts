// What came of all faults: each figure against its limit, each kind in a line; for a terminal, as JSON, and as a page of Markdown.
import { relaySettings } from '#relay'
import { percentile } from '../bench/numbers.ts'
import { fit, paint, widthOf } from '../demo/text.ts'
import type { Compared, Verdict } from './judge.ts'
import { type FaultName, faultNames, kindOf } from './kinds.ts'
import type { Searched } from './rig.ts'

export type Outcome = {
  readonly wanted: number
  readonly verdicts: readonly Verdict[]
  /** Incidents that no fault explains, as kind/scope. */
  readonly unexplained: readonly string[]
  /** Incidents there were, and how many Prometheus has seen counted. */
  readonly incidents: number
  readonly counted: number
  readonly searched: Searched
  readonly tookMs: number
  /** Why it ended before its time; null when it did not. */
  readonly broke: string | null
}

export type Figure = {
  readonly what: string
  readonly measured: string
  readonly limit: string
  readonly isMet: boolean
}

const openedWithinMs = 2_000
const rightShare = 0.95
const withinMs = 200
const falselyCarryingMs = relaySettings.parse({}).stalledAfterMs + 500

const compares = {
  missed: 'what viewers missed, as told and as received',
  slate: 'how long they saw the slate, as told and as received',
  recovered: 'when they had it back, as told and as received',
  'dark-metric': 'dark seconds in Prometheus and as received',
} as const satisfies Record<Compared['what'], string>

export function figuresOf(outcome: Outcome): Figure[] {
  const { wanted, verdicts, unexplained, incidents, counted, searched, broke } = outcome
  const due = verdicts.filter(({ acted }) => kindOf(acted.name).expected.length > 0)
  const inTime = due.filter(({ openedAfterMs }) => openedAfterMs !== null && openedAfterMs <= openedWithinMs)
  const opened = due.flatMap(({ openedAfterMs }) => openedAfterMs ?? [])
  const right = verdicts.filter(each => each.isRight)
  const carrying = verdicts.flatMap(each => each.falselyCarryingMs ?? [])
  const extra = verdicts.reduce((all, each) => all + each.extra.length, 0)
  return [
    figure(
      'faults acted',
      `${verdicts.length}${broke === null ? '' : `; ${broke}`}`,
      `${wanted}`,
      broke === null && verdicts.length === wanted,
    ),
    figure(
      'an incident was opened in time',
      `${inTime.length} of ${due.length}; at most ${Math.max(0, ...opened)} ms`,
      `all ≤ ${openedWithinMs} ms`,
      inTime.length === due.length,
    ),
    figure(
      'of the right kind and scope',
      `${right.length} of ${verdicts.length}`,
      '≥ 95 %',
      right.length >= rightShare * verdicts.length,
    ),
    ...Object.entries(compares).map(([what, sentence]) =>
      offFigure(
        sentence,
        verdicts.flatMap(each => each.compared.filter(one => one.what === what)),
      ),
    ),
    figure(
      'shown as carrying while nothing was taken',
      `at most ${Math.max(0, ...carrying)} ms`,
      `≤ ${falselyCarryingMs} ms`,
      Math.max(0, ...carrying) <= falselyCarryingMs,
    ),
    figure(
      'incidents that no fault explains',
      `${unexplained.length + extra}${unexplained.length > 0 ? ` (${unexplained.join(', ')})` : ''}`,
      '0',
      unexplained.length + extra === 0,
    ),
    figure(
      'incidents that Prometheus has seen counted',
      `${counted} of ${incidents}`,
      'all',
      counted === incidents,
    ),
    figure(
      'keys found',
      `${searched.keys} in ${searched.bundles} bundles and ${searched.messages} messages`,
      '0',
      searched.keys === 0,
    ),
  ]
}

function figure(what: string, measured: string, limit: string, isMet: boolean): Figure {
  return { what, measured, limit, isMet }
}

function offFigure(what: string, all: readonly Compared[]): Figure {
  const offs = all.map(({ offMs }) => offMs)
  const within = offs.filter(ms => ms <= withinMs).length
  const spread =
    offs.length === 0
      ? 'nothing to compare'
      : `off by p50 ${percentile(offs, 50)}, p95 ${percentile(offs, 95)}, at most ${Math.max(...offs)} ms`
  return figure(what, `${within} of ${offs.length}; ${spread}`, `≤ ${withinMs} ms`, within === offs.length)
}

export type KindLine = {
  readonly name: FaultName
  readonly sentence: string
  readonly acted: number
  readonly right: number
  readonly became: string
  readonly noticedAfterMs: number | null
  readonly openedAfterMs: number | null
  readonly offMs: number | null
}

/** The worst of each kind. */
export function linesOf(verdicts: readonly Verdict[]): KindLine[] {
  return faultNames.flatMap(name => {
    const mine = verdicts.filter(({ acted }) => acted.name === name)
    if (mine.length === 0) return []
    const became = new Set(mine.map(each => each.became || '–'))
    return {
      name,
      sentence: kindOf(name).sentence,
      acted: mine.length,
      right: mine.filter(each => each.isRight).length,
      became: [...became].join(', '),
      noticedAfterMs: worst(mine.map(each => each.noticedAfterMs)),
      openedAfterMs: worst(mine.map(each => each.openedAfterMs)),
      offMs: worst(mine.flatMap(each => each.compared.map(({ offMs }) => offMs))),
    }
  })
}

function worst(values: readonly (number | null)[]): number | null {
  const known = values.filter(value => value !== null)
  return known.length === 0 ? null : Math.max(...known)
}

const heads = ['fault', 'acted', 'right', 'noticed ms', 'opened ms', 'off ms', 'became']
const cellsOf = (line: KindLine) => [
  line.name,
  ...[line.acted, line.right, line.noticedAfterMs, line.openedAfterMs, line.offMs].map(each =>
    String(each ?? '–'),
  ),
  line.became,
]

export function tableLines(outcome: Outcome): string[] {
  const rows = [heads, ...linesOf(outcome.verdicts).map(cellsOf)]
  const figures = figuresOf(outcome)
  const wide = Math.max(...figures.map(({ what }) => widthOf(what)))
  const columns = heads.map((_, i) => Math.max(...rows.map(row => widthOf(row[i] ?? ''))))
  const line = (cells: readonly string[]) =>
    cells
      .map((cell, i) => fit(cell, columns[i] ?? 0, i === 0 || i === 6 ? 'left' : 'right'))
      .join('  ')
      .trimEnd()
  return [
    ...rows.map((row, i) => (i === 0 ? paint(line(row), 'bold') : line(row))),
    '',
    ...figures.map(
      ({ what, measured, limit, isMet }) =>
        `${isMet ? paint('✔', 'green') : paint('✘', 'red')} ${fit(what, wide)}  ${measured}  (${limit})`,
    ),
  ]
}

export function markdownOf(outcome: Outcome): string {
  const row = (cells: readonly string[]) =>
    `| ${cells.map(cell => cell.replaceAll('|', '\\|')).join(' | ')} |`
  const table = (head: readonly string[], rows: readonly (readonly string[])[]) =>
    [row(head), row(head.map(() => '---')), ...rows.map(row)].join('\n')
  const figures = figuresOf(outcome).map(({ what, measured, limit, isMet }) => [
    isMet ? 'met' : '**missed**',
    what,
    measured,
    limit,
  ])
  const kinds = linesOf(outcome.verdicts).map(line => [line.sentence, ...cellsOf(line).slice(1)])
  return `# Fault matrix

${outcome.verdicts.length} faults in ${Math.round(outcome.tookMs / 60_000)} minutes.

${table(['', 'figure', 'measured', 'limit'], figures)}

The worst of each kind; times in milliseconds.

${table(heads, kinds)}
`
}
