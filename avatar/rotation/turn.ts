// Whose turn it is. Pure.
import type { HostPlan, TurnPlan } from './plan.ts'

/** The turn at a wall clock time: the first whose hours it is, else the first without hours, else the first of all. */
export function turnAt({ rotation, timeZone }: HostPlan, wallMs: number): { turn: TurnPlan; index: number } {
  const minute = minuteOfDay(wallMs, timeZone)
  const inHours = rotation.findIndex(
    ({ from, to }) => from !== undefined && to !== undefined && isWithin(minute, from, to),
  )
  const index =
    inHours >= 0
      ? inHours
      : Math.max(
          0,
          rotation.findIndex(({ from }) => from === undefined),
        )
  return { turn: rotation[index] as TurnPlan, index }
}

function minuteOfDay(wallMs: number, timeZone: string): number {
  const text = new Intl.DateTimeFormat('en-GB', {
    timeZone,
    hour: '2-digit',
    minute: '2-digit',
    hourCycle: 'h23',
  })
  return minutesOf(text.format(wallMs))
}

function minutesOf(time: string): number {
  const [hours = 0, minutes = 0] = time.split(':').map(Number)
  return hours * 60 + minutes
}

/** Over midnight where `to` is before `from`. */
function isWithin(minute: number, from: string, to: string): boolean {
  const [begins, ends] = [minutesOf(from), minutesOf(to)]
  return begins < ends ? minute >= begins && minute < ends : minute >= begins || minute < ends
}
