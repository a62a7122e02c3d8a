// A day of a rotation as a strip: who is on from when to when, and where the day is now.
import { useWords } from '../shell/language.ts'
import { minuteIn, nextChange, stretchesOf, timeOf, type Turn } from './strip.ts'
import { hostWords } from './words.ts'

type StripProps = {
  readonly rotation: readonly Turn[]
  readonly timeZone: string
  readonly nowMs: number
  readonly nameOf: (host: string) => string
}

const dayMinutes = 1_440
const share = (minutes: number) => `${(minutes / dayMinutes) * 100}%`

export function DayStrip({ rotation, timeZone, nowMs, nameOf }: StripProps) {
  const words = useWords(hostWords).value
  const minute = minuteIn(timeZone, nowMs)
  const next = nextChange(rotation, minute)
  const turn = next === null ? undefined : rotation[next.index]
  return (
    <section class="day" aria-label={words.day.title(timeZone)}>
      <h3>{words.day.title(timeZone)}</h3>
      <div class="strip">
        <ol>
          {stretchesOf(rotation).map(({ fromMinute, toMinute, index }) => {
            const { host, script } = rotation[index] as Turn
            const title = words.day.stretch(
              timeOf(fromMinute),
              toMinute === dayMinutes ? '24:00' : timeOf(toMinute),
              nameOf(host),
              script,
            )
            const isNow = minute >= fromMinute && minute < toMinute
            return (
              <li
                key={fromMinute}
                style={{ flexGrow: toMinute - fromMinute }}
                data-tone={index % 4}
                aria-current={isNow ? 'time' : undefined}
                title={title}
              >
                <span class="who">{nameOf(host)}</span>
                <span class="hidden">{title}</span>
              </li>
            )
          })}
        </ol>
        <span class="needle" style={{ left: share(minute) }} aria-hidden="true" />
      </div>
      <div class="hours" aria-hidden="true">
        {[0, 6, 12, 18, 24].map(hour => (
          <span key={hour}>{String(hour).padStart(2, '0')}:00</span>
        ))}
      </div>
      <p class="hint">
        {words.and([
          words.day.now(timeOf(minute)),
          next === null || turn === undefined
            ? words.feeds.noChange
            : words.feeds.changeIn(nameOf(turn.host), turn.script, timeOf(next.atMinute), next.inMinutes),
        ])}
      </p>
    </section>
  )
}
DayStrip.props = ['rotation', 'timeZone', 'nowMs', 'nameOf']
