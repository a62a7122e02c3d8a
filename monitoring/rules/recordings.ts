// Recording rules: what boards and alerts ask again and again.
import { type Recording, wishedOn } from './rule.ts'

/** What each destination is owed: this share of the seconds wished on air are good. */
export const objective = 0.999

/** Windows of the burn rates, as in Google's SRE workbook, chapter 5, and the month of the objective. */
export const windows = ['5m', '30m', '1h', '6h', '3d', '30d'] as const
export type Window = (typeof windows)[number]

export const badSeconds = (window: Window) => `changming:leg_bad_seconds:increase${window}`
export const errorRatio = (window: Window) => `changming:leg_error:ratio${window}`
/** Its playback shows that viewers do not get it. */
const unshown = 'max without (state) (changming_leg_verified{state=~"frozen|old|dark"} == 1)'
/**
 * 1 where a destination is proved to be on air: it carries, nearly all of the last half minute was acknowledged, and where it
 * can be played back, that shows it.
 */
export const proved = 'changming:leg_proved'
/** The worst destination of a broadcast: 1 all proved, 0 not all; -1 where it is not wished on air. */
export const verdict = 'changming:broadcast_verdict'

/** It was stopped alone, by hand. */
const stoppedAlone = 'changming_leg_state{state=~"stopped|idle"} == 1'

const increase = (counter: string, window: Window) =>
  `increase(changming_leg_${counter}_seconds_total[${window}])`

export const quickRecordings: readonly Recording[] = [
  {
    record: proved,
    expr:
      '(rate(changming_leg_good_seconds_total[30s]) >= bool 0.8) * ignoring (state) changming_leg_state{state="carrying"} ' +
      `unless on (broadcast, destination) ${unshown} or 0 * ${unshown}`,
  },
  {
    record: verdict,
    expr: `((changming_broadcast_wished_on == 0) - 1) or (min by (broadcast) (${proved} unless on (broadcast, destination) ${stoppedAlone}) and ${wishedOn})`,
  },
]

/** What of the month's allowance is left: 1 all of it, 0 or less none. */
export const budgetLeft = 'changming:leg_error_budget:left30d'

export const windowRecordings = (of: readonly Window[]): Recording[] =>
  of.flatMap(window => [
    { record: badSeconds(window), expr: `${increase('wished', window)} - ${increase('good', window)}` },
    { record: errorRatio(window), expr: `1 - ${increase('good', window)} / ${increase('wished', window)}` },
  ])

export const budgetRecording: Recording = {
  record: budgetLeft,
  expr: `1 - ${errorRatio('30d')} / ${Number((1 - objective).toFixed(6))}`,
}
