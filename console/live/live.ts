// What control last said, for every page at once: one watch per desk, however many pages look.
import { computed, onScopeDispose, shallowRef } from 'vue'
import { forgetSession, learnVisitor, visitor } from './session.ts'
import type { Broadcast, HouseEvent } from './types.ts'
import { type View, Watch } from './watch.ts'

export const view = shallowRef<View>({
  broadcasts: null,
  feeds: null,
  events: [],
  incidents: [],
  drills: null,
  silentMs: 0,
})

/** Control does not answer: what is shown is old, and nothing can be commanded. */
export const isOld = computed(() => view.value.silentMs > 0)

const listeners = new Set<(event: HouseEvent) => void>()
let watch: Watch | undefined

/** Begins to watch, until the calling component goes. */
export function watchControl(): void {
  watch?.close()
  const mine = new Watch({
    view: seen => {
      view.value = seen
      if (visitor.value === null && seen.silentMs === 0) void learnVisitor().catch(() => {})
    },
    event: event => {
      for (const hear of listeners) hear(event)
      dispatchEvent(new CustomEvent('changming-event', { detail: event })) // the benchmark counts them
    },
    signedOut: forgetSession,
  })
  watch = mine
  mine.start()
  onScopeDispose(() => mine.close())
}

/** Looks now, e.g. after a button. */
export function lookNow(): void {
  watch?.lookNow()
}

/** Hears every event, once and in order, until the calling component goes. */
export function onEvent(hear: (event: HouseEvent) => void): void {
  listeners.add(hear)
  onScopeDispose(() => listeners.delete(hear))
}

/** One broadcast by name; undefined while nothing is known of it. */
export function broadcastCalled(name: string): Broadcast | undefined {
  return view.value.broadcasts?.find(each => each.name === name)
}
