// People: my own account for everybody; accounts, sessions, the audit and tokens for whoever may see them.
import { computed, defineComponent, type FunctionalComponent } from 'vue'
import { may } from '../live/session.ts'
import type { Role } from '../live/types.ts'
import { useWords } from '../shell/language.ts'
import { hrefOf, query } from '../shell/router.ts'
import { Accounts } from './accounts.tsx'
import { Audit } from './audit.tsx'
import { Mine } from './mine.tsx'
import { AllSessions } from './sessions.tsx'
import { Tokens } from './tokens.tsx'
import { type PeopleWords, peopleWords } from './words.ts'
import './page.css'

type Part = keyof PeopleWords['tabs']

const parts: readonly { readonly name: Part; readonly role: Role; readonly shown: FunctionalComponent }[] = [
  { name: 'mine', role: 'viewer', shown: () => <Mine /> },
  { name: 'accounts', role: 'admin', shown: () => <Accounts /> },
  { name: 'sessions', role: 'admin', shown: () => <AllSessions /> },
  { name: 'audit', role: 'operator', shown: () => <Audit /> },
  { name: 'tokens', role: 'admin', shown: () => <Tokens /> },
]

export default defineComponent(() => {
  const words = useWords(peopleWords)
  const mine = computed(() => parts.filter(({ role }) => may(role)))
  const open = computed(
    () => mine.value.find(({ name }) => name === query.value.get('part')) ?? mine.value[0],
  )
  return () => {
    const Shown = open.value?.shown
    return (
      <div class="page people">
        <header>
          <h1>{words.value.title}</h1>
          {mine.value.length < 2 ? null : (
            <nav class="tabs" aria-label={words.value.sections}>
              {mine.value.map(({ name }) => (
                <a
                  key={name}
                  href={hrefOf('people', {}, { part: name })}
                  aria-current={open.value?.name === name ? 'page' : undefined}
                >
                  {words.value.tabs[name]}
                </a>
              ))}
            </nav>
          )}
        </header>
        {Shown === undefined ? null : <Shown key={open.value?.name} />}
      </div>
    )
  }
})
