// Are we on air, and why: the sentence about one broadcast, its mark, and wish beside world.
import type { Broadcast } from '../live/types.ts'
import { isOld, view } from '../live/live.ts'
import { Icon } from '../kit/icon.tsx'
import { shared } from '../shell/language.ts'
import { timeOfDay } from '../tell/figures.ts'
import { iconOf } from '../tell/level.ts'
import { judge, worldOf } from '../tell/verdict.ts'
import './pieces.css'

type SaysProps = { readonly broadcast: Broadcast; readonly href?: string; readonly isNamed?: boolean }

/** The verdict's mark, name, sentence and details. `href` leads to its own page. */
export function VerdictHead({ broadcast, href, isNamed = true }: SaysProps) {
  const { level, headline, details } = judge(broadcast, view.value.feeds, shared.value)
  return (
    <div class="verdict" data-level={isOld.value ? 'old' : level}>
      <Icon name={isOld.value ? 'unknown' : iconOf[level]} />
      <div class="tells">
        {isNamed ? (
          <p class="name">
            {href === undefined ? broadcast.name : <a href={href}>{broadcast.name}</a>}
            <span class="world"> {worldOf(broadcast, shared.value, timeOfDay)}</span>
          </p>
        ) : null}
        <h2 aria-live="polite">{headline}</h2>
        <ul class="details">
          {details.map(each => (
            <li key={each}>{each}</li>
          ))}
        </ul>
      </div>
    </div>
  )
}
VerdictHead.props = ['broadcast', 'href', 'isNamed']
