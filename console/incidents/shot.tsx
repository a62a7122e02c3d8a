// A picture that viewers had, with when and who; and what stands in its place where nothing came.
import { defineComponent, ref } from 'vue'
import { addressOf } from '../live/ask.ts'
import { destinationCalled } from '../pieces/names.ts'
import { language, shared } from '../shell/language.ts'
import { timeOfDay } from '../tell/figures.ts'
import { long } from './list.ts'
import type { Shown } from './types.ts'
import { incidentWords } from './words.ts'

type ShotProps = {
  readonly incident: string
  readonly shown: Shown
  /** Others saw it, while those that the step tells of saw nothing. */
  readonly isMeanwhile?: boolean
}

const pathOf = (incident: string, picture: string) =>
  addressOf(`api/incidents/${encodeURIComponent(incident)}/pictures/${picture}.jpg`)

const namesOf = ({ broadcast, destinations }: Shown) =>
  shared.value.join(destinations.map(destination => destinationCalled(broadcast, destination)))

export const Shot = defineComponent(
  (props: ShotProps) => {
    const isGone = ref(false)
    const isThere = ref(false)
    return () => {
      const { picture: words } = incidentWords[language.value]
      const { shown, incident } = props
      const what =
        shown.shows === 'slate' ? words.slate : shown.feed === null ? words.noName : words.feed(shown.feed)
      const at = timeOfDay(shown.atMs)
      return (
        <figure class="shot" data-shows={shown.shows} data-moment={shown.moment}>
          <div class="screen">
            {isGone.value ? (
              <p class="notice">{words.gone}</p>
            ) : (
              <img
                src={pathOf(incident, shown.picture ?? '')}
                alt={words.alt(what, at)}
                decoding="async"
                onLoad={() => {
                  isThere.value = true
                }}
                onError={() => {
                  isGone.value = true
                }}
              />
            )}
            {isGone.value || isThere.value ? null : <p class="notice">{words.making}</p>}
          </div>
          <figcaption>
            <time>{at}</time>
            <span>{shown.moment === null ? what : `${what} · ${words.moments[shown.moment]}`}</span>
            <span class="caption">{seenBy(props)}</span>
          </figcaption>
        </figure>
      )
    }
  },
  { props: ['incident', 'shown', 'isMeanwhile'] },
)

function seenBy({ shown, isMeanwhile }: ShotProps): string {
  const { picture: words } = incidentWords[language.value]
  if (shown.destinations.length === 0) return words.seenByNobody
  return isMeanwhile ? words.meanwhile(namesOf(shown)) : words.seenBy(namesOf(shown))
}

type NothingProps = { readonly incident: string; readonly shown: Shown; readonly nowMs: number }

/** In place of a picture: that there was none, for how long, and the last one before. */
export function NothingShot({ incident, shown, nowMs }: NothingProps) {
  const { picture: words } = incidentWords[language.value]
  const { last, how, atMs, untilMs } = shown
  const lasted = long((untilMs ?? nowMs) - atMs, shared.value.units)
  const tell = how === 'frozen' ? words.stood : words.nothing
  return (
    <figure class="shot nothing" data-shows="nothing">
      <div class="screen">
        {last === null ? null : <img src={pathOf(incident, last)} alt={words.last} decoding="async" />}
        <p class="notice">{tell(namesOf(shown), lasted)}</p>
      </div>
      <figcaption>
        <time>{timeOfDay(atMs)}</time>
        {untilMs === null ? null : <span>{words.until(timeOfDay(untilMs))}</span>}
        {last === null ? null : <span class="caption">{words.last}</span>}
      </figcaption>
    </figure>
  )
}
NothingShot.props = ['incident', 'shown', 'nowMs']
