// Accounts, for administrators: who may come in, with which role; make, change, remove.
import { defineComponent, reactive, ref } from 'vue'
import { ask } from '../live/ask.ts'
import { learnVisitor } from '../live/session.ts'
import type { Role } from '../live/types.ts'
import { Button } from '../kit/button.tsx'
import { Copy } from '../kit/copy.tsx'
import { Pick, TextField } from '../kit/field.tsx'
import { Empty, Panel, Trouble } from '../kit/panel.tsx'
import { useWords } from '../shell/language.ts'
import { useAsked } from './asked.ts'
import { useForm } from './form.ts'
import { suggestedPassword } from './suggest.ts'
import type { Account } from './types.ts'
import { when } from './when.ts'
import { peopleWords } from './words.ts'

const roles: readonly Role[] = ['viewer', 'operator', 'admin']
const namePattern = /^[a-z0-9][a-z0-9-]{0,31}$/

function roleOptions(words: (typeof peopleWords)['zh']) {
  return roles.map(role => ({ value: role, label: `${words.roles[role]} · ${words.rolesMean[role]}` }))
}

export const Accounts = defineComponent(() => {
  const words = useWords(peopleWords)
  const asked = useAsked<{ readonly accounts: readonly Account[] }>('api/accounts', 15_000)
  const editing = ref('')
  const remove = async (name: string) => {
    await ask('DELETE', `api/accounts/${name}`)
    await asked.again()
  }
  const row = (account: Account) => {
    const { accounts: says, roles: named, remove: removes } = words.value
    const who = account.title ?? account.name
    return (
      <li key={account.name} class={editing.value === account.name ? 'wide' : undefined}>
        <div class="what">
          <p class="name">
            {who} <span class="mono soft">{account.title === null ? '' : account.name}</span>
            <span class="badge">{named[account.role]}</span>
          </p>
          <p class="soft">{says.since(when(account.passwordMs, Date.now(), words.value.when))}</p>
        </div>
        <div class="row-of-buttons">
          <button
            type="button"
            class="quiet"
            aria-expanded={editing.value === account.name}
            aria-label={`${says.edit} ${who}`}
            onClick={() => (editing.value = editing.value === account.name ? '' : account.name)}
          >
            {says.edit}
          </button>
          <Button
            label={removes}
            tone="quiet"
            ask={says.askRemove(who)}
            act={() => remove(account.name)}
            done=""
          />
        </div>
        {editing.value === account.name ? (
          <Edit
            account={account}
            saved={async () => {
              editing.value = ''
              await Promise.all([asked.again(), learnVisitor().catch(() => {})]) // one's own title may be another
            }}
          />
        ) : null}
      </li>
    )
  }
  return () => {
    const { accounts: says, loading } = words.value
    const known = asked.value.value?.accounts
    return (
      <div class="columns">
        <Panel title={says.title} hint={says.hint}>
          <Trouble says={asked.trouble.value} />
          {known === undefined ? (
            <Empty says={loading} />
          ) : known.length === 0 ? (
            <Empty says={says.none} />
          ) : (
            <ul class="rows">{known.map(row)}</ul>
          )}
        </Panel>
        <Add added={asked.again} />
      </div>
    )
  }
})

const Edit = defineComponent(
  (props: { readonly account: Account; readonly saved: () => Promise<void> }) => {
    const words = useWords(peopleWords)
    const fields = reactive({
      title: props.account.title ?? '',
      role: props.account.role as string,
      password: '',
    })
    const form = useForm()
    const submit = async () => {
      const { mine } = words.value
      const isShort = fields.password !== '' && fields.password.length < 10
      if (!form.tell(isShort ? { password: mine.tooShort } : {})) return
      const title = fields.title.trim()
      const body = {
        role: fields.role,
        title: title === '' ? null : title,
        ...(fields.password === '' ? {} : { password: fields.password }),
      }
      if (await form.run(() => ask('PUT', `api/accounts/${props.account.name}`, body))) await props.saved()
    }
    return () => {
      const { accounts: says, role, save } = words.value
      const { faults, trouble, isBusy } = form
      return (
        <form
          class="stack inner"
          onSubmit={event => {
            event.preventDefault()
            void submit()
          }}
        >
          <TextField
            label={says.called}
            hint={says.calledHint}
            fault={faults.value.title}
            maxLength={40}
            value={fields.title}
            onWrite={value => (fields.title = value)}
          />
          <Pick
            label={role}
            options={roleOptions(words.value)}
            value={fields.role}
            onPick={value => (fields.role = value)}
          />
          <TextField
            label={says.newPassword}
            hint={says.newPasswordHint}
            fault={faults.value.password}
            autocomplete="new-password"
            value={fields.password}
            onWrite={value => (fields.password = value)}
          />
          <p class="hint">{says.endsSessions}</p>
          <Trouble says={trouble.value} />
          <div class="row-of-buttons">
            <button type="submit" aria-disabled={isBusy.value}>
              {save}
            </button>
          </div>
        </form>
      )
    }
  },
  { props: ['account', 'saved'] },
)

const empty = { name: '', title: '', role: 'operator', password: '' }

const Add = defineComponent(
  (props: { readonly added: () => Promise<void> }) => {
    const words = useWords(peopleWords)
    const fields = reactive({ ...empty })
    const form = useForm()
    const made = ref<{ readonly name: string; readonly password: string } | null>(null)
    const submit = async () => {
      const { accounts: says, mine } = words.value
      made.value = null
      const isRight = form.tell({
        ...(namePattern.test(fields.name) ? {} : { account: says.nameFault }),
        ...(fields.password.length < 10 ? { password: mine.tooShort } : {}),
      })
      if (!isRight) return
      const { name, role, password } = fields
      const title = fields.title.trim()
      const body = { role, password, ...(title === '' ? {} : { title }) }
      if (!(await form.run(() => ask('PUT', `api/accounts/${name}`, body)))) return
      made.value = { name, password }
      Object.assign(fields, empty)
      await props.added()
    }
    return () => {
      const { accounts: says, role } = words.value
      const { faults, trouble, isBusy } = form
      return (
        <Panel title={says.add}>
          <form
            class="stack"
            onSubmit={event => {
              event.preventDefault()
              void submit()
            }}
          >
            <TextField
              label={says.name}
              hint={says.nameHint}
              fault={faults.value.account}
              isRequired
              maxLength={32}
              value={fields.name}
              onWrite={value => (fields.name = value.trim().toLowerCase())}
            />
            <TextField
              label={says.called}
              hint={says.calledHint}
              fault={faults.value.title}
              maxLength={40}
              value={fields.title}
              onWrite={value => (fields.title = value)}
            />
            <Pick
              label={role}
              options={roleOptions(words.value)}
              value={fields.role}
              onPick={value => (fields.role = value)}
            />
            <div class="with-button">
              <TextField
                label={says.password}
                fault={faults.value.password}
                autocomplete="new-password"
                isRequired
                value={fields.password}
                onWrite={value => (fields.password = value)}
              />
              <button type="button" onClick={() => (fields.password = suggestedPassword())}>
                {says.suggest}
              </button>
            </div>
            <Trouble says={trouble.value} />
            <div class="row-of-buttons">
              <button type="submit" aria-disabled={isBusy.value}>
                {says.make}
              </button>
            </div>
          </form>
          {made.value === null ? null : (
            <div class="made" role="status">
              <p>{says.made(made.value.name)}</p>
              <Copy label={says.password} value={made.value.password} />
            </div>
          )}
        </Panel>
      )
    }
  },
  { props: ['added'] },
)
