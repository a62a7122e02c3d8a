// What to type into the encoder of one camera: server and key to copy, a code to scan, and where each program wants them.
import { computed, defineComponent, ref } from 'vue'
import { Button } from '../kit/button.tsx'
import { Copy } from '../kit/copy.tsx'
import { Pick } from '../kit/field.tsx'
import { Trouble } from '../kit/panel.tsx'
import { view } from '../live/live.ts'
import { useWords } from '../shell/language.ts'
import { freshKeys, renewKey } from './keys.ts'
import { publishAddresses, wholeAddress } from './publish.ts'
import { Qr } from './qr.tsx'
import { beginWords } from './words.ts'

export const EncoderCard = defineComponent(
  (props: { readonly feed: string }) => {
    const words = useWords(beginWords)
    const picked = ref('')
    const guide = ref(0)
    const addresses = computed(() =>
      publishAddresses(
        view.value.feeds?.publishUrl ?? null,
        view.value.feeds?.otherPublishUrls ?? [],
        location.hostname,
      ),
    )
    const address = computed(
      () => addresses.value.find(each => each.url === picked.value) ?? addresses.value[0],
    )
    const key = computed(() => freshKeys.get(props.feed) ?? null)
    const isLive = computed(
      () => view.value.feeds?.feeds.find(each => each.name === props.feed)?.session != null,
    )
    const scanHint = () => {
      const { camera } = words.value
      if (address.value?.kind !== 'this-machine') return camera.scan
      const isReachable = addresses.value.some(each => each.kind !== 'this-machine')
      return isReachable ? camera.scanLoopback : camera.scanNowhere
    }
    const code = (url: string, streamKey: string) => (
      <div class="scan">
        <Qr text={wholeAddress(url, streamKey)} label={words.value.camera.scanLabel} />
        <p class="hint">{scanHint()}</p>
      </div>
    )
    const lines = () => {
      const { camera } = words.value
      const url = address.value?.url ?? ''
      return (
        <div class="lines">
          {addresses.value.length < 2 ? null : (
            <Pick
              label={camera.which}
              value={url}
              options={addresses.value.map(each => ({
                value: each.url,
                label: camera.kinds[each.kind](each.host),
              }))}
              onPick={value => {
                picked.value = value
              }}
            />
          )}
          <Copy label={camera.server} value={url} />
          {key.value === null ? (
            <p class="hint">{camera.gone}</p>
          ) : (
            [
              <Copy key="key" label={camera.key} value={key.value} />,
              <p key="once" class="hint">
                {camera.once}
              </p>,
              <details key="whole">
                <summary>{camera.whole}</summary>
                <Copy label={camera.whole} value={wholeAddress(url, key.value)} />
              </details>,
            ]
          )}
          <Button
            tone="quiet"
            label={camera.newKey}
            ask={isLive.value ? camera.newKeyLiveAsk : camera.newKeyAsk}
            yes={camera.newKeyYes}
            done=""
            act={() => renewKey(props.feed)}
          />
        </div>
      )
    }
    const guides = () => {
      const { camera } = words.value
      const shown = camera.guides[guide.value] ?? camera.guides[0]
      return (
        <div class="guides">
          <h4>{camera.how}</h4>
          <div class="row-of-buttons" role="group" aria-label={camera.how}>
            {camera.guides.map((each, i) => (
              <button
                key={each.name}
                type="button"
                aria-pressed={i === guide.value}
                onClick={() => {
                  guide.value = i
                }}
              >
                {each.name}
              </button>
            ))}
          </div>
          <ol class="numbers">
            {shown?.lines.map(each => (
              <li key={each}>{each}</li>
            ))}
          </ol>
        </div>
      )
    }
    return () => {
      const trouble = view.value.feeds?.trouble ?? ''
      return (
        <section class="panel encoder" aria-label={words.value.camera.type}>
          <h3>{words.value.camera.type}</h3>
          <Trouble says={trouble === '' ? '' : words.value.camera.noDoor(trouble)} />
          <div class={['given', key.value === null ? '' : 'with-code']}>
            {lines()}
            {key.value === null || address.value === undefined ? null : code(address.value.url, key.value)}
          </div>
          {guides()}
        </section>
      )
    }
  },
  { props: ['feed'] },
)
