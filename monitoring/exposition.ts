// The only door to the metrics client: series of one scrape, in a registry that lives as long as the scrape.
import { Counter, Gauge, Registry } from 'prom-client'

export type Labels = Readonly<Record<string, string>>

const prefix = 'changming_'

export class Exposition {
  readonly #registry = new Registry()
  readonly #metrics = new Map<string, Gauge | Counter>()

  /** A number that may go down. Declared even where no value follows, so that its HELP is always there. */
  gauge(name: string, help: string, labelNames: readonly string[]): (labels: Labels, value: number) => void {
    const gauge = this.#declared(name, () => new Gauge(this.#plan(name, help, labelNames))) as Gauge
    return (labels, value) => gauge.set({ ...labels }, value)
  }

  /** A number that its owner counted up. */
  counter(
    name: string,
    help: string,
    labelNames: readonly string[],
  ): (labels: Labels, value: number) => void {
    const counter = this.#declared(name, () => new Counter(this.#plan(name, help, labelNames))) as Counter
    return (labels, value) => counter.inc({ ...labels }, Math.max(0, value))
  }

  #declared(name: string, make: () => Gauge | Counter): Gauge | Counter {
    const metric = this.#metrics.get(name) ?? make()
    this.#metrics.set(name, metric)
    return metric
  }

  #plan(name: string, help: string, labelNames: readonly string[]) {
    return { name: prefix + name, help, labelNames: [...labelNames], registers: [this.#registry] }
  }

  text(): Promise<string> {
    return this.#registry.metrics()
  }
}
