// What the rules and boards rest on: metrics that exist, pages that say what to do, cases for both answers.
import { existsSync, readdirSync, readFileSync } from 'node:fs'
import { expect, test } from 'vitest'
import { type MetricsView, writeMetrics } from '#monitoring'
import { alerts, recordingGroups } from '../../monitoring/rules/groups.ts'
import { boards, grafanaFiles } from '../../scripts/monitoring/grafana-files.ts'
import { prometheusFiles } from '../../scripts/monitoring/prometheus-files.ts'
import { yaml } from '../../scripts/monitoring/yaml.ts'

const recordings = recordingGroups.flatMap(({ rules }) => rules)
const queries = boards.flatMap(({ rows }) =>
  rows.flatMap(({ panels }) => panels.flatMap(panel => panel.queries)),
)
const expressions = [...alerts, ...recordings, ...queries].map(({ expr }) => expr)

const nobody: MetricsView = {
  feedNames: [],
  ingest: { isUp: false, snapshot: undefined },
  ingestRestarts: 0,
  avatar: { isWanted: false, isUp: false, restarts: 0, snapshot: undefined },
  relays: [],
  keyExpiries: [],
  closeDeadlines: [],
  verified: [],
  standbys: [],
  control: { startedAtMs: 0, rssBytes: 0, cpuSeconds: 0 },
  isStoreWritable: true,
  disk: null,
  incidents: { counts: {}, open: [] },
  drills: { lastPassedMs: null, lastRunMs: null, recoveries: [] },
  notifications: [],
}

test('every metric that a rule or a board asks for exists', async () => {
  const text = await writeMetrics(nobody)
  const known = new Set([...text.matchAll(/^# HELP (\S+)/gm)].map(([, name]) => name))
  const asked = expressions.flatMap(expr => [...expr.matchAll(/\bchangming_\w+/g)].map(([name]) => name))
  const unknown = asked
    .map(name => name.replace(/_(?:bucket|sum|count)$/, ''))
    .filter(name => !known.has(name))
  expect([...new Set(unknown)]).toEqual([])
})

test('every recorded series that is asked for is recorded', () => {
  const recorded = recordings.map(({ record }) => record)
  const asked = expressions.flatMap(expr => [...expr.matchAll(/\bchangming:[\w:]+/g)].map(([name]) => name))
  expect(asked.filter(name => !recorded.includes(name))).toEqual([])
})

const headings = [
  'What it means',
  'What viewers see',
  'What the system is doing',
  'What a person must do',
  '含义',
  '观众看到什么',
  '系统在做什么',
  '人要做什么',
]

test.for(alerts)(
  '$name has a page that says what to do, in both languages, and names it',
  ({ name, runbook }) => {
    const page = readFileSync(`docs/runbooks/${runbook}.md`, 'utf8')
    expect([...page.matchAll(/^## (.*)$/gm)].map(([, heading]) => heading)).toEqual(headings)
    expect(page).toContain(`\`${name}\``)
  },
)

test('no page is of no alert, and no page names an alert that is not there', () => {
  const pages = readdirSync('docs/runbooks').filter(file => file.endsWith('.md'))
  const used = alerts.map(({ runbook }) => `${runbook}.md`)
  expect(pages.filter(page => !used.includes(page))).toEqual([])
  for (const page of pages) {
    const named = [...readFileSync(`docs/runbooks/${page}`, 'utf8').matchAll(/`(Changming\w+)`/g)]
    for (const [, name] of named) expect(alerts.map(alert => alert.name)).toContain(name)
  }
})

test.for(alerts)(
  '$name tells only labels that it has, and its value where a case shows it',
  ({ en, zh, fires }) => {
    const text = [en, zh].flatMap(({ summary, description }) => [summary, description]).join(' ')
    const told = [...text.matchAll(/\$labels\.(\w+)/g)].map(([, label]) => label ?? '')
    expect(Object.keys(fires.labels)).toEqual(expect.arrayContaining([...new Set(told)]))
    expect(text.includes('$value')).toBe(fires.value !== undefined)
  },
)

test('each alert has a name of its own and is tested both ways', () => {
  expect(new Set(alerts.map(({ name }) => name)).size).toBe(alerts.length)
  const tests = prometheusFiles('docs/runbooks')['tests/alerts.test.yml'] ?? ''
  for (const { name } of alerts)
    for (const answer of ['fires', 'stays quiet']) expect(tests).toContain(`name: ${name} ${answer}\n`)
})

test('runbooks are linked where somebody says that they are read', () => {
  const rules = prometheusFiles('https://git.example.com/docs/runbooks')['rules/alerts.yml']
  expect(rules).toContain('runbook_url: "https://git.example.com/docs/runbooks/on-slate.md"')
})

test('the boards ask the source that is provisioned, by that name', () => {
  const source = readFileSync('monitoring/grafana/provisioning/datasources/changming.yml', 'utf8')
  for (const text of Object.values(grafanaFiles())) {
    const uids = [...text.matchAll(/"type": "prometheus",\s+"uid": "([^"]*)"/g)].map(([, uid]) => uid)
    expect(uids).not.toEqual([])
    for (const uid of uids) expect(source).toContain(`uid: ${uid}\n`)
  }
  expect(existsSync('monitoring/grafana/dashboards/changming-tonight.json')).toBe(true)
})

test('plain values become YAML that says the same', () => {
  const value = { on: 'yes', list: [{ a: 1, b: 'x y' }, []], none: {}, text: 'a: "b" {{ c }}', flag: true }
  expect(yaml(value)).toBe(
    `"on": "yes"\nlist:\n  - a: 1\n    b: x y\n  - []\nnone: {}\ntext: "a: \\"b\\" {{ c }}"\nflag: true\n`,
  )
})
