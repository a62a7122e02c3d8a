// Everything that lets people in or shows them out, plugged together.
import type { Clock } from '#core/clock.ts'
import type { Secret } from '#core/secret.ts'
import { AccountCommands } from '../commands/accounts.ts'
import type { Settings } from '../settings.ts'
import type { Store } from '../store/store.ts'
import { Access } from './access.ts'
import { Passwords } from './passwords.ts'
import { SignIn } from './sign-in.ts'

export type Door = { readonly access: Access; readonly signIn: SignIn; readonly accounts: AccountCommands }

export function openDoor(store: Store, settings: Settings, adminToken: Secret, clock: Clock): Door {
  const shared = { store: store.access, accounts: store.accounts, settings, clock }
  const access = new Access({ ...shared, adminToken })
  const passwords = new Passwords(settings.passwordCost)
  return {
    access,
    signIn: new SignIn({ ...shared, access, passwords }),
    accounts: new AccountCommands({ store, clock, passwords, heldOpen: access.heldOpen }),
  }
}
