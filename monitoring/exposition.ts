// The only door to the metrics client: series of one scrape, in a registry that lives as long as the scrape.
import { Counter, Gauge, Registry } from 'prom-client'

export type Labels = Readonly<Record<string, string>>

/** What an owner observed: per bound those at or below it and above the one before; the last entry is above all bounds. */
export type Observed = {
  readonly boundsS: readonly number[]
  readonly counts: readonly number[]
  readonly sumS: number
}

const prefix = 'changming_'

export class Exposition {
  readonly #registry = new Registry()
  readonly #metrics = new Map<string, Gauge | Counter>()
  readonly #histograms = new Map<string, string[]>()

  /** A number that may go down. Declared even where no value follows, so that its HELP is always there. */
  gauge(name: string, help: string, labelNames: readonly string[]): (labels: Labels, value: number) => void {
    const gauge = this.#declared(
      name,
      labelNames,
      () => new Gauge(this.#plan(name, help, labelNames)),
    ) as Gauge
    return (labels, value) => gauge.set({ ...labels }, value)
  }

  /** A number that its owner counted up. */
  counter(
    name: string,
    help: string,
    labelNames: readonly string[],
  ): (labels: Labels, value: number) => void {
    const counter = this.#declared(
      name,
      labelNames,
      () => new Counter(this.#plan(name, help, labelNames)),
    ) as Counter
    return (labels, value) => counter.inc({ ...labels }, Math.max(0, value))
  }

  /**
   * A histogram that its owner keeps, through restarts: the client's own can only be counted up one by one.
   * Written as the text format has it (prometheus.io/docs/instrumenting/exposition_formats).
   */
  histogram(name: string, help: string): (labels: Labels, seen: Observed) => void {
    const whole = prefix + name
    const lines = this.#histograms.get(name) ?? [`# HELP ${whole} ${help}`, `# TYPE ${whole} histogram`]
    this.#histograms.set(name, lines)
    return (labels, { boundsS, counts, sumS }) => {
      const pairs = Object.entries(labels).map(([key, value]) => `${key}="${escaped(value)}"`)
      let total = 0
      for (const [i, count] of counts.entries()) {
        total += count
        lines.push(`${whole}_bucket{${[...pairs, `le="${boundsS[i] ?? '+Inf'}"`].join(',')}} ${total}`)
      }
      lines.push(`${whole}_sum{${pairs.join(',')}} ${sumS}`, `${whole}_count{${pairs.join(',')}} ${total}`)
    }
  }

  #declared(name: string, labelNames: readonly string[], make: () => Gauge | Counter): Gauge | Counter {
    const known = this.#metrics.get(name)
    if (known !== undefined) return known
    const metric = make()
    if (labelNames.length === 0) metric.remove() // without labels the client begins at 0, which nobody has counted
    this.#metrics.set(name, metric)
    return metric
  }

  #plan(name: string, help: string, labelNames: readonly string[]) {
    return { name: prefix + name, help, labelNames: [...labelNames], registers: [this.#registry] }
  }

  async text(): Promise<string> {
    const histograms = [...this.#histograms.values()].map(lines => `${lines.join('\n')}\n`)
    return [await this.#registry.metrics(), ...histograms].join('\n')
  }
}

function escaped(value: string): string {
  return value.replaceAll('\\', '\\\\').replaceAll('"', '\\"').replaceAll('\n', '\\n')
}
