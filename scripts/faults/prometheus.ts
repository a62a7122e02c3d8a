// A real Prometheus that scrapes the product twice a second, and hands out the samples as it took them.
import { existsSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { delimiter, join } from 'node:path'
import { startOn } from '../bench/children.ts'
import { must } from '../bench/waiting.ts'
import { freePort } from '../product.ts'
import type { Sample } from './judge.ts'

export const hasPrometheus = (process.env.PATH ?? '')
  .split(delimiter)
  .some(folder => existsSync(join(folder, 'prometheus')))

export type Series = {
  readonly labels: Readonly<Record<string, string>>
  readonly samples: readonly Sample[]
}

export class Prometheus {
  readonly #address: string

  private constructor(address: string) {
    this.#address = address
  }

  static async start(
    stage: AsyncDisposableStack,
    httpPort: number,
    signal: AbortSignal,
  ): Promise<Prometheus> {
    const folder = mkdtempSync(join(tmpdir(), 'changming-prometheus-'))
    stage.defer(() => rmSync(folder, { recursive: true, force: true, maxRetries: 5 }))
    const config = join(folder, 'prometheus.yml')
    writeFileSync(
      config,
      `global: { scrape_interval: 500ms, scrape_timeout: 500ms }
scrape_configs: [{ job_name: changming, static_configs: [{ targets: ['127.0.0.1:${httpPort}'] }] }]
`,
    )
    const address = `127.0.0.1:${await freePort()}`
    startOn(stage, 'prometheus', [
      `--config.file=${config}`,
      `--storage.tsdb.path=${join(folder, 'data')}`,
      `--web.listen-address=${address}`,
      '--log.level=error',
    ])
    const prometheus = new Prometheus(address)
    const isUp = async () =>
      (await prometheus.#ask('up == 1', undefined).catch(() => [])).length > 0 || undefined
    await must('Prometheus scrapes the product', isUp, signal)
    return prometheus
  }

  /** Every sample of the expression's series between two times, wall clock. */
  async samples(selector: string, fromMs: number, toMs: number): Promise<Series[]> {
    const seconds = Math.max(1, Math.ceil((toMs - fromMs) / 1_000))
    const found = await this.#ask(`${selector}[${seconds}s]`, toMs)
    return found.map(({ metric, values = [] }) => ({
      labels: metric,
      samples: values.map(([atS, value]): Sample => [Math.round(atS * 1_000), Number(value)]),
    }))
  }

  /** What the expression is now, of one series; 0 where there is none. */
  async value(expression: string): Promise<number> {
    const [found] = await this.#ask(expression, undefined)
    return Number(found?.value?.[1] ?? 0)
  }

  async #ask(expression: string, atMs: number | undefined): Promise<Result[]> {
    const at = atMs === undefined ? '' : `&time=${atMs / 1_000}`
    const url = `http://${this.#address}/api/v1/query?query=${encodeURIComponent(expression)}${at}`
    const answer = (await (await fetch(url, { signal: AbortSignal.timeout(10_000) })).json()) as Answer
    if (answer.status !== 'success')
      throw new Error(`Prometheus does not take ${expression}: ${answer.error}`)
    return answer.data?.result ?? []
  }
}

type Result = {
  readonly metric: Readonly<Record<string, string>>
  readonly value?: readonly [atS: number, value: string]
  readonly values?: readonly (readonly [atS: number, value: string])[]
}
type Answer = {
  readonly status: string
  readonly error?: string
  readonly data?: { readonly result: Result[] }
}
