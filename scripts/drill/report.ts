// What a drill says on a terminal while it goes on, and at its end.
import { drillLimits, type DrillFault, faultNames, type Result, type Scorecard, slowerMs } from '#monitoring'
import { fit, paint } from '../demo/text.ts'

const titleColumns = 34
const timeColumns = 9

const marks = {
  kept: paint('✔', 'green'),
  broken: paint('✘', 'red'),
  'not-run': paint('–', 'dim'),
} as const

export function actingLine(fault: DrillFault): string {
  return paint(`⚡ ${titleOf(fault)} …`, 'yellow')
}

export function resultLines({ fault, verdict, why, ...times }: Result): string[] {
  const { noticedMs, actedMs, recoveredMs, since } = times
  const figures =
    verdict === 'not-run'
      ? ''
      : `发现 noticed ${seconds(noticedMs)}  处置 acted ${seconds(actedMs)}  恢复 recovered ${seconds(recoveredMs)}${since === 'mend' ? '*' : ''}`
  return [
    `${marks[verdict]} ${fit(titleOf(fault), titleColumns)}${figures}`,
    ...why.map(({ zh, en }) => paint(`    ${zh} ${en}`, verdict === 'broken' ? 'red' : 'dim')),
  ]
}

export function cardLines(card: Scorecard): string[] {
  const { results, outcome, why, paging, coresUsed, last } = card
  const heads = ['发现 noticed', '处置 acted', '恢复 back', '上次 last', '等待 longest'] as const
  const columns = Math.max(timeColumns, ...heads.map(head => head.length + 5))
  const line = (title: string, cells: readonly string[]) =>
    `  ${fit(title, titleColumns)}${cells.map(cell => fit(cell, columns)).join('')}`
  return [
    '',
    paint('演练成绩单 the scorecard', 'bold'),
    line('', heads),
    ...results.map(result => {
      const { fault, verdict, noticedMs, actedMs, recoveredMs, since, viewers } = result
      const beforeMs = slowerMs(result, last)
      const star = since === 'mend' && recoveredMs !== null ? '*' : ''
      const longestMs = Math.max(0, ...viewers.filter(each => !each.isStruck).map(each => each.longestMs))
      const cells =
        verdict === 'not-run'
          ? ['未做 not run']
          : [
              seconds(noticedMs),
              seconds(actedMs),
              `${seconds(recoveredMs)}${star}`,
              beforeMs === null ? '—' : seconds((recoveredMs ?? 0) - beforeMs),
              viewers.some(each => !each.isStruck) ? seconds(longestMs) : '—',
            ]
      return `${marks[verdict]}${line(titleOf(fault), cells).slice(1)}`
    }),
    paint('  * 从故障被排除算起 counted from when the fault was undone', 'dim'),
    ...(paging === null ? [] : [pagingLine(paging)]),
    `  用时 took ${seconds(card.endedMs - card.beganMs)}，处理器 processor ${coresUsed ?? '—'} 核 cores (≤ ${drillLimits.coresUsed})`,
    endOf(outcome, why),
  ]
}

function pagingLine({ tookMs, by }: NonNullable<Scorecard['paging']>): string {
  const isLate = (tookMs ?? Infinity) > drillLimits.acknowledgedMs
  const said =
    tookMs === null ? '无人确认 nobody took notice' : `${by} 确认 took notice after ${seconds(tookMs)}`
  return `${isLate ? marks.broken : marks.kept} ${said} (≤ ${seconds(drillLimits.acknowledgedMs)})`
}

function endOf(outcome: Scorecard['outcome'], why: string | null): string {
  switch (outcome) {
    case 'passed':
      return paint('✔ 全部守诺 every promise was kept', 'green')
    case 'failed':
      return paint(`✘ ${why ?? '有承诺未守 a promise was not kept'}`, 'red')
    case 'unfinished':
      return paint(`✘ 未完成 not finished: ${why ?? ''}`, 'red')
    default:
      return outcome satisfies never
  }
}

function titleOf(fault: DrillFault): string {
  const { zh, en } = faultNames[fault]
  return `${zh} ${en}`
}

function seconds(ms: number | null): string {
  return ms === null ? '—' : `${(ms / 1_000).toFixed(ms < 10_000 ? 2 : 1)} s`
}
