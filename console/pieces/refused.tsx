// Encoders that were turned away at a feed's door, and what to type instead.
import { view } from '../live/live.ts'
import type { Feed } from '../live/types.ts'
import { shared } from '../shell/language.ts'
import { refusedAt } from '../tell/refused.ts'
import './pieces.css'

export function RefusedAt({ feed }: { readonly feed: Feed }) {
  const turned = refusedAt(feed, view.value.feeds, shared.value)
  return (
    <div role="status" class="turned">
      {turned.map(({ key, text }) => (
        <p key={key} class="trouble">
          {text}
        </p>
      ))}
    </div>
  )
}
RefusedAt.props = ['feed']
