// One fault of the scorecard: its course as a bar, what viewers lost, and why a promise was not kept.
import { both, escaped, seconds } from './markup.ts'
import { slowerMs } from './scorecard.ts'
import type { Last, Result } from './types.ts'
import { faultActs, faultNames, verdicts } from './words.ts'

export function resultSection(result: Result, last: Last | null): string {
  const { fault, verdict, why, cause, became } = result
  return `<section id="${fault}" class="${verdict}">
<h2>${both(faultNames[fault])} <em>${both(verdicts[verdict])}</em></h2>
<p class="act">${both(faultActs[fault])}</p>
${verdict === 'not-run' ? '' : bar(result)}
${why.length === 0 ? '' : `<ul class="why">${why.map(each => `<li>${both(each)}</li>`).join('')}</ul>`}
${cause === null || became === null ? '' : `<p class="cause">${both(cause)} <code>${escaped(`${became.kind} / ${became.scope}`)}</code></p>`}
${comparison(result, last)}
${viewersTable(result)}
</section>`
}

const widthPx = 600
const leftPx = 4

/** Times on one line, up to the limit of recovery or beyond where it was missed. */
function bar({ noticedMs, actedMs, recoveredMs, since, limits }: Result): string {
  const mostMs =
    Math.max(limits.noticedMs, limits.recoveredMs, noticedMs ?? 0, actedMs ?? 0, recoveredMs ?? 0) * 1.05
  const x = (ms: number) => (leftPx + (ms / mostMs) * (widthPx - 2 * leftPx)).toFixed(1)
  const length = (ms: number) => ((ms / mostMs) * (widthPx - 2 * leftPx)).toFixed(1)
  const isLate = (ms: number | null, limitMs: number) => (ms !== null && ms > limitMs ? ' late' : '')
  const mark = (ms: number | null, name: string) =>
    ms === null
      ? ''
      : `<circle class="${name}" cx="${x(ms)}" cy="14" r="5"><title>${seconds(ms)}</title></circle>`
  const recovered = {
    zh: since === 'mend' ? '排除后恢复' : '恢复',
    en: since === 'mend' ? 'recovered, since undone' : 'recovered',
  }
  return `<figure><svg viewBox="0 0 ${widthPx} 28" role="img" aria-label="${seconds(noticedMs)} ${seconds(actedMs)} ${seconds(recoveredMs)}">
<rect class="limit" x="${leftPx}" y="9" width="${length(limits.recoveredMs)}" height="10" rx="5"/>
<rect class="span${isLate(recoveredMs, limits.recoveredMs)}" x="${leftPx}" y="9" width="${length(recoveredMs ?? 0)}" height="10" rx="5"/>
<line class="due" x1="${x(limits.recoveredMs)}" x2="${x(limits.recoveredMs)}" y1="3" y2="25"/>
${mark(noticedMs, 'noticed')}${mark(actedMs, 'acted')}
</svg>
<figcaption>${[
    legend('noticed', { zh: '发现', en: 'noticed' }, noticedMs, limits.noticedMs),
    legend('acted', { zh: '处置', en: 'acted' }, actedMs, null),
    legend('span', recovered, recoveredMs, limits.recoveredMs),
  ].join('')}</figcaption></figure>`
}

function legend(
  name: string,
  words: { zh: string; en: string },
  ms: number | null,
  limitMs: number | null,
): string {
  const limit = limitMs === null ? '' : ` <small>≤ ${seconds(limitMs)}</small>`
  const isLate = limitMs !== null && ms !== null && ms > limitMs
  return `<span class="legend"><i class="${name}"></i>${both(words)} <b${isLate ? ' class="late"' : ''}>${seconds(ms)}</b>${limit}</span>`
}

function comparison(result: Result, last: Last | null): string {
  const ms = slowerMs(result, last)
  if (ms === null || Math.abs(ms) < 10) return ''
  const by = seconds(Math.abs(ms))
  const words =
    ms > 0
      ? { zh: `比上次慢 ${by}`, en: `${by} slower than last time` }
      : { zh: `比上次快 ${by}`, en: `${by} faster than last time` }
  return `<p class="compared ${ms > 0 ? 'slower' : 'faster'}">${both(words)}</p>`
}

function viewersTable({ viewers }: Result): string {
  if (viewers.length === 0) return ''
  const heads = [
    { zh: '观众', en: 'viewers of' },
    { zh: '最长无画面', en: 'longest wait' },
    { zh: '共缺失', en: 'missed' },
    { zh: '我们记为', en: 'our record' },
    { zh: '垫片', en: 'slate' },
    { zh: '我们记为', en: 'our record' },
    { zh: '相差', en: 'differ' },
  ]
  const rows = viewers.map(
    ({ destination, isStruck, longestMs, lostMs, saidLostMs, slateMs, saidSlateMs, offMs }) => {
      const cells = [longestMs, lostMs, saidLostMs, slateMs, saidSlateMs, offMs]
      const struck = isStruck ? ' ⚡' : ''
      return `<tr><th scope="row">${escaped(destination)}${struck}</th>${cells.map(ms => `<td>${seconds(ms)}</td>`).join('')}</tr>`
    },
  )
  return `<table><thead><tr>${heads.map(head => `<th scope="col">${both(head)}</th>`).join('')}</tr></thead><tbody>${rows.join('')}</tbody></table>`
}
