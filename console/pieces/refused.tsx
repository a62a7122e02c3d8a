// Encoders that were turned away, of the feeds on a page, and what to type instead.
import { view } from '../live/live.ts'
import type { Feed } from '../live/types.ts'
import { shared } from '../shell/language.ts'
import { refusedAt } from '../tell/refused.ts'
import './pieces.css'

export function RefusedAt({ feeds }: { readonly feeds: readonly Feed[] }) {
  const turned = refusedAt(feeds, view.value.feeds, shared.value)
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
RefusedAt.props = ['feeds']
