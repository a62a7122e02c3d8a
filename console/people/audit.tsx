// The audit as sentences, newest first; what was before and after stands behind each.
import { computed, defineComponent, onScopeDispose, ref, shallowRef } from 'vue'
import { ask, NotSignedIn } from '../live/ask.ts'
import { broadcastCalled } from '../live/live.ts'
import { forgetSession, may } from '../live/session.ts'
import { Icon } from '../kit/icon.tsx'
import { Pick } from '../kit/field.tsx'
import { Empty, Panel, Trouble } from '../kit/panel.tsx'
import { language, shared, useWords } from '../shell/language.ts'
import { timeOfDay } from '../tell/figures.ts'
import { nameOf } from '../tell/names.ts'
import { auditSentence } from './audit-tell.ts'
import { changesOf, leavesOf } from './changes.ts'
import type { AuditEntry, AuditPage } from './types.ts'
import { when } from './when.ts'
import { peopleWords } from './words.ts'

const atOnce = 50
const everyMs = 10_000
const mostKept = 2_000

export const Audit = defineComponent(() => {
  const words = useWords(peopleWords)
  const who = ref('')
  const log = useLog(() => who.value)
  const choose = (name: string) => {
    who.value = name
    log.begin()
  }
  const options = computed(() => [
    { value: '', label: words.value.audit.everybody },
    ...log.names.value.map(name => ({ value: name, label: name })),
  ])
  return () => {
    const { audit: says, loading } = words.value
    const entries = log.entries.value
    return (
      <Panel title={says.title} hint={says.hint}>
        {may('admin') ? (
          <div class="filter">
            <Pick label={says.who} options={options.value} value={who.value} onPick={choose} />
          </div>
        ) : null}
        <Trouble says={log.trouble.value} />
        {entries === null ? (
          <Empty says={loading} />
        ) : entries.length === 0 ? (
          <Empty says={says.none} />
        ) : (
          <ol class="audit">
            {entries.map(entry => (
              <Entry key={entry.id} entry={entry} />
            ))}
          </ol>
        )}
        {entries !== null && !log.isAll.value ? (
          <div class="row-of-buttons">
            <button type="button" onClick={() => void log.more()}>
              {says.more}
            </button>
          </div>
        ) : null}
      </Panel>
    )
  }
})

/** The newest entries, looked at again now and then; older ones on demand. */
function useLog(who: () => string) {
  const entries = shallowRef<readonly AuditEntry[] | null>(null)
  const names = shallowRef<readonly string[]>([])
  const isAll = ref(true)
  const trouble = ref('')
  const page = async (before: string | undefined): Promise<AuditPage | null> => {
    const asked = new URLSearchParams({
      limit: String(atOnce),
      ...(who() === '' ? {} : { who: who() }),
      ...(before === undefined ? {} : { before }),
    })
    const askedFor = who()
    try {
      const found = (await ask('GET', `api/audit?${asked.toString()}`)) as AuditPage
      trouble.value = ''
      return askedFor === who() ? found : null // another name was chosen meanwhile
    } catch (error) {
      if (error instanceof NotSignedIn) forgetSession()
      else trouble.value = error instanceof Error ? error.message : String(error)
      return null
    }
  }
  const look = async () => {
    const found = await page(undefined)
    if (found === null) return
    names.value = found.names
    const known = entries.value ?? []
    const isFirst = entries.value === null
    const newest = Number(known[0]?.id ?? 0)
    const news = found.entries.filter(({ id }) => Number(id) > newest)
    const isGap = !isFirst && known.length > 0 && news.length === found.entries.length && !found.isAll
    entries.value = isGap || isFirst ? found.entries : [...news, ...known].slice(0, mostKept)
    if (isGap || isFirst) isAll.value = found.isAll
  }
  const more = async () => {
    const found = await page(entries.value?.at(-1)?.id)
    if (found === null) return
    entries.value = [...(entries.value ?? []), ...found.entries].slice(0, mostKept)
    isAll.value = found.isAll || entries.value.length >= mostKept
  }
  const begin = () => {
    entries.value = null
    void look()
  }
  begin()
  const timer = setInterval(() => void look(), everyMs)
  onScopeDispose(() => clearInterval(timer))
  return { entries, names, isAll, trouble, more, begin }
}

const icons = { done: 'good', refused: 'bad', failed: 'unknown' } as const
const levels = { done: 'off', refused: 'bad', failed: 'busy' } as const

function Entry({ entry }: { readonly entry: AuditEntry }) {
  const words = useWords(peopleWords).value
  const sentence = auditSentence(entry, language.value, destinationName)
  const day = when(entry.atMs, Date.now(), words.when)
  return (
    <li data-level={levels[entry.outcome]} data-outcome={entry.outcome}>
      <details>
        <summary>
          <Icon name={icons[entry.outcome]} />
          <span class="sentence">{sentence}</span>
          <time class="soft" datetime={new Date(entry.atMs).toISOString()}>
            {day}
          </time>
        </summary>
        <Details entry={entry} />
      </details>
    </li>
  )
}
Entry.props = ['entry']

function destinationName(broadcast: string, destination: string): string {
  const leg = broadcastCalled(broadcast)?.legs.find(each => each.destination === destination)
  return leg === undefined ? (shared.value.platforms[destination] ?? destination) : nameOf(leg, shared.value)
}

function Details({ entry }: { readonly entry: AuditEntry }) {
  const { audit: says, role: roleWord, roles } = useWords(peopleWords).value
  const changes = changesOf(entry.before, entry.after)
  const sent = [...leavesOf(entry.body)]
  return (
    <div class="details">
      <dl class="facts">
        <dt>{says.from}</dt>
        <dd class="mono">
          {entry.address} · {timeOfDay(entry.atMs)}
        </dd>
        {entry.role === null ? null : [<dt>{roleWord}</dt>, <dd>{roles[entry.role]}</dd>]}
        <dt>{says.call}</dt>
        <dd class="mono">
          {entry.method} {entry.path}
        </dd>
        <dt>{says.answer}</dt>
        <dd class="mono">
          {entry.status} {entry.code ?? ''}
        </dd>
      </dl>
      {changes.length === 0 ? null : (
        <div class="scrolls">
          <table>
            <thead>
              <tr>
                <th scope="col">{says.field}</th>
                <th scope="col">{says.before}</th>
                <th scope="col">{says.after}</th>
              </tr>
            </thead>
            <tbody>
              {changes.map(change => (
                <tr key={change.field}>
                  <th scope="row" class="mono">
                    {change.field === '' ? says.whole : change.field}
                  </th>
                  <td>{change.before ?? <span class="soft">{says.nothing}</span>}</td>
                  <td>{change.after ?? <span class="soft">{says.nothing}</span>}</td>
                </tr>
              ))}
            </tbody>
          </table>
        </div>
      )}
      {changes.length > 0 || sent.length === 0 ? null : (
        <dl class="facts">
          {sent
            .slice(0, 40)
            .map(([field, text]) => [
              <dt class="mono">{field === '' ? says.sent : field}</dt>,
              <dd>{text}</dd>,
            ])}
        </dl>
      )}
    </div>
  )
}
Details.props = ['entry']
