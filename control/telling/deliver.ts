// One attempt to hand a message over, and what is known of it afterwards.
import type { Clock } from '#core/clock.ts'
import type { Vault } from '../vault.ts'
import type { ReceiverAddress } from './address.ts'
import { platformsByName } from './platforms/all.ts'
import type { Message } from './platforms/platform.ts'
import type { Posted, PostPlan } from './post.ts'
import type { StoredReceiver } from './receiver-store.ts'

export type Delivery =
  | { readonly taken: true }
  | {
      readonly taken: false
      /** It certainly has not been taken: what is sent next may say more. */
      readonly isSure: boolean
      readonly why: string
      readonly restMs: number
    }

export type DeliverDeps = {
  readonly clock: Clock
  readonly vault: Vault
  readonly withinMs: number
  readonly post: (plan: PostPlan, signal: AbortSignal) => Promise<Posted>
}

export function placeOf(receiver: string): string {
  return `receiver ${receiver}`
}

export async function deliver(
  { name, plan, sealed }: StoredReceiver,
  message: Message,
  { clock, vault, withinMs, post }: DeliverDeps,
  signal: AbortSignal,
): Promise<Delivery> {
  const platform = platformsByName[plan.platform]
  // The one place where an address is opened: for this request alone.
  const address = JSON.parse(vault.open(sealed, placeOf(name)).reveal()) as ReceiverAddress
  const request = platform.request(address, message, clock.wallMs())
  const posted = await post({ request, isPrivateStated: plan.privateNetwork, withinMs, clock }, signal)
  if (posted.at !== 'answered')
    return { taken: false, isSure: posted.at === 'unsent', why: posted.why, restMs: 0 }
  const verdict = platform.verdict(posted)
  return verdict.taken ? verdict : { ...verdict, isSure: true }
}
