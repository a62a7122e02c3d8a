// Tokens for programs: made, shown once, taken back.
import { defineComponent, reactive, ref } from 'vue'
import { ask } from '../live/ask.ts'
import type { Role } from '../live/types.ts'
import { Button } from '../kit/button.tsx'
import { Copy } from '../kit/copy.tsx'
import { Pick, TextField } from '../kit/field.tsx'
import { Empty, Panel, Trouble } from '../kit/panel.tsx'
import { useWords } from '../shell/language.ts'
import { useAsked } from './asked.ts'
import { useForm } from './form.ts'
import type { Token } from './types.ts'
import { when } from './when.ts'
import { peopleWords } from './words.ts'

const roles: readonly Role[] = ['viewer', 'operator', 'admin']

export const Tokens = defineComponent(() => {
  const words = useWords(peopleWords)
  const asked = useAsked<{ readonly tokens: readonly Token[] }>('api/tokens', 15_000)
  const back = async (name: string) => {
    await ask('DELETE', `api/tokens/${name}`)
    await asked.again()
  }
  return () => {
    const { tokens: says, roles: named, loading } = words.value
    const known = asked.value.value?.tokens
    return (
      <div class="columns">
        <Panel title={says.title} hint={says.hint}>
          <Trouble says={asked.trouble.value} />
          {known === undefined ? (
            <Empty says={loading} />
          ) : known.length === 0 ? (
            <Empty says={says.none} />
          ) : (
            <ul class="rows">
              {known.map(token => (
                <li key={token.name}>
                  <div class="what">
                    <p class="name">
                      <span class="mono">{token.name}</span>
                      <span class="badge">{named[token.role]}</span>
                    </p>
                    <p class="soft">{when(token.madeMs, Date.now(), words.value.when)}</p>
                  </div>
                  <Button
                    label={says.back}
                    tone="quiet"
                    ask={says.askBack(token.name)}
                    act={() => back(token.name)}
                    done=""
                  />
                </li>
              ))}
            </ul>
          )}
        </Panel>
        <Make made={asked.again} />
      </div>
    )
  }
})

const Make = defineComponent(
  (props: { readonly made: () => Promise<void> }) => {
    const words = useWords(peopleWords)
    const fields = reactive({ name: '', role: 'viewer' })
    const form = useForm()
    const token = ref<string | null>(null)
    const submit = async () => {
      const isName = /^[a-z0-9][a-z0-9-]{0,31}$/.test(fields.name)
      if (!form.tell(isName ? {} : { name: words.value.accounts.nameFault })) return
      const isMade = await form.run(async () => {
        token.value = ((await ask('POST', 'api/tokens', { ...fields })) as { token: string }).token
      })
      if (!isMade) return
      fields.name = ''
      await props.made()
    }
    return () => {
      const { tokens: says, role, roles: named, rolesMean } = words.value
      const { faults, trouble, isBusy } = form
      return (
        <Panel title={says.make}>
          {token.value === null ? (
            <form
              class="stack"
              onSubmit={event => {
                event.preventDefault()
                void submit()
              }}
            >
              <TextField
                label={says.name}
                hint={words.value.accounts.nameHint}
                fault={faults.value.name}
                isRequired
                maxLength={32}
                value={fields.name}
                onWrite={value => (fields.name = value.trim().toLowerCase())}
              />
              <Pick
                label={role}
                options={roles.map(each => ({ value: each, label: `${named[each]} · ${rolesMean[each]}` }))}
                value={fields.role}
                onPick={value => (fields.role = value)}
              />
              <Trouble says={trouble.value} />
              <div class="row-of-buttons">
                <button type="submit" aria-disabled={isBusy.value}>
                  {says.make}
                </button>
              </div>
            </form>
          ) : (
            <div class="made">
              <p role="status">{says.once}</p>
              <Copy label={says.made} value={token.value} />
              <div class="row-of-buttons">
                <button type="button" onClick={() => (token.value = null)}>
                  {says.done}
                </button>
              </div>
            </div>
          )}
        </Panel>
      )
    }
  },
  { props: ['made'] },
)
