// The desk's end of the teleprompter: what is read and until when, where the host is, and cards to send.
import { computed, defineComponent, ref } from 'vue'
import { Button } from '../kit/button.tsx'
import { Pick, TextField } from '../kit/field.tsx'
import { Icon, type IconName } from '../kit/icon.tsx'
import { Panel, Trouble } from '../kit/panel.tsx'
import { ask } from '../live/ask.ts'
import { mayAct } from '../live/session.ts'
import { useWords } from '../shell/language.ts'
import { hrefOf } from '../shell/router.ts'
import { timeOfDay } from '../tell/figures.ts'
import { indexOfPlace } from './place.ts'
import { Setup } from './setup.tsx'
import type { Cue, CueKind } from './types.ts'
import { type PrompterLink, usePrompter } from './use-prompter.ts'
import { prompterWords } from './words.ts'
import './cue-desk.css'

type Ready = { readonly kind: CueKind; readonly text: string }
const shownCues = 12

export const CueDesk = defineComponent(
  (props: { readonly broadcast: string }) => {
    const words = useWords(prompterWords)
    const link = usePrompter(props.broadcast, false)
    const path = `api/broadcasts/${encodeURIComponent(props.broadcast)}/prompter`
    const send = async (card: Ready & { ttl?: number | null }) => {
      await ask('POST', `${path}/cues`, card)
      link.lookNow()
    }
    const withdraw = async (id: number) => {
      await ask('DELETE', `${path}/cues/${id}`)
      link.lookNow()
    }
    return () => (
      <Panel title={words.value.deskTitle} hint={words.value.deskHint}>
        {{
          tools: () => (
            <a class="button" target="_blank" href={hrefOf('prompter', { broadcast: props.broadcast })}>
              {words.value.open}
            </a>
          ),
          default: () => (
            <div class="cue-desk">
              <Trouble says={link.trouble.value} />
              {mayAct.value ? <Setup broadcast={props.broadcast} link={link} /> : null}
              <HostAt link={link} />
              {mayAct.value ? <Senders link={link} send={send} /> : null}
              <Sent link={link} withdraw={withdraw} />
            </div>
          ),
        }}
      </Panel>
    )
  },
  { props: ['broadcast'] },
)

/** Where the host is, and whether a tablet is there at all. */
const HostAt = defineComponent(
  ({ link }: { readonly link: PrompterLink }) => {
    const words = useWords(prompterWords)
    const tablets = () => link.prompter.value?.tablets ?? 0
    return () => {
      const { steps, place, prompter } = link
      const step = steps.value[indexOfPlace(steps.value, place.value)]
      const segment = prompter.value?.segments.findIndex(each => each.name === step?.segment) ?? -1
      return (
        <div class="host-at">
          <p class="state" data-level={tablets() === 0 ? 'off' : 'good'}>
            <Icon name={tablets() === 0 ? 'off' : 'good'} />
            {tablets() === 0 ? words.value.noTablets : words.value.tablets(tablets())}
          </p>
          {place.value === null || step === undefined ? (
            <p class="hint">{words.value.hostNowhere}</p>
          ) : (
            <>
              <p class="hint">
                {words.value.hostAt}{' '}
                {words.value.lineOf(
                  segment + 1,
                  step.sentence + 1,
                  prompter.value?.segments[segment]?.lines.length ?? 0,
                )}
                {' · '}
                {words.value[place.value.mode]}
              </p>
              <blockquote>{step.text}</blockquote>
            </>
          )}
        </div>
      )
    }
  },
  { props: ['link'] },
)

type SendersProps = {
  readonly link: PrompterLink
  readonly send: (card: Ready & { ttl?: number | null }) => Promise<void>
}

