// Say this now: a sentence from the desk, said at the end of the present one; those that wait, and how the last ones went.
import { defineComponent, ref } from 'vue'
import { Button } from '../kit/button.tsx'
import { Pick, TextField } from '../kit/field.tsx'
import { Icon, type IconName } from '../kit/icon.tsx'
import { ask, Refused } from '../live/ask.ts'
import { lookNow } from '../live/live.ts'
import { mayAct } from '../live/session.ts'
import type { Level } from '../tell/level.ts'
import { language, useWords } from '../shell/language.ts'
import { scripts } from './shelf.ts'
import type { HostFeed, Interjection } from './types.ts'
import { hostWords } from './words.ts'

type SayProps = { readonly feed: HostFeed }

const looks: Readonly<Record<Interjection['state'], { icon: IconName; level: Level }>> = {
  queued: { icon: 'wait', level: 'wait' },
  making: { icon: 'busy', level: 'busy' },
  saying: { icon: 'busy', level: 'good' },
  said: { icon: 'good', level: 'good' },
  refused: { icon: 'bad', level: 'bad' },
  'broken-off': { icon: 'bad', level: 'bad' },
}
const longest = 200

export const Say = defineComponent(
  (props: SayProps) => {
    const words = useWords(hostWords)
    const text = ref('')
    const product = ref('')
    const fault = ref('')
    const say = async () => {
      fault.value = ''
      try {
        await ask('POST', `api/feeds/${props.feed.name}/say`, {
          text: text.value,
          product: product.value === '' ? null : product.value,
        })
        text.value = ''
        lookNow()
      } catch (error) {
        if (!(error instanceof Refused) || error.fields.length === 0) throw error
        const isChinese = language.value === 'zh'
        fault.value = error.fields
          .map(({ detail, detailZh }) => (isChinese ? (detailZh ?? detail) : detail))
          .join(isChinese ? '。' : '. ')
        throw new Error('', { cause: error }) // it stands beneath the field already
      }
    }
    const takeBack = async (id: string) => {
      await ask('DELETE', `api/feeds/${props.feed.name}/say/${id}`)
      lookNow()
    }
    const products = () => {
      const script = props.feed.host.script ?? props.feed.host.rotation[0]?.script
      const known = scripts.value.find(each => each.name === script)?.script.products ?? []
      return [
        { value: '', label: words.value.say.noProduct },
        ...known.map(({ id, name }) => ({ value: id, label: name })),
      ]
    }
    const form = () => {
      const said = words.value.say
      const isOnAir = props.feed.host.state === 'on-air' || props.feed.host.state === 'wind-up'
      return (
        <>
          <TextField
            label={said.label}
            hint={said.hint}
            fault={fault.value}
            value={text.value}
            maxLength={longest}
            rows={2}
            onWrite={written => {
              text.value = written
              fault.value = ''
            }}
          />
          <Pick
            label={said.product}
            value={product.value}
            options={products()}
            onPick={chosen => (product.value = chosen)}
          />
          {isOnAir ? null : <p class="hint">{said.notOnAir}</p>}
          <Button label={said.go} tone="go" act={say} done={said.sent} />
        </>
      )
    }
    return () => (
      <section class="say" aria-label={words.value.say.title}>
        <h3>{words.value.say.title}</h3>
        {mayAct.value ? form() : null}
        <ol class="asked" aria-live="polite">
          {[...(props.feed.host.interjections ?? [])].reverse().map(each => (
            <Asked key={each.id} interjection={each} takeBack={takeBack} />
          ))}
        </ol>
      </section>
    )
  },
  { props: ['feed'] },
)

type AskedProps = {
  readonly interjection: Interjection
  readonly takeBack: (id: string) => Promise<void>
}

function Asked({ interjection: { id, text, by, state, why }, takeBack }: AskedProps) {
  const words = useWords(hostWords).value.say
  const { icon, level } = looks[state]
  const isWaiting = state === 'queued' || state === 'making'
  return (
    <li data-level={level} data-say={state}>
      <span class="state">
        <Icon name={icon} />
        {words.states[state]}
      </span>
      <span class="text">{text}</span>
      <span class="hint">{why === '' ? words.by(by) : why}</span>
      {isWaiting && mayAct.value ? (
        <Button label={words.takeBack} tone="quiet" act={() => takeBack(id)} done="" />
      ) : null}
    </li>
  )
}
Asked.props = ['interjection', 'takeBack']
