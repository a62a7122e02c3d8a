// One destination in a row: what it does in a word, why, what proves it, and what will end.
import { ask } from '../live/ask.ts'
import { isOld, lookNow } from '../live/live.ts'
import { rateOf } from '../live/rates.ts'
import { mayAct } from '../live/session.ts'
import type { Broadcast, Leg } from '../live/types.ts'
import { Button } from '../kit/button.tsx'
import { Icon } from '../kit/icon.tsx'
import { shared } from '../shell/language.ts'
import { megabits } from '../tell/figures.ts'
import { factsOfLeg, proofsOf } from '../tell/leg-facts.ts'
import { iconOf } from '../tell/level.ts'
import { Figures } from './figures.tsx'
import { Spark } from './spark.tsx'
import './pieces.css'

type LegRowProps = { readonly broadcast: Broadcast; readonly leg: Leg }

export function LegRow({ broadcast, leg }: LegRowProps) {
  const words = shared.value
  const facts = factsOfLeg(leg, broadcast.nowMs, words)
  return (
    <article class="leg" data-level={facts.level} data-destination={leg.destination}>
      <Icon name={iconOf[facts.level]} />
      <div class="who">
        <h3>{facts.name}</h3>
        <p class="now">
          <span class="says">{facts.state}</span> <span class="for">{facts.since}</span>
        </p>
      </div>
      <LegRate broadcast={broadcast} leg={leg} />
      {leg.state.at === 'idle' || leg.state.at === 'stopped' ? null : (
        <Figures figures={proofsOf(leg, words)} />
      )}
      <LegTrouble broadcast={broadcast} leg={leg} />
    </article>
  )
}
LegRow.props = ['broadcast', 'leg']

/** What the far end is known to have taken, per second. */
export function LegRate({ broadcast, leg }: LegRowProps) {
  const { bitsPerS, history } = rateOf(broadcast.name, leg.destination)
  const isIdle = bitsPerS === null || leg.state.at === 'idle' || leg.state.at === 'stopped'
  return (
    <div class="rate">
      <p>
        <span class="number">{isIdle ? '–' : megabits(bitsPerS)}</span> <span class="unit">Mb/s</span>
      </p>
      <p class="small">{shared.value.leg.acked}</p>
      <Spark history={history} />
    </div>
  )
}
LegRate.props = ['broadcast', 'leg']

/** What is wrong, what ends, and the button of who has mended it. */
export function LegTrouble({ broadcast, leg }: LegRowProps) {
  const words = shared.value
  const { trouble, why, endings } = factsOfLeg(leg, broadcast.nowMs, words)
  const mayRetry = broadcast.wish === 'on' && leg.state.at === 'blocked' && mayAct.value && !isOld.value
  if (trouble === '' && why === '' && endings.length === 0) return null
  return (
    <div class="about">
      {trouble === '' ? null : <p class="means">{trouble}</p>}
      {why === '' ? null : <p class="why">{why}</p>}
      {endings.map(({ level, text }) => (
        <p key={text} class="ending" data-level={level}>
          <Icon name={iconOf[level]} />
          {text}
        </p>
      ))}
      {mayRetry ? (
        <Button
          label={words.act.retry}
          ask={words.act.retryAsk}
          yes={words.act.retryYes}
          act={async () => {
            await ask('POST', `api/broadcasts/${broadcast.name}/destinations/${leg.destination}/retry`)
            lookNow()
          }}
        />
      ) : null}
    </div>
  )
}
LegTrouble.props = ['broadcast', 'leg']
