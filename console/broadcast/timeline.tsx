// What has been: who was on air, what each leg did, incidents, and what the far ends took; as lanes, and as a list.
import { computed, defineComponent, onMounted, onScopeDispose, ref, shallowRef, watch } from 'vue'
import { ask } from '../live/ask.ts'
import { onEvent, view } from '../live/live.ts'
import { slateName } from '../live/types.ts'
import { Empty, Panel } from '../kit/panel.tsx'
import { called, destinationCalled } from '../pieces/names.ts'
import { language, shared, useWords } from '../shell/language.ts'
import { hrefOf } from '../shell/router.ts'
import { theme } from '../shell/theme.ts'
import { timeOfDay } from '../tell/figures.ts'
import { type Block, lanesOf, percentOf, type Timeline } from './lanes.ts'
import type { RateChart } from './rate-chart.ts'
import { broadcastWords } from './words.ts'

const spans = { quarter: 15 * 60_000, hours: 2 * 3_600_000, night: 12 * 3_600_000 } as const
type SpanName = keyof typeof spans
const names = Object.keys(spans) as SpanName[]
/** A longer timeline moves more slowly. */
const everyMs: Readonly<Record<SpanName, number>> = { quarter: 5_000, hours: 15_000, night: 60_000 }
const restMs = 1_000

/** Asks for the timeline while it is shown: now and then, and soon after each event of the broadcast. */
function useTimeline(broadcast: () => string, span: () => SpanName) {
  const timeline = shallowRef<Timeline | null>(null)
  const isLate = ref(false)
  let timer: ReturnType<typeof setTimeout> | undefined
  let turn = 0
  const look = async (): Promise<void> => {
    clearTimeout(timer)
    const mine = (turn += 1)
    try {
      const nowMs = view.value.broadcasts?.[0]?.nowMs ?? Date.now()
      const since = Math.round(nowMs - spans[span()])
      const answer = await ask('GET', `api/broadcasts/${broadcast()}/timeline?since=${since}`)
      if (mine !== turn) return
      timeline.value = answer as Timeline
      isLate.value = false
    } catch {
      if (mine === turn) isLate.value = true
    }
    if (mine === turn) timer = setTimeout(() => void look(), everyMs[span()])
  }
  onEvent(event => {
    if (event.broadcast !== broadcast()) return
    clearTimeout(timer)
    timer = setTimeout(() => void look(), restMs)
  })
  watch([broadcast, span], () => void look(), { immediate: true })
  onScopeDispose(() => {
    turn += 1
    clearTimeout(timer)
  })
  return { timeline, isLate }
}

export const TimelinePanel = defineComponent(
  (props: { broadcast: string }) => {
    const words = useWords(broadcastWords)
    const span = ref<SpanName>('quarter')
    const { timeline, isLate } = useTimeline(
      () => props.broadcast,
      () => span.value,
    )
    return () => {
      const told = words.value.timeline
      return (
        <Panel title={told.title}>
          {{
            tools: () => (
              <div class="picks" role="group" aria-label={told.span}>
                {names.map(each => (
                  <button
                    key={each}
                    type="button"
                    aria-pressed={span.value === each}
                    onClick={() => {
                      span.value = each
                    }}
                  >
                    {told.spans[each]}
                  </button>
                ))}
              </div>
            ),
            default: () =>
              timeline.value === null ? (
                <Empty says={isLate.value ? told.cannot : told.loading} />
              ) : (
                <Drawn broadcast={props.broadcast} timeline={timeline.value} />
              ),
          }}
        </Panel>
      )
    }
  },
  { props: ['broadcast'] },
)

type DrawnProps = { readonly broadcast: string; readonly timeline: Timeline }

const Drawn = defineComponent(
  (props: DrawnProps) => {
    const words = useWords(broadcastWords)
    const hosts = computed(
      () =>
        new Set(view.value.feeds?.feeds.filter(each => 'host' in each && each.host).map(each => each.name)),
    )
    const lanes = computed(() => lanesOf(props.timeline, hosts.value))
    const airName = (program: string) => {
      const who = called(props.broadcast, 'program', program)
      return who === '' ? words.value.timeline.onAir : who
    }
    const airWord = (what: string) => (what === slateName ? shared.value.program.slate : what)
    const legWord = (what: string) => (shared.value.at as Readonly<Record<string, string>>)[what] ?? what
    const causeOf = (id: string) =>
      props.timeline.incidents.find(each => each.id === id)?.cause[language.value] ?? ''
    return () => {
      const told = words.value.timeline
      const { air, legs, incidents } = lanes.value
      const rows = [
        ...air.map(lane => ({ name: airName(lane.of), kind: 'air', blocks: lane.blocks, word: airWord })),
        ...legs.map(lane => ({
          name: destinationCalled(props.broadcast, lane.of),
          kind: 'leg',
          blocks: lane.blocks,
          word: legWord,
        })),
        { name: told.incidents, kind: 'incident', blocks: incidents, word: causeOf },
      ]
      return (
        <div class="timeline">
          {props.timeline.isCut ? <p class="hint">{told.truncated}</p> : null}
          <div class="lanes" aria-hidden="true">
            {rows.map(row => (
              <LaneRow key={row.kind + row.name} {...row} span={props.timeline} />
            ))}
          </div>
          <Rates broadcast={props.broadcast} timeline={props.timeline} />
          <details class="as-list">
            <summary>{told.asList}</summary>
            <AsList rows={rows} />
          </details>
        </div>
      )
    }
  },
  { props: ['broadcast', 'timeline'] },
)

