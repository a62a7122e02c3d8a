// One broadcast that is wished on air: its picture, the verdict, its destinations and feeds, its incidents now.
import { view } from '../live/live.ts'
import { slateName, type Broadcast } from '../live/types.ts'
import { Icon } from '../kit/icon.tsx'
import { Empty } from '../kit/panel.tsx'
import { feedState } from '../pieces/feed.tsx'
import { IncidentLine } from '../pieces/incident.tsx'
import { LegRow } from '../pieces/leg.tsx'
import { ProgramPicture } from '../pieces/program-picture.tsx'
import { VerdictHead } from '../pieces/verdict.tsx'
import { language, shared } from '../shell/language.ts'
import { hrefOf } from '../shell/router.ts'
import { duration } from '../tell/figures.ts'
import { iconOf } from '../tell/level.ts'
import { tonightWords } from './words.ts'

type CardProps = { readonly broadcast: Broadcast; readonly level: string }

export function Card({ broadcast, level }: CardProps) {
  const words = tonightWords[language.value]
  const href = hrefOf('broadcast', { broadcast: broadcast.name })
  const incidents = view.value.incidents.filter(
    ({ overMs, broadcasts }) => overMs === null && broadcasts.includes(broadcast.name),
  )
  return (
    <section class="card" data-level={level} data-broadcast={broadcast.name} aria-label={broadcast.name}>
      <header>
        <VerdictHead broadcast={broadcast} href={href} />
        <a class="button" href={href} aria-label={words.openLabel(broadcast.name)}>
          {words.open}
        </a>
      </header>
      <div class="body">
        <div class="sees">
          <ProgramPicture broadcast={broadcast} />
          <FeedChips broadcast={broadcast} />
        </div>
        <div class="legs">
          {broadcast.legs.length === 0 ? <Empty says={shared.value.legs.empty} /> : null}
          {broadcast.legs.map(leg => (
            <LegRow key={leg.destination} broadcast={broadcast} leg={leg} />
          ))}
        </div>
      </div>
      {incidents.length === 0 ? null : (
        <div class="incidents" aria-label={words.now} role="group">
          {incidents.map(incident => (
            <IncidentLine key={incident.id} incident={incident} />
          ))}
        </div>
      )}
    </section>
  )
}
Card.props = ['broadcast', 'level']

/** The broadcast's feeds in order of preference, each with its state in a word, and what a person holds on air. */
function FeedChips({ broadcast }: { readonly broadcast: Broadcast }) {
  const { program, units } = shared.value
  const slateMs = Math.max(0, ...broadcast.programs.map(({ counters }) => counters.slateMs))
  return (
    <ul class="chips">
      {broadcast.feeds.map(name => {
        const feed = view.value.feeds?.feeds.find(each => each.name === name)
        if (feed === undefined) return null
        const { level, text } = feedState(feed)
        return (
          <li key={name} data-level={level}>
            <Icon name={iconOf[level]} />
            <b>{name}</b> <span>{text}</span>
          </li>
        )
      })}
      {broadcast.take === null ? null : (
        <li class="held">{program.held(broadcast.take === slateName ? program.slate : broadcast.take)}</li>
      )}
      {slateMs < 1_000 ? null : (
        <li class="small">
          {program.onSlate} {duration(slateMs, units)}
        </li>
      )}
    </ul>
  )
}
FeedChips.props = ['broadcast']
