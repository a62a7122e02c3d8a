// The thread that paints: a few frames ahead of whoever takes them, for every composition that is going on.
import { parentPort, workerData } from 'node:worker_threads'
import { messageOf } from '#core/failure.ts'
import { openBlend } from './blend.ts'
import { FramePainter } from './frame-painter.ts'
import type { ComposePlan } from './plan.ts'

export type ToThread =
  | {
      readonly kind: 'begin'
      readonly id: number
      readonly plan: ComposePlan
      /** Addresses of the places that frames are painted into, round and round. */
      readonly ring: readonly number[]
      readonly scratchAddress: number
    }
  /** One place has been read. */
  | { readonly kind: 'taken'; readonly id: number }
  /** Nothing more is painted, and nothing of this composition touched, once the answer is there. */
  | { readonly kind: 'end'; readonly id: number }

export type FromThread =
  | { readonly kind: 'painted'; readonly id: number }
  | { readonly kind: 'failed'; readonly id: number; readonly why: string }
  | { readonly kind: 'ended'; readonly id: number }

type Going = {
  readonly painter: FramePainter
  readonly ring: readonly number[]
  readonly count: number
  picture: number
  free: number
}

const port = parentPort
const going = new Map<number, Going>()
const blend = openBlend((workerData as { memory: WebAssembly.Memory }).memory)
const say = (message: FromThread) => port?.postMessage(message)

port?.on('message', (message: ToThread) => {
  try {
    hear(message)
  } catch (error) {
    say({ kind: 'failed', id: message.id, why: messageOf(error) })
  }
})

function hear(message: ToThread): void {
  switch (message.kind) {
    case 'begin': {
      const { id, plan, ring, scratchAddress } = message
      const painter = new FramePainter(plan, blend, scratchAddress)
      going.set(id, { painter, ring, count: plan.motion.length, picture: 0, free: ring.length })
      return paintFree(id)
    }
    case 'taken': {
      const composition = going.get(message.id)
      if (composition !== undefined) composition.free++
      return paintFree(message.id)
    }
    case 'end':
      going.delete(message.id)
      return say({ kind: 'ended', id: message.id })
    default:
      return message satisfies never
  }
}

function paintFree(id: number): void {
  const composition = going.get(id)
  if (composition === undefined) return
  const { painter, ring, count } = composition
  while (composition.free > 0 && composition.picture < count) {
    painter.paint(ring[composition.picture % ring.length] as number, composition.picture)
    composition.free--
    composition.picture++
    say({ kind: 'painted', id })
  }
}
