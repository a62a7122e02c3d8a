// What happened, as sentences, newest first.
import type { HouseEvent } from '../live/types.ts'
import { Icon } from '../kit/icon.tsx'
import { Empty } from '../kit/panel.tsx'
import { language, shared } from '../shell/language.ts'
import { timeOfDay } from '../tell/figures.ts'
import { iconOf } from '../tell/level.ts'
import { story } from '../tell/sentences.ts'
import { called } from './names.ts'
import './pieces.css'

type EventListProps = { readonly events: readonly HouseEvent[]; readonly most: number }

export function EventList({ events, most }: EventListProps) {
  const { events: words } = shared.value
  const told = story(events, language.value, called).slice(0, most)
  if (told.length === 0) return <Empty says={words.empty} />
  return (
    <ol class="events">
      {told.map(({ level, atMs, text, times }) => (
        <li key={`${atMs} ${text}`} data-level={level}>
          <Icon name={iconOf[level]} />
          <time>{timeOfDay(atMs)}</time>
          <span>{text + (times > 1 ? words.times(times) : '')}</span>
        </li>
      ))}
    </ol>
  )
}
EventList.props = ['events', 'most']
