// A live picture with its caption: of a program, or of a feed. It plays while it is on screen.
import { defineComponent, onMounted, onScopeDispose, ref, shallowRef, watch } from 'vue'
import { isOld } from '../live/live.ts'
import { turnOf } from '../live/on-screen.ts'
import { LivePlayer, type PlayerState } from '../live/player.ts'
import { shared } from '../shell/language.ts'

type PictureProps = {
  /** As control serves it, without a first slash: `preview/evening.flv`, `preview/feeds/camera-a.flv`. */
  readonly path: string
  readonly title: string
  /** One or two words over the picture, such as "On air"; '' for none. */
  readonly tag?: string
  readonly caption?: string
  /** Whether there is something to fetch: without it nobody is asked. */
  readonly isExpected: boolean
}

export const Picture = defineComponent(
  (props: PictureProps) => {
    const figure = ref<HTMLElement>()
    const video = ref<HTMLVideoElement>()
    const state = shallowRef<PlayerState>({ at: 'idle' })
    const turn = turnOf(figure)
    let player: LivePlayer | undefined
    const look = () => player?.look({ isExpected: props.isExpected && turn.value, isOld: isOld.value })
    onMounted(() => {
      if (video.value === undefined) return
      player = new LivePlayer(props.path, video.value, heard => {
        state.value = heard
      })
      look()
    })
    const timer = setInterval(look, 1_000)
    watch([turn, () => props.isExpected], look)
    onScopeDispose(() => {
      clearInterval(timer)
      player?.close()
    })
    const notice = () => {
      const { picture } = shared.value
      if (state.value.at === 'playing') return ''
      if (state.value.at === 'connecting') return picture.connecting
      if (state.value.at === 'waiting') return picture.again(state.value.againInS)
      return state.value.at === 'cannot' ? picture.cannot : picture.none
    }
    return () => (
      <figure ref={figure} class="picture" data-state={state.value.at}>
        <div class="screen">
          <video ref={video} aria-hidden="true" />
          {props.tag ? <span class="tag">{props.tag}</span> : null}
          {notice() === '' ? null : <p class="notice">{notice()}</p>}
        </div>
        <figcaption>
          <span class="title">{props.title}</span>
          {props.caption ? <span class="caption">{props.caption}</span> : null}
        </figcaption>
      </figure>
    )
  },
  { props: ['path', 'title', 'tag', 'caption', 'isExpected'] },
)
