// One host before one set, alive: drawn here with the stage's own code, which is fetched when the preview is opened.
import { defineComponent, onScopeDispose, ref, shallowRef, watch } from 'vue'
import type { Mouth, SetPlan } from '#stage'
import type { LivePreview } from '#stage/live'
import { addressOf } from '../live/ask.ts'
import { useWords } from '../shell/language.ts'
import { hostStills } from './stills.ts'
import type { Host } from './types.ts'
import { hostWords } from './words.ts'

type PreviewProps = {
  readonly host: Host
  readonly called: string
  readonly set: SetPlan | null
  readonly mouthNow: () => Mouth | null
}

type State =
  | { readonly at: 'closed' | 'loading' | 'no-webgl' | 'lost' }
  | { readonly at: 'drawing'; readonly renderer: string }
  | { readonly at: 'cannot'; readonly why: string }

export const Preview = defineComponent(
  (props: PreviewProps) => {
    const words = useWords(hostWords)
    const figure = ref<HTMLElement>()
    const canvas = ref<HTMLCanvasElement>()
    const state = shallowRef<State>({ at: 'closed' })
    let preview: LivePreview | undefined
    let opening = 0
    let isSeen = true

    const shut = () => {
      preview?.close()
      preview = undefined
    }
    const open = async () => {
      const mine = ++opening
      shut()
      const renderer = rendererHere()
      if (renderer === null || canvas.value === undefined) {
        state.value = { at: 'no-webgl' }
        return
      }
      state.value = { at: 'loading' }
      const isSlow = isSoftware(renderer)
      const size = isSlow ? { width: 216, height: 384 } : { width: 576, height: 1_024 }
      Object.assign(canvas.value, size)
      try {
        const stage = await import('#stage/live')
        const opened = await stage.LivePreview.open({
          canvas: canvas.value,
          isSlow,
          host: addressOf(`api/hosts/${props.host.name}/model`),
          manner: props.host.manner ?? 'calm',
          mouthNow: () => props.mouthNow(),
          onLost: () => {
            shut()
            state.value = { at: 'lost' }
          },
        })
        if (mine !== opening) return opened.close() // another host was chosen meanwhile
        preview = opened
        if (!isSeen) preview.pause()
        state.value = { at: 'drawing', renderer }
        stand()
      } catch (error) {
        if (mine === opening) state.value = { at: 'cannot', why: String((error as Error).message ?? error) }
      }
    }
    const stand = () => {
      if (preview === undefined || props.set === null) return
      preview.stand(props.set)
    }
    const observer = new IntersectionObserver(entries => {
      isSeen = entries.at(-1)?.isIntersecting ?? true
      if (isSeen) preview?.resume()
      else preview?.pause()
    })
    watch(figure, (now, before) => {
      if (before !== undefined) observer.unobserve(before)
      if (now !== undefined) observer.observe(now)
    })
    watch(
      () => props.host.name,
      () => {
        if (state.value.at !== 'closed') void open()
      },
    )
    watch(() => props.set, stand)
    onScopeDispose(() => {
      opening += 1
      observer.disconnect()
      shut()
    })

    const notice = () => {
      const said = words.value.preview
      if (state.value.at === 'loading') return said.loading
      if (state.value.at === 'no-webgl') return said.noWebGl
      return state.value.at === 'cannot' ? said.cannot(state.value.why) : ''
    }
    return () => {
      const said = words.value.preview
      const { at } = state.value
      const still = hostStills[props.host.name]
      const isDrawn = at === 'drawing'
      return (
        <figure
          ref={figure}
          class="live-host"
          data-state={at}
          data-renderer={state.value.at === 'drawing' ? state.value.renderer : undefined}
        >
          <div class="frame-9-16">
            {still && !isDrawn ? <img src={still} alt={said.alt(props.called)} /> : null}
            {still || isDrawn ? null : <span class="initial">{props.called.slice(0, 1)}</span>}
            <canvas ref={canvas} role="img" aria-label={said.alt(props.called)} hidden={!isDrawn} />
            {at === 'closed' || at === 'lost' ? (
              <button type="button" class="open" onClick={() => void open()}>
                {at === 'lost' ? said.lost : said.open}
              </button>
            ) : null}
            {notice() === '' ? null : (
              <p class="over" role="status">
                {notice()}
              </p>
            )}
          </div>
          <figcaption>
            <span class="title">{props.called}</span>
            <span class="caption">{captionOf(state.value, said)}</span>
          </figcaption>
        </figure>
      )
    }
  },
  { props: ['host', 'called', 'set', 'mouthNow'] },
)

function captionOf(
  state: State,
  { openHint, software, drawnBy }: (typeof hostWords)['zh']['preview'],
): string {
  if (state.at !== 'drawing') return openHint
  return isSoftware(state.renderer) ? software : drawnBy(shortly(state.renderer))
}

const isSoftware = (renderer: string) => /swiftshader|llvmpipe|software/i.test(renderer)

/** `ANGLE (NVIDIA, NVIDIA GeForce RTX 3060 Direct3D11 …)` → `NVIDIA GeForce RTX 3060`. */
function shortly(renderer: string): string {
  const [, name = renderer] = /^ANGLE \([^,]*, ([^,]*)/.exec(renderer) ?? []
  return name.replace(/ (?:Direct3D|OpenGL|Metal|Vulkan|\().*$/, '')
}

/** Who would draw; null where this browser gives no WebGL 2. */
function rendererHere(): string | null {
  const gl = document.createElement('canvas').getContext('webgl2')
  if (gl === null) return null
  const about = gl.getExtension('WEBGL_debug_renderer_info')
  const name = about === null ? '' : String(gl.getParameter(about.UNMASKED_RENDERER_WEBGL))
  gl.getExtension('WEBGL_lose_context')?.loseContext()
  return name
}
