// Makes the page open again without a connection: a service worker that keeps this build, where the browser allows one.
import { ref } from 'vue'
import { addressOf } from '../live/ask.ts'

/** Whether a reload would work without control: being made ready, ready, or not possible here (no HTTPS). */
export type Readiness = 'preparing' | 'ready' | 'impossible'

export const readiness = ref<Readiness>('preparing')

let isBegun = false

/** Registers the worker, and tells it which files this page is made of, once all of them are here. */
export function prepareOffline(): void {
  if (isBegun) return
  isBegun = true
  const workers = navigator.serviceWorker as ServiceWorkerContainer | undefined // absent without HTTPS
  if (workers === undefined) {
    readiness.value = 'impossible'
    return
  }
  workers.addEventListener('message', event => {
    const { isKept } = event.data as { isKept?: boolean }
    if (isKept !== undefined) readiness.value = isKept ? 'ready' : 'preparing'
  })
  void begin(workers).catch(() => {
    // Control is away: a build that was kept before still is.
    readiness.value = workers.controller === null ? 'impossible' : 'ready'
  })
}

async function begin(workers: ServiceWorkerContainer): Promise<void> {
  await workers.register(addressOf('prompter-sw.js'), { updateViaCache: 'none' })
  const { active } = await workers.ready
  active?.postMessage({ keep: filesOfThisPage() })
}

/** Scripts and styles that were fetched for this page, and its icon. */
function filesOfThisPage(): string[] {
  const fetched = performance.getEntriesByType('resource').map(entry => entry.name)
  const linked = [
    ...document.querySelectorAll<HTMLLinkElement | HTMLScriptElement>('link[href], script[src]'),
  ]
  const named = linked.map(each => ('src' in each ? each.src : each.href))
  const home = addressOf('./')
  return [...new Set([...fetched, ...named])].filter(address =>
    /^(?:assets\/[^?#]+|lamp\.svg)$/.test(address.startsWith(home) ? address.slice(home.length) : ''),
  )
}
