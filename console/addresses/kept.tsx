// The addresses a destination has now, best first: moved up, or removed. Their keys are known by fingerprint only.
import { defineComponent } from 'vue'
import { Button } from '../kit/button.tsx'
import type { Address } from '../live/types.ts'
import { useWords } from '../shell/language.ts'
import { Ends } from './ends.tsx'
import { type Put, stays } from './put.ts'
import { addressWords } from './words.ts'

type KeptProps = {
  readonly addresses: readonly Address[]
  readonly isOnAir: boolean
  readonly put: (list: readonly Put[]) => Promise<void>
}

export const KeptAddresses = defineComponent(
  (props: KeptProps) => {
    const words = useWords(addressWords)
    const rankOf = (i: number) => (i === 0 ? words.value.main : words.value.backup(i))
    const moveUp = (i: number) => {
      const list = props.addresses.map(stays)
      const [moved] = list.splice(i, 1)
      return props.put(moved === undefined ? list : list.toSpliced(i - 1, 0, moved))
    }
    const remove = (i: number) => props.put(props.addresses.toSpliced(i, 1).map(stays))
    return () => (
      <div class="kept">
        <p class={props.addresses.length === 0 ? 'empty' : 'title'}>
          {props.addresses.length === 0 ? words.value.none : words.value.kept}
        </p>
        <ol>
          {props.addresses.map((address, i) => (
            <li key={`${address.url} ${address.keyFingerprint}`} class="address">
              <p class="state">
                <strong>{rankOf(i)}</strong>
                <span class="mono">{address.url}</span>
              </p>
              <p class="hint">
                {words.value.key} {words.value.fingerprint(address.keyFingerprint)} · {words.value.ends}{' '}
                <Ends atMs={address.keyExpiresAtMs} />
              </p>
              <div class="row-of-buttons">
                {i === 0 ? null : (
                  <Button
                    tone="quiet"
                    label={words.value.up(rankOf(i))}
                    ask={props.isOnAir ? words.value.onAirAsk : null}
                    done=""
                    act={() => moveUp(i)}
                  />
                )}
                <Button
                  tone="quiet"
                  label={words.value.remove(rankOf(i))}
                  ask={props.addresses.length === 1 ? words.value.removeLastAsk : words.value.removeAsk}
                  done=""
                  act={() => remove(i)}
                />
              </div>
            </li>
          ))}
        </ol>
      </div>
    )
  },
  { props: ['addresses', 'isOnAir', 'put'] },
)