type Row = {
  readonly name: string
  readonly kind: string
  readonly blocks: readonly Block[]
  readonly word: (what: string) => string
}

function LaneRow({ name, kind, blocks, word, span }: Row & { readonly span: Timeline }) {
  return (
    <div class="lane" data-kind={kind}>
      <span class="lane-name">{name}</span>
      <span class="track">
        {blocks.map(block => {
          const left = percentOf(block.fromMs, span)
          const said = word(block.what)
          const inside = {
            key: `${block.what}${block.fromMs}`,
            class: 'block',
            'data-level': block.level,
            title: `${said} · ${spanOf(block)}`,
            style: { left: `${left}%`, width: `${Math.max(0.15, percentOf(block.toMs, span) - left)}%` },
          }
          return kind === 'incident' ? (
            <a {...inside} href={hrefOf('incident', { incident: block.what })} tabindex={-1}>
              {said}
            </a>
          ) : (
            <span {...inside}>{said}</span>
          )
        })}
      </span>
    </div>
  )
}
LaneRow.props = ['name', 'kind', 'blocks', 'word', 'span']

function spanOf({ fromMs, toMs, isOpen }: Block): string {
  const { timeline } = broadcastWords[language.value]
  return isOpen ? timeline.since(timeOfDay(fromMs)) : timeline.from(timeOfDay(fromMs), timeOfDay(toMs))
}

const listed = 40

/** For whoever reads by ear, or goes by keyboard: newest first. */
function AsList({ rows }: { readonly rows: readonly Row[] }) {
  return (
    <dl class="rows">
      {rows.map(({ name, kind, blocks, word }) => (
        <div key={kind + name}>
          <dt>{name}</dt>
          <dd>
            {blocks.length === 0 ? '–' : null}
            <ul>
              {blocks
                .toReversed()
                .slice(0, listed)
                .map(block => (
                  <li key={block.what + block.fromMs} data-level={block.level}>
                    {kind === 'incident' ? (
                      <a href={hrefOf('incident', { incident: block.what })}>{word(block.what)}</a>
                    ) : (
                      <span class="says">{word(block.what)}</span>
                    )}{' '}
                    <span class="small">{spanOf(block)}</span>
                  </li>
                ))}
            </ul>
          </dd>
        </div>
      ))}
    </dl>
  )
}
AsList.props = ['rows']

const Rates = defineComponent(
  (props: DrawnProps) => {
    const place = ref<HTMLElement>()
    const words = useWords(broadcastWords)
    let chart: RateChart | undefined
    let isGone = false
    /** As wide as the names of the lanes, so that both share one clock. */
    const gutterPx = () =>
      place.value?.parentElement?.querySelector<HTMLElement>('.lane-name')?.offsetWidth ?? 70
    const show = () => {
      const { sinceMs, nowMs, rates } = props.timeline
      const lines = rates.destinations.map(({ destination, kbps }) => ({
        label: destinationCalled(props.broadcast, destination),
        kbps,
      }))
      chart?.show({ sinceMs, nowMs, atMs: rates.atMs, lines })
    }
    onMounted(async () => {
      const { RateChart: Chart } = await import('./rate-chart.ts')
      if (isGone || place.value === undefined) return
      chart = new Chart(place.value, gutterPx)
      show()
    })
    watch(() => props.timeline, show)
    watch([language, theme], show, { flush: 'post' })
    onScopeDispose(() => {
      isGone = true
      chart?.close()
    })
    return () => (
      <div class="rates-over-time">
        <h3>{words.value.timeline.rate}</h3>
        {props.timeline.rates.atMs.length < 2 ? <Empty says={words.value.timeline.noRates} /> : null}
        <div ref={place} class="chart" role="img" aria-label={words.value.timeline.rate} />
      </div>
    )
  },
  { props: ['broadcast', 'timeline'] },
)
