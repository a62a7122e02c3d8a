// What was measured, as tables for people and as JSON for programs.
import { fit, paint, widthOf } from '../demo/text.ts'
import type { Benchmark, Row, Verdict } from './benchmark.ts'

export type Result = {
  readonly name: string
  readonly sentence: string
  readonly tookSeconds: number
  /** How busy the machine was when it began. */
  readonly loadAverage: string
  readonly rows: readonly Row[]
  /** Why it broke; null when it did not. */
  readonly broke: string | null
}

const marks: Readonly<Record<Verdict, string>> = {
  met: paint('✔', 'green'),
  missed: paint('✘', 'red'),
  'not judged': ' ',
}

/** One table for all, so that columns stand under each other. */
export function tableLines(results: readonly Result[]): string[] {
  const rows = results.flatMap(each => each.rows)
  const columns = [rows.map(row => row.what), rows.map(row => row.measured), rows.map(row => row.target)].map(
    cells => Math.max(8, ...cells.map(widthOf)),
  )
  const line = (cells: readonly string[]) => cells.map((cell, i) => fit(cell, columns[i] ?? 0)).join('  ')
  return results.flatMap(result => [
    '',
    paint(`${result.name}: ${result.sentence}`, 'bold') +
      paint(`  (${result.tookSeconds.toFixed(0)} s, load ${result.loadAverage})`, 'dim'),
    ...result.rows.map(row =>
      `${marks[row.verdict]} ${line([row.what, row.measured, row.target])}`.trimEnd(),
    ),
    ...(result.broke === null ? [] : [paint(`  broke: ${result.broke}`, 'red')]),
  ])
}

export function missed(results: readonly Result[]): readonly Row[] {
  return results.flatMap(each => each.rows).filter(row => row.verdict === 'missed')
}

export function helpLines(benchmarks: readonly Benchmark[]): string[] {
  return benchmarks.map(({ name, sentence }) => `  ${fit(name, 10)}${sentence}`)
}
