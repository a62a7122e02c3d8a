// One destination of a broadcast: everything known of its leg, and what may be done to it alone.
import type { Broadcast, Leg } from '../live/types.ts'
import { Button } from '../kit/button.tsx'
import { Icon } from '../kit/icon.tsx'
import { Figures } from '../pieces/figures.tsx'
import { LegRate, LegTrouble } from '../pieces/leg.tsx'
import { language, shared } from '../shell/language.ts'
import { duration } from '../tell/figures.ts'
import { addressOf, factsOfLeg, figuresOf } from '../tell/leg-facts.ts'
import { iconOf } from '../tell/level.ts'
import { nameOf } from '../tell/names.ts'
import { Addresses } from './addresses.tsx'
import { commandsOf, isHeard } from './commands.ts'
import { broadcastWords } from './words.ts'

type DestinationProps = { readonly broadcast: Broadcast; readonly leg: Leg }

export function Destination({ broadcast, leg }: DestinationProps) {
  const words = shared.value
  const facts = factsOfLeg(leg, broadcast.nowMs, words)
  const isStoppedAlone = broadcast.wish === 'on' && leg.wanted === 'off'
  return (
    <article class="leg whole" data-level={facts.level} data-destination={leg.destination}>
      <Icon name={iconOf[facts.level]} />
      <div class="who">
        <h3>{facts.name}</h3>
        <p class="now">
          <span class="says">{facts.state}</span> <span class="for">{facts.since}</span>
          {isStoppedAlone ? <span class="own"> {words.room.ownStop}</span> : null}
        </p>
      </div>
      <LegRate broadcast={broadcast} leg={leg} />
      <LegTrouble broadcast={broadcast} leg={leg} />
      <Figures figures={figuresOf(leg, words)} />
      <p class="sends-to small">{addressOf(leg, words)}</p>
      <LoneActs broadcast={broadcast} leg={leg} />
      <Addresses broadcast={broadcast.name} destination={leg.destination} platform={leg.platform} />
    </article>
  )
}
Destination.props = ['broadcast', 'leg']

/** Start and stop of this one, while its siblings go on. */
function LoneActs({ broadcast, leg }: DestinationProps) {
  if (!isHeard() || broadcast.wish === 'off') return null
  const words = broadcastWords[language.value]
  const commands = commandsOf(broadcast.name)
  const name = nameOf(leg, shared.value)
  return (
    <div class="lone row-of-buttons">
      {leg.wanted === 'on' ? (
        <Button
          key="stop"
          label={words.stopAlone}
          ask={words.stopAloneAsk(name)}
          yes={words.stopAloneYes}
          tone="end"
          act={() => commands.stopAlone(leg.destination)}
        />
      ) : (
        <Button
          key="start"
          label={words.startAlone}
          ask={words.startAloneAsk(name)}
          yes={words.startAloneYes}
          tone="go"
          act={() => commands.startAlone(leg.destination)}
        />
      )}
    </div>
  )
}
LoneActs.props = ['broadcast', 'leg']

/** We stopped pushing; the platform's room is still open until somebody ends it there. */
export function RoomsLeft({ broadcast }: { readonly broadcast: Broadcast }) {
  const left = broadcast.legs.filter(({ roomLeft }) => roomLeft !== null)
  if (left.length === 0) return null
  const words = broadcastWords[language.value].rooms
  return (
    <section class="panel rooms" data-level="wait" aria-label={words.hint}>
      {left.map(leg => (
        <div class="room" key={leg.destination} data-room={leg.destination}>
          <Icon name="wait" />
          <div>
            <h2>{words.title(nameOf(leg, shared.value))}</h2>
            <p>{words.hint}</p>
            <p>{words.where[leg.platform] ?? words.elsewhere}</p>
            {leg.roomLeft?.closesInMs == null ? null : (
              <p class="small">{words.closesIn(duration(leg.roomLeft.closesInMs, shared.value.units))}</p>
            )}
          </div>
          {isHeard() ? (
            <Button
              label={words.done}
              done=""
              act={() => commandsOf(broadcast.name).roomEnded(leg.destination)}
            />
          ) : null}
        </div>
      ))}
    </section>
  )
}
RoomsLeft.props = ['broadcast']
