// My own account: who I am here, my password, my sessions.
import { defineComponent, reactive, ref } from 'vue'
import { ask } from '../live/ask.ts'
import { visitor } from '../live/session.ts'
import { TextField } from '../kit/field.tsx'
import { Panel, Trouble } from '../kit/panel.tsx'
import { useWords } from '../shell/language.ts'
import { useForm } from './form.ts'
import { MySessions } from './sessions.tsx'
import { peopleWords } from './words.ts'

export const Mine = defineComponent(() => {
  const words = useWords(peopleWords)
  return () => {
    const me = visitor.value
    if (me === null) return null
    const { mine, roles, rolesMean, role } = words.value
    return (
      <div class="columns">
        <div class="stack">
          <Panel title={mine.title}>
            <dl class="facts">
              <dt>{mine.name}</dt>
              <dd>
                {me.title ?? me.name}
                {me.title === null ? null : <span class="mono soft"> {me.name}</span>}
              </dd>
              <dt>{role}</dt>
              <dd>
                {roles[me.role]} <span class="soft">{rolesMean[me.role]}</span>
              </dd>
              <dt>{mine.cameIn}</dt>
              <dd>{mine.by[me.by]}</dd>
            </dl>
          </Panel>
          {me.by === 'account' ? <Password /> : <p class="hint">{mine.noPassword}</p>}
        </div>
        <MySessions />
      </div>
    )
  }
})

const empty = { present: '', fresh: '', again: '' }

const Password = defineComponent(() => {
  const words = useWords(peopleWords)
  const fields = reactive({ ...empty })
  const form = useForm()
  const isDone = ref(false)
  const submit = async () => {
    const { mine } = words.value
    isDone.value = false
    const isRight = form.tell({
      ...(fields.fresh.length < 10 ? { password: mine.tooShort } : {}),
      ...(fields.fresh === fields.again ? {} : { again: mine.differ }),
    })
    if (!isRight) return
    const body = { present: fields.present, password: fields.fresh }
    const account = encodeURIComponent(visitor.value?.name ?? '')
    if (!(await form.run(() => ask('POST', `api/accounts/${account}/password`, body)))) return
    Object.assign(fields, empty)
    isDone.value = true
  }
  const field = (name: keyof typeof empty, label: string, fault: string | undefined, hint?: string) => (
    <TextField
      label={label}
      type="password"
      autocomplete={name === 'present' ? 'current-password' : 'new-password'}
      isRequired
      hint={hint}
      fault={fault}
      value={fields[name]}
      onWrite={value => (fields[name] = value)}
    />
  )
  return () => {
    const { mine } = words.value
    const { faults, trouble, isBusy } = form
    return (
      <Panel title={mine.password}>
        <form
          class="stack"
          onSubmit={event => {
            event.preventDefault()
            void submit()
          }}
        >
          <input
            class="hidden"
            autocomplete="username"
            value={visitor.value?.name}
            tabindex={-1}
            readonly
            aria-hidden="true"
          />
          {field('present', mine.present, faults.value.present)}
          {field('fresh', mine.fresh, faults.value.password, mine.passwordHint)}
          {field('again', mine.again, faults.value.again)}
          <Trouble says={trouble.value} />
          <div class="row-of-buttons">
            <button type="submit" aria-disabled={isBusy.value}>
              {mine.change}
            </button>
            <p class="said" role="status">
              {isDone.value ? mine.changed : ''}
            </p>
          </div>
        </form>
      </Panel>
    )
  }
})
