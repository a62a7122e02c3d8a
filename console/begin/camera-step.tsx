// Second step: what to type into the encoder, and its picture as it arrives.
import { computed, defineComponent, ref, shallowRef } from 'vue'
import { Icon } from '../kit/icon.tsx'
import { Picture } from '../kit/picture.tsx'
import { ask } from '../live/ask.ts'
import { broadcastCalled, view } from '../live/live.ts'
import type { Feed } from '../live/types.ts'
import { shared, useWords } from '../shell/language.ts'
import { RefusedAt } from '../pieces/refused.tsx'
import { judgeArriving, type Judged, type Policy } from './arriving.ts'
import { EncoderCard } from './encoder-card.tsx'
import { isArriving } from './steps.ts'
import { beginWords } from './words.ts'

/** Whose limits count while no platform is chosen. */
const usual = ['douyin', 'wechat-channels', 'kuaishou']

export const CameraStep = defineComponent(
  (props: { readonly broadcast: string }) => {
    const words = useWords(beginWords)
    const policies = shallowRef<readonly Policy[]>([])
    const picked = ref('')
    const loading = ask('GET', 'api/policies') as Promise<{ policies: Policy[] }>
    loading.then(
      said => {
        policies.value = said.policies
      },
      () => {}, // without them our own advice is given
    )
    const broadcast = computed(() => broadcastCalled(props.broadcast))
    const cameras = computed(() => {
      const hosts = (view.value.feeds?.feeds ?? [])
        .filter(each => each.kind === 'host')
        .map(each => each.name)
      return (broadcast.value?.feeds ?? []).filter(each => !hosts.includes(each))
    })
    const feedName = computed(
      () => cameras.value.find(each => each === picked.value) ?? cameras.value[0] ?? '',
    )
    const feed = computed(() => view.value.feeds?.feeds.find(each => each.name === feedName.value))
    const relevant = computed(() => {
      const chosen = broadcast.value?.destinations.map(each => each.platform) ?? []
      const names = chosen.length === 0 ? usual : chosen
      return policies.value.filter(each => names.includes(each.platform))
    })
    const tabs = () =>
      cameras.value.length < 2 ? null : (
        <div class="row-of-buttons" role="group" aria-label={words.value.camera.tabs}>
          {cameras.value.map(each => (
            <button
              key={each}
              type="button"
              aria-pressed={each === feedName.value}
              onClick={() => {
                picked.value = each
              }}
            >
              {each} {isArriving(view.value.feeds, each) ? '✓' : ''}
            </button>
          ))}
        </div>
      )
    return () => (
      <div class="fill">
        {tabs()}
        <div class="two">
          <EncoderCard key={`card ${feedName.value}`} feed={feedName.value} />
          <section class="panel" aria-label={feedName.value}>
            <Picture
              key={`picture ${feedName.value}`}
              path={`preview/feeds/${feedName.value}.flv`}
              title={feedName.value}
              isExpected={feed.value?.session != null}
              caption={captionOf(feed.value)}
            />
            {feed.value === undefined ? null : <RefusedAt feeds={[feed.value]} />}
            <Arrived feed={feed.value ?? null} policies={relevant.value} />
          </section>
        </div>
      </div>
    )
  },
  { props: ['broadcast'] },
)

function captionOf(feed: Feed | undefined): string {
  if (feed?.session == null) return ''
  const { remoteAddress, encoder } = feed.session
  return useWords(beginWords).value.camera.from(remoteAddress, encoder)
}

type ArrivedProps = { readonly feed: Feed | null; readonly policies: readonly Policy[] }

/** What arrives, judged; or what to do while nothing does. */
const Arrived = defineComponent(
  (props: ArrivedProps) => {
    const words = useWords(beginWords)
    const isHere = computed(() => props.feed?.session != null && props.feed.video !== null)
    const judged = computed(() =>
      props.feed === null || !isHere.value ? [] : judgeArriving(props.feed, props.policies),
    )
    const namesOf = (platforms: readonly string[]) =>
      shared.value.join(platforms.map(each => shared.value.platforms[each] ?? each))
    const waiting = () => (
      <div class="waiting">
        <p class="state" data-level="wait" role="status">
          <Icon name="wait" />
          {props.feed?.session == null ? words.value.camera.waiting : words.value.camera.waitingKey}
        </p>
        <ul class="dots hint">
          {words.value.camera.help.map(line => (
            <li key={line}>{line}</li>
          ))}
        </ul>
      </div>
    )
    const line = ({ aspect, is, level, fault, platforms }: Judged) => (
      <li key={aspect} data-level={level} data-aspect={aspect}>
        <Icon name={level === 'good' ? 'good' : level === 'off' ? 'unknown' : 'bad'} />
        <div>
          <p>
            <span class="hint">{words.value.camera.aspects[aspect]}</span> <strong>{is}</strong>
          </p>
          {fault === null ? null : (
            <p>
              {platforms.length === 0 ? '' : words.value.camera.whose(namesOf(platforms))}
              {words.value.camera.fault(fault)}
            </p>
          )}
        </div>
      </li>
    )
    return () => {
      if (!isHere.value) return waiting()
      const isFine = judged.value.every(({ fault }) => fault === null)
      const names = namesOf(props.policies.map(each => each.platform))
      return (
        <div class="arrived">
          <p class="state" data-level={isFine ? 'good' : 'busy'} role="status">
            <Icon name={isFine ? 'good' : 'bad'} />
            <strong>{words.value.camera.arriving}</strong>
          </p>
          {isFine ? (
            <p>{names === '' ? words.value.camera.fine : words.value.camera.fineFor(names)}</p>
          ) : null}
          <ul class="judged">{judged.value.map(line)}</ul>
        </div>
      )
    }
  },
  { props: ['feed', 'policies'] },
)
