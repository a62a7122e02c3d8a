// The scorecard as a page that stands alone: no script, nothing from elsewhere, Chinese and English.
import { both, escaped, seconds, when } from './markup.ts'
import { resultSection } from './result-section.ts'
import { scorecardStyle } from './style.ts'
import { drillLimits, type Scorecard } from './types.ts'
import { faultNames, outcomes } from './words.ts'

export type ScorecardPage = {
  readonly html: string
  /** The only style in it, for whoever serves it under a content security policy. */
  readonly style: string
}

export function scorecardPage(card: Scorecard): ScorecardPage {
  const html = `<!doctype html>
<html lang="zh-CN">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<title>长明演练 Changming drill ${escaped(card.id)}</title>
<style>${scorecardStyle}</style>
</head>
<body class="${card.outcome}">
<header>
<p class="brand">长明 Changming · 演练成绩单 <span lang="en">drill scorecard</span></p>
<h1>${both(outcomes[card.outcome])}</h1>
<p class="sum">${summary(card)}</p>
${card.why === null ? '' : `<p class="why">${escaped(card.why)}</p>`}
</header>
<main>
${facts(card)}
${overview(card)}
${card.results.map(result => resultSection(result, card.last)).join('\n')}
</main>
<footer><p>${both({
    zh: '数字来自替身平台实收的数据，与我们自己的事件记录对照；时间以毫秒计时、以秒显示。',
    en: 'Figures are from what stand-in platforms received, held against our own incident records.',
  })}</p><p>${escaped(card.id)}</p></footer>
</body>
</html>
`
  return { html, style: scorecardStyle }
}

function summary({ results, isWhole }: Scorecard): string {
  const count = (verdict: string) => results.filter(each => each.verdict === verdict).length
  const [kept, broken, not] = [count('kept'), count('broken'), count('not-run')]
  return both({
    zh: `守诺 ${kept} 项，失诺 ${broken} 项${not > 0 ? `，未做 ${not} 项` : ''}${isWhole ? '' : '；只演练了一部分'}`,
    en: `${kept} kept, ${broken} broken${not > 0 ? `, ${not} not run` : ''}${isWhole ? '' : '; a part of the drill only'}`,
  })
}

type Fact = { zh: string; en: string; value: string; isMissed?: boolean }

function facts(card: Scorecard): string {
  const { machine, coresUsed, paging, last } = card
  const tookMs = card.endedMs - card.beganMs
  const all: Fact[] = [
    { zh: '开始', en: 'began', value: when(card.beganMs) },
    {
      zh: `用时（≤ ${drillLimits.tookMs / 60_000} 分）`,
      en: 'took',
      value: `${Math.floor(tookMs / 60_000)} min ${Math.round((tookMs % 60_000) / 1_000)} s`,
      isMissed: tookMs > drillLimits.tookMs,
    },
    {
      zh: `处理器（≤ ${drillLimits.coresUsed} 核）`,
      en: 'processor',
      value: coresUsed === null ? '—' : `${coresUsed.toFixed(2)} cores`,
      isMissed: (coresUsed ?? 0) > drillLimits.coresUsed,
    },
    { zh: '由谁', en: 'by', value: card.by },
    ...(machine === null
      ? []
      : [
          {
            zh: '机器',
            en: 'machine',
            value: `${machine.cores} × ${machine.processor}, load ${machine.loadBefore.toFixed(1)} → ${machine.loadAfter.toFixed(1)}`,
          },
        ]),
    ...(paging === null
      ? []
      : [
          {
            zh: `有人确认（≤ ${drillLimits.acknowledgedMs / 60_000} 分）`,
            en: 'acknowledged',
            value:
              paging.tookMs === null ? '没有人 nobody' : `${seconds(paging.tookMs)} · ${paging.by ?? ''}`,
            isMissed: (paging.tookMs ?? Infinity) > drillLimits.acknowledgedMs,
          },
        ]),
    {
      zh: '上一次',
      en: 'the one before',
      value:
        last === null
          ? '—'
          : `${when(last.beganMs)} · ${outcomes[last.outcome].zh} ${outcomes[last.outcome].en}`,
    },
  ]
  return `<dl class="facts">${all
    .map(
      ({ zh, en, value, isMissed }) =>
        `<div${isMissed ? ' class="missed"' : ''}><dt>${both({ zh, en })}</dt><dd>${escaped(value)}</dd></div>`,
    )
    .join('')}</dl>`
}

/** One line per fault, for whoever reads nothing else. */
function overview({ results }: Scorecard): string {
  if (results.length === 0) return ''
  const rows = results.map(({ fault, verdict, noticedMs, actedMs, recoveredMs, since, viewers }) => {
    const longest = viewers.filter(({ isStruck }) => !isStruck).map(({ longestMs }) => longestMs)
    const lost = longest.length === 0 ? null : Math.max(...longest)
    const cells = [
      seconds(noticedMs),
      seconds(actedMs),
      `${seconds(recoveredMs)}${since === 'mend' && recoveredMs !== null ? '<sup>*</sup>' : ''}`,
      seconds(lost),
    ]
    return `<tr class="${verdict}"><th scope="row"><a href="#${fault}">${both(faultNames[fault])}</a></th>${cells.map(cell => `<td>${cell}</td>`).join('')}</tr>`
  })
  const heads = [
    { zh: '故障', en: 'fault' },
    { zh: '发现', en: 'noticed' },
    { zh: '处置', en: 'acted' },
    { zh: '恢复', en: 'recovered' },
    { zh: '其他观众最长无画面', en: 'longest wait elsewhere' },
  ]
  return `<table class="overview"><thead><tr>${heads.map(head => `<th scope="col">${both(head)}</th>`).join('')}</tr></thead><tbody>${rows.join('')}</tbody></table>
<p class="note"><sup>*</sup> ${both({ zh: '从故障被排除算起', en: 'counted from when the fault was undone' })}</p>`
}
