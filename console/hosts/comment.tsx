// What a viewer asks, shown on a host's picture as a card: those that wait, and how the last ones went.
import { defineComponent, ref, shallowRef } from 'vue'
import { Button } from '../kit/button.tsx'
import { TextField } from '../kit/field.tsx'
import { Icon, type IconName } from '../kit/icon.tsx'
import { ask, Refused } from '../live/ask.ts'
import { lookNow } from '../live/live.ts'
import { mayAct } from '../live/session.ts'
import type { Level } from '../tell/level.ts'
import { language, useWords } from '../shell/language.ts'
import type { Comment, HostFeed } from './types.ts'
import { hostWords } from './words.ts'

type CommentProps = { readonly feed: HostFeed }

const looks: Readonly<Record<Comment['state'], { icon: IconName; level: Level }>> = {
  queued: { icon: 'wait', level: 'wait' },
  showing: { icon: 'busy', level: 'good' },
  shown: { icon: 'good', level: 'good' },
  refused: { icon: 'bad', level: 'bad' },
  'broken-off': { icon: 'bad', level: 'bad' },
}
const longest = { author: 60, text: 42 }

export const ShowComment = defineComponent(
  (props: CommentProps) => {
    const words = useWords(hostWords)
    const author = ref('')
    const text = ref('')
    const faults = shallowRef<Readonly<Record<string, string>>>({})
    const show = async () => {
      faults.value = {}
      try {
        const asked = { author: author.value, text: text.value }
        await ask('POST', `api/feeds/${props.feed.name}/comment`, asked)
        author.value = ''
        text.value = ''
        lookNow()
      } catch (error) {
        if (!(error instanceof Refused) || error.fields.length === 0) throw error
        const isChinese = language.value === 'zh'
        faults.value = Object.fromEntries(
          error.fields.map(({ field, detail, detailZh }) => [
            field,
            isChinese ? (detailZh ?? detail) : detail,
          ]),
        )
        throw new Error('', { cause: error }) // it stands beneath the field already
      }
    }
    const takeBack = async (id: string) => {
      await ask('DELETE', `api/feeds/${props.feed.name}/comment/${id}`)
      lookNow()
    }
    const form = () => {
      const said = words.value.comment
      const isOnAir = props.feed.host.state === 'on-air' || props.feed.host.state === 'wind-up'
      return (
        <>
          <TextField
            label={said.author}
            fault={faults.value.author ?? ''}
            value={author.value}
            maxLength={longest.author}
            onWrite={written => (author.value = written)}
          />
          <TextField
            label={said.text}
            hint={said.hint}
            fault={faults.value.text ?? ''}
            value={text.value}
            maxLength={longest.text}
            rows={2}
            onWrite={written => (text.value = written)}
          />
          {isOnAir ? null : <p class="hint">{said.notOnAir}</p>}
          <Button label={said.go} tone="go" act={show} done={said.sent} />
        </>
      )
    }
    return () => (
      <section class="say comment" aria-label={words.value.comment.title}>
        <h3>{words.value.comment.title}</h3>
        {mayAct.value ? form() : null}
        <ol class="asked" aria-live="polite">
          {[...(props.feed.host.comments ?? [])].reverse().map(each => (
            <Shown key={each.id} comment={each} takeBack={takeBack} />
          ))}
        </ol>
      </section>
    )
  },
  { props: ['feed'] },
)

type ShownProps = { readonly comment: Comment; readonly takeBack: (id: string) => Promise<void> }

function Shown({ comment: { id, author, text, by, state, why }, takeBack }: ShownProps) {
  const words = useWords(hostWords).value.comment
  const { icon, level } = looks[state]
  return (
    <li data-level={level} data-comment={state}>
      <span class="state">
        <Icon name={icon} />
        {words.states[state]}
      </span>
      <span class="text">
        {author}: {text}
      </span>
      <span class="hint">{why === '' ? words.by(by) : why}</span>
      {state === 'queued' && mayAct.value ? (
        <Button label={words.takeBack} tone="quiet" act={() => takeBack(id)} done="" />
      ) : null}
    </li>
  )
}
Shown.props = ['comment', 'takeBack']
