// A real Prometheus that scrapes the product once a second, and answers expressions.
import { writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { freePort } from '../../scripts/product.ts'
import { folderFor, startChild } from './real-programs.ts'
import { until } from './until.ts'

export type Series = {
  readonly metric: Readonly<Record<string, string>>
  readonly value: readonly [atS: number, value: string]
}

export type Watcher = {
  /** Throws what Prometheus says of an expression that it does not take. */
  readonly ask: (expression: string) => Promise<Series[]>
  /** The data of any of its answers: `rules`. */
  readonly get: (path: string) => Promise<any>
}

export async function watchProduct(
  stage: AsyncDisposableStack,
  httpPort: number,
  ruleFiles: readonly string[] = [],
): Promise<Watcher> {
  const folder = folderFor(stage, 'prometheus')
  const config = join(folder, 'prometheus.yml')
  writeFileSync(
    config,
    `global: { scrape_interval: 1s, scrape_timeout: 1s }
rule_files: ${JSON.stringify(ruleFiles)}
scrape_configs: [{ job_name: changming, static_configs: [{ targets: ['127.0.0.1:${httpPort}'] }] }]
`,
  )
  const address = `127.0.0.1:${await freePort()}`
  const prometheus = startChild(stage, 'prometheus', [
    `--config.file=${config}`,
    `--storage.tsdb.path=${join(folder, 'data')}`,
    `--web.listen-address=${address}`,
  ])
  const isReady = () =>
    fetch(`http://${address}/-/ready`).then(
      answer => answer.ok,
      () => false,
    )
  await until('Prometheus is ready', isReady, 20_000).catch(error => {
    throw new Error(`${error.message}; it said: ${prometheus.said()}`)
  })
  const get = async (path: string) => {
    const { status, data, error } = (await (await fetch(`http://${address}/api/v1/${path}`)).json()) as any
    if (status !== 'success') throw new Error(error)
    return data
  }
  const ask = async (expression: string): Promise<Series[]> =>
    (await get(`query?query=${encodeURIComponent(expression)}`)).result
  return { ask, get }
}
