// Third step: which platforms, their addresses, and what is shown when there is no picture.
import { computed, defineComponent, shallowRef } from 'vue'
import { AddressEditor } from '../addresses/editor.tsx'
import { Button } from '../kit/button.tsx'
import { Pick } from '../kit/field.tsx'
import { Icon } from '../kit/icon.tsx'
import { Panel } from '../kit/panel.tsx'
import { ask } from '../live/ask.ts'
import { broadcastCalled, view } from '../live/live.ts'
import type { Broadcast, Destination } from '../live/types.ts'
import { language, shared, useWords } from '../shell/language.ts'
import { nameOf } from '../tell/names.ts'
import { withDestination, withoutDestination, withSlate, withUnderstudy } from './plan.ts'
import { changePlan } from './planned.ts'
import { beginWords } from './words.ts'

const platforms = [
  'douyin',
  'wechat-channels',
  'kuaishou',
  'taobao',
  'xiaohongshu',
  'bilibili',
  'youtube',
  'twitch',
  'rtmp',
  'srt',
] as const

export const PlatformsStep = defineComponent(
  (props: { readonly broadcast: string }) => {
    const words = useWords(beginWords)
    const broadcast = computed(() => broadcastCalled(props.broadcast))
    const add = (platform: string) =>
      changePlan(props.broadcast, plan => withDestination(plan, platform).plan)
    return () => {
      const { value } = broadcast
      if (value === undefined) return null
      return (
        <div class="fill">
          <Panel title={words.value.platforms.pick} hint={words.value.platforms.pickHint}>
            <ul class="tiles">
              {platforms.map(platform => (
                <li key={platform}>
                  <Button
                    label={words.value.platforms.addTo(
                      words.value.platforms.own[platform] ?? shared.value.platforms[platform] ?? platform,
                    )}
                    act={() => add(platform)}
                    done=""
                  />
                </li>
              ))}
            </ul>
          </Panel>
          {value.destinations.length === 0 ? <p class="empty">{words.value.platforms.none}</p> : null}
          {value.destinations.map(each => (
            <Room key={each.name} broadcast={value} destination={each} />
          ))}
          <WithoutPicture broadcast={value} />
        </div>
      )
    }
  },
  { props: ['broadcast'] },
)

type RoomProps = { readonly broadcast: Broadcast; readonly destination: Destination }

/** One destination with its addresses. */
function Room({ broadcast, destination: { name, platform, endpoints } }: RoomProps) {
  const words = beginWords[language.value]
  const called = nameOf({ destination: name, platform }, shared.value)
  const isOnAir = broadcast.wish === 'on'
  const isLast = broadcast.destinations.length === 1
  return (
    <section class="panel level room" data-level={endpoints > 0 ? 'good' : 'wait'} aria-label={called}>
      <header>
        <h3 class="state">
          <Icon name={endpoints > 0 ? 'good' : 'wait'} />
          {called}
          {endpoints > 0 ? null : <span class="hint">{words.platforms.noAddress}</span>}
        </h3>
        <Button
          tone="end"
          label={words.platforms.remove(called)}
          refusal={isOnAir && isLast ? words.platforms.lastOnAir : null}
          ask={isOnAir ? words.platforms.removeOnAirAsk(called) : words.platforms.removeAsk(called)}
          yes={words.platforms.removeYes}
          done=""
          act={() => changePlan(broadcast.name, plan => withoutDestination(plan, name))}
        />
      </header>
      <AddressEditor broadcast={broadcast.name} destination={name} platform={platform} />
    </section>
  )
}
Room.props = ['broadcast', 'destination']

type Slates = { readonly ready: readonly string[]; readonly own: readonly { readonly name: string }[] }

/** What viewers see when every camera has failed. */
const WithoutPicture = defineComponent(
  (props: { readonly broadcast: Broadcast }) => {
    const words = useWords(beginWords)
    const designs = shallowRef<readonly string[]>(['lamp', 'plain'])
    void (ask('GET', 'api/slates') as Promise<Slates>).then(
      ({ ready, own }) => {
        designs.value = [...ready, ...own.map(({ name }) => name)]
      },
      () => {}, // the ready ones are known
    )
    const hosts = computed(() =>
      (view.value.feeds?.feeds ?? [])
        .filter(each => each.kind === 'host' && !props.broadcast.feeds.includes(each.name))
        .map(each => each.name),
    )
    const design = () => (props.broadcast.slate as { design?: string } | null)?.design ?? ''
    const pickSlate = (picked: string) =>
      changePlan(props.broadcast.name, plan => withSlate(plan, picked === '' ? null : picked, language.value))
    const pickHost = (picked: string) =>
      changePlan(props.broadcast.name, plan => withUnderstudy(plan, picked === '' ? null : picked))
    return () => {
      const { platforms: said } = words.value
      return (
        <Panel title={said.when} hint={said.whenHint}>
          <div class="fields">
            <Pick
              label={said.slate}
              hint={said.slateHint}
              value={design()}
              options={[
                ...designs.value.map(each => ({ value: each, label: said.slates[each] ?? each })),
                { value: '', label: said.noSlate },
              ]}
              onPick={picked => void pickSlate(picked)}
            />
            {hosts.value.length === 0 ? (
              <p class="hint">{said.noHosts}</p>
            ) : (
              <Pick
                label={said.understudy}
                hint={said.understudyHint}
                value={props.broadcast.understudy ?? ''}
                options={[
                  { value: '', label: said.noUnderstudy },
                  ...hosts.value.map(each => ({ value: each, label: each })),
                ]}
                onPick={picked => void pickHost(picked)}
              />
            )}
          </div>
        </Panel>
      )
    }
  },
  { props: ['broadcast'] },
)
