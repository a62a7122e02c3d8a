// A drill that control started: the order is the first line of its input, what comes later is who took notice; the end of it is the end of the drill.
import { createInterface } from 'node:readline'
import type { Receiver } from './paging.ts'

export type Order = {
  readonly id: string
  readonly by: string
  readonly data: string
  readonly config: Readonly<Record<string, unknown>>
  readonly page: Receiver | null
}

export type Parent = {
  readonly order: Order
  /** Hears who took notice. */
  onAcknowledged(hear: (by: string) => void): void
}

const orderWithinMs = 10_000

/** `onGone`: nobody stands behind us any more. Throws where no order comes. */
export async function hearParent(onGone: () => void): Promise<Parent> {
  const lines = createInterface({ input: process.stdin })
  let hear: ((by: string) => void) | undefined
  const order = Promise.withResolvers<Order>()
  const timer = setTimeout(() => order.reject(new Error('no order came')), orderWithinMs)
  lines.once('line', text => {
    order.resolve(JSON.parse(text) as Order)
    lines.on('line', line => {
      const by = /^acknowledged by (.+)$/.exec(line)?.[1]
      if (by !== undefined) hear?.(by)
    })
  })
  lines.once('close', () => {
    order.reject(new Error('no order came'))
    onGone()
  })
  try {
    return { order: await order.promise, onAcknowledged: each => (hear = each) }
  } finally {
    clearTimeout(timer)
  }
}
