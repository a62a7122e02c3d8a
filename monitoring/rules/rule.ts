// What a recording rule and an alert are made of, before they are written as Prometheus wants them.

export type Recording = { readonly record: string; readonly expr: string }

/** A pretended history and what must come of it. */
export type Case = {
  /** Values by series, one each 15 s, in the notation of promtool: `0+15x40` begins at 0 and grows by 15 forty times. */
  readonly series: Readonly<Record<string, string>>
  readonly at: string
}

export type Alert = {
  readonly name: string
  /** `critical`: viewers are hurt, or will be in minutes; wake somebody. `warning`: look at it today. */
  readonly severity: 'critical' | 'warning'
  readonly expr: string
  readonly for: string
  /** A page of docs/runbooks. */
  readonly runbook: string
  /** Sentences in the template language of Prometheus: `{{ $labels.destination }}`, `{{ $value | … }}`. */
  readonly en: { readonly summary: string; readonly description: string }
  readonly zh: { readonly summary: string; readonly description: string }
  /** `value`: what the templates make of `$value`, where they show it. */
  readonly fires: Case & { readonly labels: Readonly<Record<string, string>>; readonly value?: string }
  readonly quiet: Case
}

/** The broadcast is wished on air. */
export const wishedOn = 'on (broadcast) changming_broadcast_wished_on == 1'
