// The scorecard of one drill: each promise beside what was measured, in words.
import { addressOf } from '../live/ask.ts'
import { Icon, type IconName } from '../kit/icon.tsx'
import { Panel } from '../kit/panel.tsx'
import { language, shared } from '../shell/language.ts'
import { dayOf } from '../tell/drill.ts'
import { duration } from '../tell/figures.ts'
import type { Card, Lost, Result, Verdict } from './types.ts'
import { drillWords } from './words.ts'

const iconOf: Readonly<Record<Verdict, IconName>> = { kept: 'good', broken: 'bad', 'not-run': 'off' }
const levelOf: Readonly<Record<Verdict, string>> = { kept: 'good', broken: 'bad', 'not-run': 'off' }

/** Two decimals below ten seconds: a drill measures them. */
export function exact(ms: number): string {
  return `${(ms / 1_000).toFixed(ms < 10_000 ? 2 : 1)} ${shared.value.units.s}`
}

export function ScoreCard({ card }: { readonly card: Card }) {
  const words = drillWords[language.value]
  const { results, beganMs, endedMs, outcome, isWhole, why, coresUsed, paging } = card
  const count = (verdict: Verdict) => results.filter(each => each.verdict === verdict).length
  const facts = [
    words.outcomes[outcome] + (isWhole || outcome === 'unfinished' ? '' : ` (${words.partial})`),
    words.cardSum(count('kept'), count('broken'), count('not-run')),
    `${words.took} ${duration(endedMs - beganMs, shared.value.units)}`,
    ...(coresUsed === null ? [] : [words.cores(coresUsed.toFixed(2))]),
    ...(paging === null
      ? []
      : [paging.tookMs === null ? words.pagedNobody : words.paged(paging.by ?? '?', exact(paging.tookMs))]),
  ]
  return (
    <Panel title={words.card(dayOf(beganMs))}>
      {{
        tools: () => (
          <a class="button" href={addressOf(`api/drills/${card.id}/page`)} target="_blank" rel="noopener">
            {words.cardPage}
          </a>
        ),
        default: () => [
          <p class="sum">{facts.join(' · ')}</p>,
          why === null ? null : <p class="trouble">{why}</p>,
          <div class="results">
            {results.map(result => (
              <ResultRow key={result.fault} result={result} />
            ))}
          </div>,
        ],
      }}
    </Panel>
  )
}
ScoreCard.props = ['card']

function ResultRow({ result }: { readonly result: Result }) {
  const words = drillWords[language.value]
  const { fault, verdict, why, cause, viewers, limits, noticedMs, actedMs, recoveredMs, since } = result
  const elsewhere = viewers.filter(({ isStruck }) => !isStruck).map(({ longestMs }) => longestMs)
  const lostMs = elsewhere.length === 0 ? null : Math.max(...elsewhere)
  return (
    <article class="result level" data-level={levelOf[verdict]} data-fault={fault}>
      <Icon name={iconOf[verdict]} />
      <div class="tells">
        <h3>
          {words.faults[fault]} <span class="verdict-word">{words.verdicts[verdict]}</span>
        </h3>
        {why.map(sentence => (
          <p key={sentence.en} class={verdict === 'broken' ? 'trouble' : 'hint'}>
            {sentence[language.value]}
          </p>
        ))}
        {verdict === 'not-run' ? null : (
          <dl class="facts">
            <Measured label={words.noticed} ms={noticedMs} limitMs={limits.noticedMs} />
            <Measured label={words.acted} ms={actedMs} limitMs={null} />
            <Measured
              label={since === 'mend' ? words.recoveredMend : words.recovered}
              ms={recoveredMs}
              limitMs={limits.recoveredMs}
            />
            {lostMs === null ? null : <Measured label={words.lost} ms={lostMs} limitMs={limits.lostMs} />}
          </dl>
        )}
        {cause === null ? null : <p class="hint">{cause[language.value]}</p>}
        {viewers.length === 0 ? null : <Viewers viewers={viewers} />}
      </div>
    </article>
  )
}
ResultRow.props = ['result']

type MeasuredProps = { readonly label: string; readonly ms: number | null; readonly limitMs: number | null }

/** `1.52 秒，承诺 3.00 秒以内：做到` */
function Measured({ label, ms, limitMs }: MeasuredProps) {
  const words = drillWords[language.value]
  const isLate = ms !== null && limitMs !== null && ms > limitMs
  const said =
    ms === null
      ? words.absent
      : limitMs === null
        ? words.plainly(exact(ms))
        : (isLate ? words.beyond : words.within)(exact(ms), exact(limitMs))
  return (
    <>
      <dt>{label}</dt>
      <dd class={isLate ? 'late' : ''}>{said}</dd>
    </>
  )
}
Measured.props = ['label', 'ms', 'limitMs']

function Viewers({ viewers }: { readonly viewers: readonly Lost[] }) {
  const words = drillWords[language.value]
  return (
    <details>
      <summary>{words.viewers}</summary>
      <div class="scrolls" tabindex={0} role="group" aria-label={words.viewers}>
        <table>
          <thead>
            <tr>
              {['', words.longest, words.missed, words.slate, words.differ].map(head => (
                <th key={head} scope="col">
                  {head}
                </th>
              ))}
            </tr>
          </thead>
          <tbody>
            {viewers.map(each => (
              <tr key={each.destination}>
                <th scope="row">
                  {each.destination}
                  {each.isStruck ? ` (${words.struck})` : ''}
                </th>
                {[each.longestMs, each.lostMs, each.slateMs, each.offMs].map((ms, i) => (
                  <td key={i}>{exact(ms)}</td>
                ))}
              </tr>
            ))}
          </tbody>
        </table>
      </div>
    </details>
  )
}
Viewers.props = ['viewers']
