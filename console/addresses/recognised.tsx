// What was recognised in a pasted text, before anybody uses it: each address, its platform, its end, and what is odd about it.
import { Icon } from '../kit/icon.tsx'
import { shared, useWords } from '../shell/language.ts'
import { defineComponent } from 'vue'
import type { Seen } from './check.ts'
import { masked } from './check.ts'
import { Ends } from './ends.tsx'
import type { Found, Reading } from './read.ts'
import { addressWords } from './words.ts'

type RecognisedProps = {
  readonly reading: Reading
  /** Null until control has answered. */
  readonly seen: readonly Seen[] | null
  readonly isUnchecked: boolean
  readonly isEmpty: boolean
}

export const Recognised = defineComponent(
  (props: RecognisedProps) => {
    const words = useWords(addressWords)
    const what = () => {
      const { reading, isEmpty } = props
      if (isEmpty) return ''
      if (reading.addresses.length > 0) return words.value.recognised(reading.addresses.length)
      return reading.isKeyAlone ? words.value.keyAlone : words.value.nothing
    }
    const remarks = () => {
      const { hadInvisible, hadWide, leftovers } = props.reading
      if (props.isEmpty) return []
      return [
        ...(hadInvisible ? [words.value.hadInvisible] : []),
        ...(hadWide ? [words.value.hadWide] : []),
        ...(leftovers.length > 0 ? [`${words.value.leftover} ${leftovers.map(shortly).join(' · ')}`] : []),
      ]
    }
    return () => (
      <div class="recognised" aria-live="polite">
        <p class={props.reading.addresses.length === 0 && !props.isEmpty ? 'fault' : 'title'}>{what()}</p>
        <ol>
          {props.reading.addresses.map((found, i) => (
            <One key={i} found={found} seen={props.seen?.[i] ?? null} rank={i} />
          ))}
        </ol>
        {props.reading.addresses.length > 0 && props.isUnchecked ? (
          <p class="fault">{words.value.cannotCheck}</p>
        ) : null}
        {remarks().map(remark => (
          <p key={remark} class="hint">
            {remark}
          </p>
        ))}
      </div>
    )
  },
  { props: ['reading', 'seen', 'isUnchecked', 'isEmpty'] },
)

/** A leftover may be part of a key. */
function shortly(text: string): string {
  return text.length > 24 ? `${text.slice(0, 16)}…` : text
}

type OneProps = { readonly found: Found; readonly seen: Seen | null; readonly rank: number }

const One = defineComponent(
  (props: OneProps) => {
    const words = useWords(addressWords)
    const platform = () => {
      const name = props.seen?.platform
      return name == null ? words.value.unknownServer : (shared.value.platforms[name] ?? name)
    }
    return () => {
      const { found, seen } = props
      const level =
        seen === null ? 'off' : seen.faults.length > 0 ? 'bad' : seen.warnings.length > 0 ? 'busy' : 'good'
      return (
        <li class="address level" data-level={level}>
          <p class="state">
            <Icon
              name={level === 'off' ? 'unknown' : level === 'busy' ? 'bad' : level === 'bad' ? 'bad' : 'good'}
            />
            <strong>{props.rank === 0 ? words.value.main : words.value.backup(props.rank)}</strong>
            <span>{seen === null ? words.value.checking : platform()}</span>
          </p>
          <dl class="facts">
            <dt>{words.value.server}</dt>
            <dd class="mono">{found.url}</dd>
            <dt>{words.value.key}</dt>
            <dd>
              {found.key === '' ? (
                words.value.noKey
              ) : (
                <span>
                  <span class="mono">{masked(found.key)}</span>
                  {seen?.keyFingerprint ? (
                    <span class="hint"> {words.value.fingerprint(seen.keyFingerprint)}</span>
                  ) : null}
                </span>
              )}
            </dd>
            <dt>{words.value.ends}</dt>
            <dd>{seen === null ? '…' : <Ends atMs={seen.keyExpiresAtMs} />}</dd>
          </dl>
          <ul class="remarks">
            {seen?.faults.map(({ rule, detail }) => (
              <li key={rule} class="fault">
                {words.value.faults[rule] ?? detail}
              </li>
            ))}
            {seen?.warnings.map(({ rule, about, detail }) => (
              <li key={rule} class="warning">
                {words.value.warnings[rule]?.(shared.value.platforms[about] ?? about) ?? detail}
              </li>
            ))}
            {found.notes.map(note => (
              <li key={note} class="hint">
                {words.value.notes[note]}
              </li>
            ))}
          </ul>
        </li>
      )
    }
  },
  { props: ['found', 'seen', 'rank'] },
)
