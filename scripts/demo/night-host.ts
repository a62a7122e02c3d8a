// The demo's virtual host: a feed of the product's own, made ready before it is shown.
import { setTimeout as delay } from 'node:timers/promises'
import type { HouseApi } from './house.ts'
import { failed } from './programs.ts'

export const hostFeed = 'night-host'

type HostView = {
  readonly host: {
    readonly worker: string
    readonly state?: string
    readonly doing?: string
    readonly saying?: string | null
    readonly trouble?: string
  } | null
}

/** A browser has to be unpacked, a host drawn and her first sentences encoded, on two slow cores. */
const readyWithinMs = 240_000

/** Makes the host's feed; she is drawn and given a voice meanwhile. */
export async function hireHost(house: Pick<HouseApi, 'ask'>): Promise<void> {
  await house.ask('PUT', `/api/feeds/${hostFeed}`, {
    kind: 'host',
    host: { rotation: [{ host: 'lin', script: 'earphones-zh' }] },
  })
}

/** Until she could go on air; tells what is being done whenever that changes. */
export async function hostReady(
  house: Pick<HouseApi, 'ask'>,
  say: (sentence: string) => void,
  signal: AbortSignal,
): Promise<void> {
  const startedMs = performance.now()
  let said = ''
  for (;;) {
    signal.throwIfAborted()
    const { host } = (await house.ask('GET', `/api/feeds/${hostFeed}`)) as HostView
    if (host?.state !== undefined && host.state !== 'preparing') return
    const doing = host?.trouble || host?.doing || ''
    const work = doing.replace(/ \d+\/\d+$/, '')
    if (work !== said && work !== '') say(`${hostFeed}: ${work} …`)
    said = work
    if (performance.now() - startedMs > readyWithinMs)
      throw failed(`the host was not ready within ${readyWithinMs / 1_000} s: ${doing || host?.worker}`)
    await delay(250, undefined, { signal })
  }
}