const Senders = defineComponent(
  ({ link, send }: SendersProps) => {
    const words = useWords(prompterWords)
    const text = ref('')
    const kind = ref<CueKind>('note')
    const ttl = ref<'' | '30' | '120'>('')
    const ready = computed<readonly Ready[]>(() => {
      const products = (link.prompter.value?.segments ?? []).flatMap(each => each.product ?? [])
      const distinct = products.filter((each, i) => products.findIndex(other => other.id === each.id) === i)
      return [
        ...distinct.slice(0, 6).map((each, i) => ({
          kind: 'product' as const,
          text: words.value.explain(i + 1, each.name).slice(0, 120),
        })),
        ...distinct
          .filter(each => each.stock !== undefined)
          .slice(0, 3)
          .map(each => ({
            kind: 'stock' as const,
            text: words.value.stockOf(each.stock ?? 0, each.name).slice(0, 120),
          })),
        ...words.value.phrases,
      ]
    })
    const sendOwn = async () => {
      await send({
        text: text.value.trim(),
        kind: kind.value,
        ttl: ttl.value === '' ? null : Number(ttl.value),
      })
      text.value = ''
    }
    return () => (
      <>
        <h3>{words.value.ready}</h3>
        <ul class="ready row-of-buttons">
          {ready.value.map(card => (
            <li key={card.text} class={card.kind}>
              <Button label={card.text} act={() => send(card)} done="" />
            </li>
          ))}
        </ul>
        <form
          class="own"
          onSubmit={event => {
            event.preventDefault()
          }}
        >
          <TextField
            label={words.value.free}
            hint={words.value.freeHint}
            maxLength={120}
            value={text.value}
            onWrite={value => {
              text.value = value
            }}
          />
          <Pick
            label={words.value.kindLabel}
            value={kind.value}
            options={Object.entries(words.value.cue).map(([value, label]) => ({ value, label }))}
            onPick={value => {
              kind.value = value as CueKind
            }}
          />
          <Pick
            label={words.value.stays}
            value={ttl.value}
            options={(['', '30', '120'] as const).map(value => ({ value, label: words.value.ttl[value] }))}
            onPick={value => {
              ttl.value = value as typeof ttl.value
            }}
          />
          <Button
            label={words.value.send}
            tone="go"
            refusal={text.value.trim() === '' ? words.value.freeHint : null}
            act={sendOwn}
            done=""
          />
        </form>
      </>
    )
  },
  { props: ['link', 'send'] },
)

type State = { readonly at: 'seen' | 'shown' | 'sent' | 'withdrawn' | 'gone'; readonly atMs: number }

export function stateOf({ seenMs, withdrawnMs, untilMs, shownMs, sentMs }: Cue, nowMs: number): State {
  if (seenMs !== null) return { at: 'seen', atMs: seenMs }
  if (withdrawnMs !== null) return { at: 'withdrawn', atMs: withdrawnMs }
  if (untilMs !== null && untilMs <= nowMs) return { at: 'gone', atMs: untilMs }
  return shownMs === null ? { at: 'sent', atMs: sentMs } : { at: 'shown', atMs: shownMs }
}

const looks: Readonly<Record<State['at'], readonly [level: string, icon: IconName]>> = {
  seen: ['good', 'good'],
  shown: ['busy', 'busy'],
  sent: ['wait', 'wait'],
  withdrawn: ['off', 'off'],
  gone: ['off', 'off'],
}

type SentProps = { readonly link: PrompterLink; readonly withdraw: (id: number) => Promise<void> }

const Sent = defineComponent(
  ({ link, withdraw }: SentProps) => {
    const words = useWords(prompterWords)
    return () => {
      const cues = (link.prompter.value?.cues ?? []).slice(0, shownCues)
      return (
        <>
          <h3>{words.value.sent}</h3>
          {cues.length === 0 ? <p class="empty">{words.value.nothingSent}</p> : null}
          <ul class="sent">
            {cues.map(cue => {
              const { at, atMs } = stateOf(cue, link.nowMs.value)
              const [level, icon] = looks[at]
              return (
                <li key={cue.id} data-level={level} data-state={at}>
                  <Icon name={icon} />
                  <span class="says">{cue.text}</span>
                  <span class="hint">
                    {words.value.state[at]} <time>{timeOfDay(atMs)}</time>
                  </span>
                  {mayAct.value && (at === 'sent' || at === 'shown') ? (
                    <Button label={words.value.withdraw} tone="quiet" act={() => withdraw(cue.id)} done="" />
                  ) : null}
                </li>
              )
            })}
          </ul>
        </>
      )
    }
  },
  { props: ['link', 'withdraw'] },
)
