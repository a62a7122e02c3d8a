// Makes frames of backdrops, baked hosts and overlays, on a thread of its own, a few frames ahead of whoever takes them.
import { Worker } from 'node:worker_threads'
import { Failure } from '#core/failure.ts'
import type { FromThread, ToThread } from './compose-thread.ts'
import { type Cutout, cutoutBytes } from './cutout.ts'
import type { Piece, PictureMemory } from './picture-memory.ts'
import { checkPlan, type ComposePlan, frameBytes } from './plan.ts'

/** Frames painted ahead: enough to cover a pipe that is slow for a moment. */
const ringFrames = 3
/** Of the label's pixels at least this share is as good as opaque: else nobody could read it. */
const labelInkShare = 0.02
const inkAlpha = 192

type Composition = {
  painted: number
  failure: Failure | undefined
  hasEnded: boolean
  /** Wakes whoever waits for the next word of the thread. */
  wake: () => void
}

export class Composer {
  readonly #memory: PictureMemory
  readonly #going = new Map<number, Composition>()
  #thread: Worker | undefined
  #lastId = 0
  #closing: Promise<void> | undefined

  /** Hosts, backdrops and cutouts that plans name lie in `memory`. The thread starts with the first composition. */
  constructor(memory: PictureMemory) {
    this.#memory = memory
  }

  /**
   * The frames of a plan as I420, in order; each is valid until the next is asked for. What the plan names must stay where it is
   * until the last frame is taken or the iteration is left. Throws `avatar/bad-plan` for a plan that cannot be composed,
   * `avatar/no-picture-memory` where there is no room, `avatar/composer-died` when its thread ended; rejects with the signal's
   * reason when aborted.
   */
  async *compose(plan: ComposePlan, signal: AbortSignal): AsyncGenerator<Uint8Array, void, undefined> {
    signal.throwIfAborted()
    if (this.#closing !== undefined) throw died('it was closed')
    checkPlan(plan)
    checkInk(this.#memory, plan.label.cutout)
    const bytes = frameBytes(plan)
    const pieces: Piece[] = []
    try {
      for (let i = 0; i < ringFrames; i++) pieces.push(this.#memory.take(bytes))
      const scratch = this.#memory.take(scratchBytes(plan))
      pieces.push(scratch)
      yield* this.#frames(plan, pieces.slice(0, ringFrames), scratch.address, signal)
    } finally {
      for (const piece of pieces) this.#memory.free(piece)
    }
  }

  async *#frames(
    plan: ComposePlan,
    ring: readonly Piece[],
    scratchAddress: number,
    signal: AbortSignal,
  ): AsyncGenerator<Uint8Array, void, undefined> {
    const id = ++this.#lastId
    const composition: Composition = { painted: 0, failure: undefined, hasEnded: false, wake: () => {} }
    const places = ring.map(piece => this.#memory.view(piece, frameBytes(plan)))
    this.#going.set(id, composition)
    const onAbort = () => composition.wake()
    signal.addEventListener('abort', onAbort)
    const thread = (this.#thread ??= this.#open())
    thread.ref() // while it has something to do
    const tell = (message: ToThread) => thread.postMessage(message)
    try {
      tell({ kind: 'begin', id, plan, ring: ring.map(({ address }) => address), scratchAddress })
      for (let picture = 0; picture < plan.motion.length; picture++) {
        await told(composition, () => composition.painted > picture || signal.aborted)
        signal.throwIfAborted()
        yield places[picture % ringFrames] as Uint8Array
        tell({ kind: 'taken', id })
      }
    } finally {
      signal.removeEventListener('abort', onAbort)
      if (composition.failure === undefined || this.#thread === thread) tell({ kind: 'end', id })
      // A thread that has ended touches nothing more either.
      await told(composition, () => composition.hasEnded).catch(() => {})
      this.#going.delete(id)
      if (this.#going.size === 0) thread.unref() // it keeps nobody from ending
    }
  }

  #open(): Worker {
    const thread = new Worker(new URL('./compose-thread.ts', import.meta.url), {
      workerData: { memory: this.#memory.memory },
      resourceLimits: { maxYoungGenerationSizeMb: 4 },
    })
    let why = 'it ended'
    thread.on('message', (message: FromThread) => this.#hear(message))
    thread.on('error', error => (why = error.message))
    thread.on('exit', () => {
      if (this.#thread === thread) this.#thread = undefined
      for (const composition of this.#going.values()) fail(composition, why)
    })
    return thread
  }

  #hear(message: FromThread): void {
    const composition = this.#going.get(message.id)
    if (composition === undefined) return
    if (message.kind === 'painted') composition.painted++
    else if (message.kind === 'ended') composition.hasEnded = true
    else composition.failure ??= died(message.why)
    composition.wake()
  }

  /** Ends the thread; compositions that are going on fail with `avatar/composer-died`. */
  close(): Promise<void> {
    return (this.#closing ??= (async () => {
      await this.#thread?.terminate()
    })())
  }

  [Symbol.asyncDispose](): Promise<void> {
    return this.close()
  }
}

/** Resolves once `isSo`, rejects when the composition fails. */
async function told(composition: Composition, isSo: () => boolean): Promise<void> {
  while (!isSo()) {
    if (composition.failure !== undefined) throw composition.failure
    await new Promise<void>(resolve => (composition.wake = resolve))
  }
}

function fail(composition: Composition, why: string): void {
  composition.failure ??= died(why)
  composition.hasEnded = true
  composition.wake()
}

function died(why: string): Failure {
  return new Failure('avatar/composer-died', `frames are composed no more: ${why}`, {
    fault: 'ours',
    remedy: 'retry',
  })
}

function scratchBytes({ motion }: ComposePlan): number {
  const boxes = [...new Set(motion.map(frame => frame.mouths))].flatMap(mouths => Object.values(mouths))
  return Math.max(...boxes.map(box => cutoutBytes(box.widthPx, box.heightPx, true)))
}

/** Throws where a label is so faint that it is none. */
function checkInk(memory: PictureMemory, { address, widthPx, heightPx, hasAlpha }: Cutout): void {
  if (!hasAlpha) return
  const pixels = widthPx * heightPx
  const alpha = memory.view({ address: address + (pixels * 3) / 2, bytes: pixels })
  const ink = alpha.reduce((count, a) => count + (a >= inkAlpha ? 1 : 0), 0)
  if (ink >= pixels * labelInkShare) return
  const message = 'the label is too faint to be read: draw its words opaque'
  throw new Failure('avatar/bad-plan', message, { fault: 'ours', remedy: 'stop' })
}
