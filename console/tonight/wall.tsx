// Tonight on a screen across the room: nothing to press, nothing to scroll, every broadcast at a glance.
import { computed, defineComponent, onMounted, onScopeDispose, ref, shallowRef } from 'vue'
import { isOld, view } from '../live/live.ts'
import type { Broadcast } from '../live/types.ts'
import { Icon } from '../kit/icon.tsx'
import { ProgramPicture } from '../pieces/program-picture.tsx'
import { language, shared, useWords } from '../shell/language.ts'
import { go, hrefOf } from '../shell/router.ts'
import { duration, timeOfDay } from '../tell/figures.ts'
import { wordsOfIncident } from '../tell/incident-facts.ts'
import { factsOfLeg } from '../tell/leg-facts.ts'
import { iconOf } from '../tell/level.ts'
import { destinationCalled } from '../pieces/names.ts'
import { gridFor } from './density.ts'
import { arranged, type Standing } from './order.ts'
import { tonightWords } from './words.ts'
import './wall.css'

const tickMs = 1_000
/** Several incidents take turns at the foot of the screen. */
const turnMs = 6_000

export default defineComponent(() => {
  const words = useWords(tonightWords)
  const nowMs = useClock()
  const size = useSize()
  useAwake()
  leaveWithEscape()
  const standing = computed(() =>
    arranged(view.value.broadcasts ?? [], view.value.feeds, shared.value).on.toSorted((a, b) =>
      a.broadcast.name.localeCompare(b.broadcast.name),
    ),
  )
  return () => {
    const grid = gridFor(standing.value.length, size.value.widthPx, size.value.heightPx)
    return (
      <div class="wall" data-link={isOld.value ? 'gone' : 'live'}>
        <header>
          <h1>{words.value.title}</h1>
          <a class="back" href={hrefOf('tonight')}>
            {words.value.back}
          </a>
          <time class="wall-clock">{timeOfDay(nowMs.value)}</time>
        </header>
        <Away />
        {standing.value.length === 0 ? (
          <p class="nothing-on">
            {view.value.broadcasts === null ? words.value.loading : words.value.nothingOn}
          </p>
        ) : (
          <div
            class="tiles"
            style={{
              gridTemplateColumns: `repeat(${grid.columns}, minmax(0, 1fr))`,
              gridTemplateRows: `repeat(${grid.rows}, minmax(0, 1fr))`,
            }}
          >
            {standing.value.map(each => (
              <Tile key={each.broadcast.name} standing={each} />
            ))}
          </div>
        )}
        <Ticker nowMs={nowMs.value} />
      </div>
    )
  }
})

function Tile({ standing: { broadcast, verdict } }: { readonly standing: Standing }) {
  const level = isOld.value ? 'old' : verdict.level
  return (
    <section class="tile" data-level={level} data-broadcast={broadcast.name} aria-label={broadcast.name}>
      <div class="tile-inside">
        <div class="tile-head">
          <Icon name={isOld.value ? 'unknown' : iconOf[verdict.level]} />
          <div>
            <h2>
              <span class="tile-name">{broadcast.name}</span> {verdict.headline}
            </h2>
            <p class="tile-why">{verdict.details[0] ?? ''}</p>
          </div>
        </div>
        <ProgramPicture broadcast={broadcast} />
        <Platforms broadcast={broadcast} />
      </div>
    </section>
  )
}
Tile.props = ['standing']

function Platforms({ broadcast }: { readonly broadcast: Broadcast }) {
  return (
    <ul class="platforms">
      {broadcast.legs.map(leg => {
        const { level, name, state, endings } = factsOfLeg(leg, broadcast.nowMs, shared.value)
        return (
          <li key={leg.destination} data-level={level} data-destination={leg.destination}>
            <Icon name={iconOf[level]} />
            <b>{name}</b> <span class="says">{state}</span>
            {endings.map(({ text }) => (
              <span key={text} class="wall-ending">
                {text}
              </span>
            ))}
          </li>
        )
      })}
    </ul>
  )
}
Platforms.props = ['broadcast']

/** What happens now that should not: one line, in turns where there are several. */
function Ticker({ nowMs }: { readonly nowMs: number }) {
  const open = view.value.incidents.filter(({ overMs }) => overMs === null)
  const shown = open[Math.floor(nowMs / turnMs) % Math.max(1, open.length)]
  if (shown === undefined)
    return (
      <footer class="ticker" data-level="good">
        <Icon name="good" />
        <p>{tonightWords[language.value].noneNow}</p>
      </footer>
    )
  const { level, when } = wordsOfIncident(shown, shared.value, nowMs, destinationCalled)
  return (
    <footer class="ticker" data-level={level}>
      <Icon name={iconOf[level]} />
      <p>
        <b>{shown.cause[language.value]}</b> <span>{when}</span>
      </p>
      {open.length > 1 ? <p class="count">{`${open.indexOf(shown) + 1} / ${open.length}`}</p> : null}
    </footer>
  )
}
Ticker.props = ['nowMs']

/** Control is away: what is on air stays on air, and what is shown is old. */
function Away() {
  if (!isOld.value) return null
  const { link, units } = shared.value
  return (
    <div class="away" role="alert">
      <Icon name="unknown" />
      <div>
        <p class="away-title">{link.goneTitle}</p>
        <p>{link.goneHint(duration(view.value.silentMs, units))}</p>
      </div>
    </div>
  )
}

function useClock() {
  const nowMs = ref(Date.now())
  const timer = setInterval(() => {
    nowMs.value = Date.now()
  }, tickMs)
  onScopeDispose(() => clearInterval(timer))
  return nowMs
}

function useSize() {
  const size = shallowRef({ widthPx: innerWidth, heightPx: innerHeight })
  const look = () => {
    size.value = { widthPx: innerWidth, heightPx: innerHeight }
  }
  addEventListener('resize', look)
  onScopeDispose(() => removeEventListener('resize', look))
  return size
}

/** The screen stays awake where the browser lets it; asked anew when the page is seen again. */
function useAwake(): void {
  let lock: WakeLockSentinel | undefined
  let isGone = false
  const ask = async () => {
    if (document.hidden || isGone) return
    try {
      const given = await navigator.wakeLock.request('screen')
      if (isGone) void given.release()
      else lock = given
    } catch {
      // not over plain HTTP from afar, or the machine says no: its own settings decide then
    }
  }
  const again = () => void ask()
  onMounted(again)
  document.addEventListener('visibilitychange', again)
  onScopeDispose(() => {
    isGone = true
    document.removeEventListener('visibilitychange', again)
    void lock?.release()
  })
}

function leaveWithEscape(): void {
  const leave = (event: KeyboardEvent) => {
    if (event.key === 'Escape') go('tonight')
  }
  addEventListener('keydown', leave)
  onScopeDispose(() => removeEventListener('keydown', leave))
}
