// Sessions: who is signed in, from where, since when; each can be ended.
import { computed, defineComponent } from 'vue'
import { ask } from '../live/ask.ts'
import { forgetSession, visitor } from '../live/session.ts'
import { Button } from '../kit/button.tsx'
import { Empty, Panel, Trouble } from '../kit/panel.tsx'
import { useWords } from '../shell/language.ts'
import { type Asked, useAsked } from './asked.ts'
import type { Session } from './types.ts'
import { when } from './when.ts'
import { peopleWords } from './words.ts'

type Answer = { readonly sessions: readonly Session[] }

const everyMs = 5_000

export const MySessions = defineComponent(() => {
  const words = useWords(peopleWords)
  const asked = useAsked<Answer>('api/sessions', everyMs)
  const mine = computed(() => asked.value.value?.sessions.filter(({ name }) => name === visitor.value?.name))
  return () => (
    <Panel title={words.value.mine.sessions} hint={words.value.sessions.hint}>
      <List sessions={mine.value} asked={asked} withNames={false} />
    </Panel>
  )
})

export const AllSessions = defineComponent(() => {
  const words = useWords(peopleWords)
  const asked = useAsked<Answer>('api/sessions', everyMs)
  return () => (
    <Panel title={words.value.sessions.all} hint={words.value.sessions.hint}>
      <List sessions={asked.value.value?.sessions} asked={asked} withNames />
    </Panel>
  )
})

type ListProps = {
  readonly sessions: readonly Session[] | undefined
  readonly asked: Asked<Answer>
  readonly withNames: boolean
}

const List = defineComponent(
  (props: ListProps) => {
    const words = useWords(peopleWords)
    const end = async (session: Session) => {
      await ask('DELETE', `api/sessions/${session.id}`)
      if (session.isThis) forgetSession()
      else await props.asked.again()
    }
    return () => {
      const { sessions: says, loading } = words.value
      return (
        <>
          <Trouble says={props.asked.trouble.value} />
          {props.sessions === undefined ? (
            props.asked.trouble.value === '' ? (
              <Empty says={loading} />
            ) : null
          ) : props.sessions.length === 0 ? (
            <Empty says={says.none} />
          ) : (
            <ul class="rows">
              {props.sessions.map(session => (
                <Row key={session.id} session={session} withName={props.withNames} end={end} />
              ))}
            </ul>
          )}
        </>
      )
    }
  },
  { props: ['sessions', 'asked', 'withNames'] },
)

function Row({
  session,
  withName,
  end,
}: {
  readonly session: Session
  readonly withName: boolean
  readonly end: (session: Session) => Promise<void>
}) {
  const words = useWords(peopleWords).value
  const { sessions: says, roles } = words
  const at = (ms: number) => when(ms, Date.now(), words.when)
  const who = session.title ?? session.name
  const browser = session.browser === '' ? says.unknownBrowser : session.browser
  return (
    <li>
      <div class="what">
        <p class="name">
          {withName ? `${who} · ${roles[session.role]}` : browser}
          {session.isThis ? <span class="badge">{says.isThis}</span> : null}
        </p>
        <p class="soft">
          {withName ? `${browser} · ` : ''}
          <span class="mono">{session.address}</span>
        </p>
        <p class="soft">
          {says.seen} {at(session.seenMs)} · {says.opened} {at(session.openedMs)}
        </p>
      </div>
      <Button
        label={says.end}
        tone="quiet"
        ask={session.isThis ? says.askEndThis : says.askEnd(who)}
        act={() => end(session)}
        done=""
      />
    </li>
  )
}
Row.props = ['session', 'withName', 'end']
