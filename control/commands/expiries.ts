// When stored keys end, read again after the policy that says where to look has changed.
import { keyExpiryMs } from '../rules/key-expiry.ts'
import type { StoredBroadcast } from '../store/broadcast-store.ts'
import { placeOfKey } from '../supervisor/desired.ts'
import type { CommandDeps } from './deps.ts'

/** Inside the transaction of the command that changed it. */
export function readExpiriesAgain(
  { name, plan }: Pick<StoredBroadcast, 'name' | 'plan'>,
  { store, vault }: Pick<CommandDeps, 'store' | 'vault'>,
): void {
  for (const destination of plan.destinations) {
    const fields = store.policies.ofDestination(destination).keyExpiryFields.value
    for (const [ordinal, { sealedKey, expiresMs }] of store.broadcasts
      .endpoints(name, destination.name)
      .entries()) {
      const key = vault.open(sealedKey, placeOfKey(name, destination.name, ordinal))
      const now = keyExpiryMs(key.reveal(), fields)
      if (now !== expiresMs)
        store.broadcasts.setExpiry({ broadcast: name, destination: destination.name, ordinal }, now)
    }
  }
}
