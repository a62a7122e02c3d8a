// What Prometheus makes of the rules, the alerts and every question that a board asks, over a broadcast on air.
import { spawnSync } from 'node:child_process'
import { mkdirSync, readFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { expect } from 'vitest'
import { alerts, recordingGroups } from '../../monitoring/rules/groups.ts'
import { boards } from '../../scripts/monitoring/grafana-files.ts'
import { ffmpegCamera } from '../support/real-cameras.ts'
import { type House, openHouse } from '../support/real-house.ts'
import { startNginx } from '../support/real-nginx.ts'
import { watchProduct, type Watcher } from '../support/real-prometheus.ts'
import { folderFor, realTest } from '../support/real-programs.ts'
import { until } from '../support/until.ts'

const needed = ['prometheus', 'ffmpeg', 'nginx'] as const

async function promtool(...args: string[]): Promise<void> {
  const { status, stdout, stderr } = spawnSync('promtool', args, {
    encoding: 'utf8',
    cwd: 'monitoring/prometheus',
  })
  expect({ status, said: status === 0 ? '' : stdout + stderr }).toEqual({ status: 0, said: '' })
}

realTest('promtool takes the configuration and the rules', ['prometheus'], async () => {
  await promtool('check', 'config', 'prometheus.yml')
  await promtool('check', 'rules', 'rules/recording.yml', 'rules/alerts.yml')
})

realTest(
  'each alert fires on a case that it is for, and stays quiet on one that it is not for',
  ['prometheus'],
  () => promtool('test', 'rules', 'tests/alerts.test.yml'),
)

/** The rules as they are, but evaluated each two seconds: nobody waits five minutes for a test. */
function quickRules(stage: AsyncDisposableStack): string[] {
  const folder = join(folderFor(stage, 'rules'), 'rules')
  mkdirSync(folder)
  return ['recording.yml', 'alerts.yml'].map(name => {
    const text = readFileSync(`monitoring/prometheus/rules/${name}`, 'utf8')
    const file = join(folder, name)
    writeFileSync(file, text.replace(/^ {4}interval: .*$/gm, '    interval: 2s'))
    return file
  })
}

async function onAir(stage: AsyncDisposableStack): Promise<House> {
  const destinations = [await startNginx(stage), await startNginx(stage)].map(({ url }, i) => ({
    name: `shop-${i + 1}`,
    endpoints: [{ url, key: `key-${i}?expire=${Math.round(Date.now() / 1_000) + 90_000}` }],
  }))
  const house = await openHouse(stage, destinations)
  await house.start()
  ffmpegCamera(stage, house.publishUrl)
  await house.allCarrying()
  return house
}

/** An expression as Grafana would send it, for the broadcast of this test. */
const asSent = (expr: string) =>
  expr.replaceAll('$__rate_interval', '10s').replaceAll('$__range', '1m').replaceAll('$broadcast', 'evening')

const questions = boards.flatMap(({ uid, rows }) =>
  rows.flatMap(({ panels }) =>
    panels.flatMap(({ title, queries }) => queries.map(query => ({ ...query, where: `${uid}: ${title}` }))),
  ),
)

async function isProved({ ask }: Watcher): Promise<boolean> {
  const [verdict] = await ask('changming:broadcast_verdict{broadcast="evening"} == 1')
  return verdict !== undefined
}

async function watchesTheNight(stage: AsyncDisposableStack): Promise<void> {
  const house = await onAir(stage)
  const watcher = await watchProduct(stage, house.product.httpPort, quickRules(stage))
  await until('the broadcast is proved to be on air', () => isProved(watcher), 60_000)
  await answersAll(watcher)
  await turnsRed(house, watcher)
}

async function answersAll(watcher: Watcher): Promise<void> {
  const silent: string[] = []
  for (const { where, expr, mayBeEmpty } of questions) {
    const series = await watcher.ask(asSent(expr)).catch(error => {
      throw new Error(`${where}: ${expr}: ${error.message}`)
    })
    if (series.length === 0 && mayBeEmpty !== true) silent.push(`${where}: ${expr}`)
  }
  expect(silent).toEqual([])

  const { groups } = await watcher.get('rules')
  const rules = groups.flatMap((group: { rules: unknown[] }) => group.rules) as Rule[]
  const recordings = recordingGroups.flatMap(group => group.rules)
  expect(rules).toHaveLength(alerts.length + recordings.length)
  expect(rules.filter(({ health }) => health !== 'ok')).toEqual([])
  for (const { record } of recordings)
    expect([record, (await watcher.ask(record)).length]).not.toEqual([record, 0])
  for (const { expr } of alerts) await watcher.ask(expr)
  const firing = rules.filter(({ type, state }) => type === 'alerting' && state === 'firing')
  expect(firing.map(({ name }) => name)).toEqual([])
}

type Rule = { readonly name: string; readonly type: string; readonly health: string; readonly state?: string }

async function turnsRed(house: House, watcher: Watcher): Promise<void> {
  await house.product.api('PUT', '/api/broadcasts/evening/destinations/shop-1/endpoints', [
    { url: 'rtmp://127.0.0.1:9/live', key: 'nobody-is-there' },
  ])
  await until('it is proved no more', async () => !(await isProved(watcher)), 15_000)
  const proved = async () =>
    (await watcher.ask('changming:leg_proved')).map(({ metric, value }) => [metric.destination, value[1]])
  expect(Object.fromEntries(await proved())).toEqual({ 'shop-1': '0', 'shop-2': '1' })
  const dark = 'ALERTS{alertname="ChangmingDestinationDark",alertstate="firing"}'
  const [alert] = await until(
    'somebody is told',
    async () => {
      const series = await watcher.ask(dark)
      return series.length > 0 && series
    },
    60_000,
  )
  expect(alert?.metric).toMatchObject({ broadcast: 'evening', destination: 'shop-1', severity: 'critical' })
  expect(await watcher.ask(dark)).toHaveLength(1)
}

realTest(
  'every expression of boards, rules and alerts is answered, on a good night no alert fires, and a destination that is lost turns red at once and is alerted within a minute',
  needed,
  watchesTheNight,
  240_000,
)
