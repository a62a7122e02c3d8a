// Incidents as a list that one can read aloud: open ones first, then evening by evening; filtered, page by page.
import { computed, defineComponent, onScopeDispose, ref, shallowRef, watch } from 'vue'
import { ask } from '../live/ask.ts'
import { onEvent, view } from '../live/live.ts'
import { Pick } from '../kit/field.tsx'
import { Icon } from '../kit/icon.tsx'
import { Empty, Trouble } from '../kit/panel.tsx'
import { language, useWords } from '../shell/language.ts'
import { hrefOf, query } from '../shell/router.ts'
import { dayName, grouped, joined } from './list.ts'
import { IncidentRow } from './row.tsx'
import { type Incident, kinds } from './types.ts'
import { incidentWords } from './words.ts'
import './incidents.css'

const pageOf = 40
const restMs = 300
/** What viewers see of an open one goes on without an event. */
const openEveryMs = 5_000
const hourMs = 3_600_000
const sinceMs: Readonly<Record<string, number>> = {
  '12h': 12 * hourMs,
  '24h': 24 * hourMs,
  '7d': 168 * hourMs,
  '30d': 720 * hourMs,
}
const filters = ['broadcast', 'kind', 'state', 'since'] as const
type Filter = (typeof filters)[number]

export default defineComponent(() => {
  const words = useWords(incidentWords)
  const known = shallowRef<readonly Incident[] | null>(null)
  const hasMore = ref(false)
  const trouble = ref('')
  const aheadMs = ref(0)
  const nowMs = ref(Date.now())
  const asked = computed(
    () =>
      Object.fromEntries(filters.map(name => [name, query.value.get(name) ?? ''])) as Record<Filter, string>,
  )
  const fetch = async (untilMs: number | null) => {
    const forWhat = asked.value
    try {
      const answer = (await ask('GET', pathOf(forWhat, untilMs))) as { incidents: Incident[]; nowMs: number }
      if (forWhat !== asked.value) return // another choice was made meanwhile
      aheadMs.value = answer.nowMs - Date.now()
      nowMs.value = answer.nowMs
      if (untilMs !== null || known.value === null) hasMore.value = answer.incidents.length >= pageOf
      known.value = joined(known.value ?? [], answer.incidents)
      trouble.value = ''
    } catch (error) {
      trouble.value = known.value === null ? String((error as Error).message) : '' // what is known stays, marked old
    }
  }
  watch(asked, () => {
    known.value = null
    void fetch(null)
  })
  refetching(
    () => fetch(null),
    known,
    () => (nowMs.value = Date.now() + aheadMs.value),
  )
  void fetch(null)
  return () => (
    <div class="page incidents-page" aria-busy={known.value === null}>
      <header class="title">
        <h1>{words.value.title}</h1>
        <p class="hint">{words.value.hint}</p>
      </header>
      <Filters asked={asked.value} />
      <Trouble says={trouble.value} />
      {known.value === null && trouble.value === '' ? <Empty says={words.value.loading} /> : null}
      {known.value?.length === 0 ? (
        <Empty says={Object.values(asked.value).some(Boolean) ? words.value.none : words.value.noneEver} />
      ) : null}
      {grouped(known.value ?? []).map(({ key, incidents }) => (
        <section key={key} class="evening">
          <h2 class={key === 'open' ? 'now' : ''}>
            {key === 'open' ? <Icon name="bad" /> : null}
            {key === 'open'
              ? words.value.open(incidents.length)
              : dayName(key, nowMs.value, language.value, words.value)}
          </h2>
          {incidents.map(each => (
            <IncidentRow
              key={each.id}
              incident={each}
              nowMs={nowMs.value}
              onChange={() => void fetch(null)}
            />
          ))}
        </section>
      ))}
      {hasMore.value ? (
        <button type="button" onClick={() => void fetch(known.value?.at(-1)?.beganMs ?? null)}>
          {words.value.earlier}
        </button>
      ) : null}
      {known.value?.some(({ overMs }) => overMs !== null) ? <p class="hint">{words.value.nights}</p> : null}
    </div>
  )
})

/** At each event of an incident, and now and then while one is open. */
function refetching(
  fetch: () => Promise<void>,
  known: { readonly value: readonly Incident[] | null },
  tick: () => void,
): void {
  let timer: ReturnType<typeof setTimeout> | undefined
  let fetchedMs = performance.now()
  const soon = () => {
    clearTimeout(timer)
    timer = setTimeout(() => {
      fetchedMs = performance.now()
      void fetch()
    }, restMs)
  }
  onEvent(({ kind }) => kind.startsWith('incident-') && soon())
  const clock = setInterval(() => {
    tick()
    const isOpen = known.value?.some(({ overMs }) => overMs === null) ?? true
    if (isOpen && performance.now() - fetchedMs > openEveryMs) soon()
  }, 1_000)
  onScopeDispose(() => {
    clearTimeout(timer)
    clearInterval(clock)
  })
}

function pathOf({ broadcast, kind, state, since }: Record<Filter, string>, untilMs: number | null): string {
  const spanMs = sinceMs[since]
  const wanted = {
    broadcast,
    kind,
    open: state === 'open' ? 'true' : state === 'over' ? 'false' : '',
    since: spanMs === undefined ? '' : String(Date.now() - spanMs),
    until: untilMs === null ? '' : String(untilMs),
    limit: String(pageOf),
  }
  return `api/incidents?${new URLSearchParams(Object.entries(wanted).filter(([, value]) => value !== ''))}`
}

function Filters({ asked }: { readonly asked: Record<Filter, string> }) {
  const words = incidentWords[language.value]
  const choose = (filter: Filter) => (value: string) => {
    const wanted = Object.entries({ ...asked, [filter]: value }).filter(([, each]) => each !== '')
    location.replace(hrefOf('incidents', {}, Object.fromEntries(wanted)))
  }
  const names = new Set([...(view.value.broadcasts ?? []).map(({ name }) => name), asked.broadcast])
  const plain = (value: string) => ({ value, label: value })
  const all = { value: '', label: words.all }
  return (
    <search class="filters" aria-label={words.filters}>
      <Pick
        label={words.broadcast}
        value={asked.broadcast}
        options={[all, ...[...names].filter(Boolean).map(plain)]}
        onPick={choose('broadcast')}
      />
      <Pick
        label={words.kind}
        value={asked.kind}
        options={[all, ...kinds.map(value => ({ value, label: words.kinds[value] }))]}
        onPick={choose('kind')}
      />
      <Pick
        label={words.state}
        value={asked.state}
        options={[all, { value: 'open', label: words.openOne }, { value: 'over', label: words.over }]}
        onPick={choose('state')}
      />
      <Pick
        label={words.since}
        value={asked.since}
        options={[
          { value: '', label: words.any },
          ...Object.entries(words.spans).map(([value, label]) => ({ value, label })),
        ]}
        onPick={choose('since')}
      />
    </search>
  )
}
Filters.props = ['asked']
