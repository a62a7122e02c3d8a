// The head of a broadcast's page: its name, the verdict, and what concerns all of it.
import type { Broadcast } from '../live/types.ts'
import { Button } from '../kit/button.tsx'
import { VerdictHead } from '../pieces/verdict.tsx'
import { language, shared } from '../shell/language.ts'
import { go, hrefOf } from '../shell/router.ts'
import { timeOfDay } from '../tell/figures.ts'
import { worldOf } from '../tell/verdict.ts'
import { commandsOf, isHeard } from './commands.ts'
import { broadcastWords } from './words.ts'

type HeadingProps = { readonly broadcast: Broadcast; readonly level: string }

export function Heading({ broadcast, level }: HeadingProps) {
  const { wish, world } = shared.value
  const words = broadcastWords[language.value]
  const { name } = broadcast
  return (
    <header class="heading" data-level={level}>
      <div class="line">
        <h1>{name}</h1>
        <dl class="sides">
          <div>
            <dt>{wish.label}</dt>
            <dd>{wish[broadcast.wish]}</dd>
          </div>
          <div>
            <dt>{world.label}</dt>
            <dd>{worldOf(broadcast, shared.value, timeOfDay)}</dd>
          </div>
        </dl>
        <nav class="links" aria-label={name}>
          <a href={hrefOf('prompter', { broadcast: name })}>{words.prompter}</a>
          {isHeard() ? <a href={hrefOf('begin', {}, { broadcast: name })}>{words.edit}</a> : null}
        </nav>
      </div>
      <div class="line">
        <VerdictHead broadcast={broadcast} isNamed={false} />
        <Acts broadcast={broadcast} />
      </div>
    </header>
  )
}
Heading.props = ['broadcast', 'level']

function Acts({ broadcast: { name, wish, destinations } }: { readonly broadcast: Broadcast }) {
  if (!isHeard()) return null
  const { act } = shared.value
  const count = destinations.length
  const commands = commandsOf(name)
  const words = broadcastWords[language.value]
  return (
    <div class="acts">
      {count === 0 ? null : wish === 'off' ? (
        <Button
          key="start"
          label={act.start}
          ask={act.startAsk(count)}
          yes={act.startYes}
          tone="go"
          act={commands.start}
        />
      ) : (
        <Button
          key="stop"
          label={act.stop}
          ask={act.stopAsk(count)}
          yes={act.stopYes}
          tone="end"
          act={commands.stop}
        />
      )}
      {wish === 'on' ? null : (
        <Button
          key="remove"
          label={words.remove}
          ask={words.removeAsk(name)}
          yes={words.removeYes}
          tone="quiet"
          act={async () => {
            await commands.remove()
            go('tonight')
          }}
        />
      )}
    </div>
  )
}
Acts.props = ['broadcast']
