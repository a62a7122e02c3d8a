// Keeps the teleprompter's page on the tablet, so that it opens again while nobody answers. It never touches the API.
// What it keeps is one whole build at a time: a new one replaces the old only once all of it is here.
const prefix = 'changming-prompter-'
const withinMs = 4000
const home = new URL('./', self.location).href

self.addEventListener('install', () => self.skipWaiting())
self.addEventListener('activate', event => event.waitUntil(self.clients.claim()))

// The page says which files it was made of, once it runs.
self.addEventListener('message', event => {
  const { keep } = event.data ?? {}
  if (!Array.isArray(keep)) return
  const wanted = keep.filter(address => typeof address === 'string' && isAsset(new URL(address))).slice(0, 80)
  event.waitUntil(
    keepBuild(wanted).then(
      () => event.source?.postMessage({ isKept: true }),
      async () => event.source?.postMessage({ isKept: (await caches.match(home)) !== undefined }),
    ),
  )
})

async function keepBuild(addresses) {
  const page = await fetch(home, { cache: 'no-cache' })
  const text = await page.clone().text()
  // The page that runs must be the one that is served: else its files and this page do not belong together.
  const named = [...text.matchAll(/assets\/[\w.-]+/g)].map(([path]) => home + path)
  if (!page.ok || named.length === 0 || named.some(address => !addresses.includes(address)))
    throw new Error('another build is served than the one that runs')
  const name = `${prefix}${await digest(text)}`
  const cache = await caches.open(name)
  for (const address of addresses) {
    if ((await cache.match(address)) !== undefined) continue
    const answer = await fetch(address)
    if (!answer.ok) throw new Error(`${address} answered ${answer.status}`)
    await cache.put(address, answer)
  }
  await cache.put(home, page) // last: a build with its page in it is whole
  for (const other of await caches.keys()) if (other.startsWith(prefix) && other !== name) await caches.delete(other)
}

async function digest(text) {
  const bytes = new Uint8Array(await crypto.subtle.digest('SHA-256', new TextEncoder().encode(text)))
  return [...bytes.slice(0, 8)].map(byte => byte.toString(16).padStart(2, '0')).join('')
}

self.addEventListener('fetch', event => {
  const { request } = event
  const address = new URL(request.url)
  if (request.method !== 'GET' || address.origin !== self.location.origin) return
  const isHome = request.mode === 'navigate' && address.origin + address.pathname === home
  if (isHome) event.respondWith(pageFor(request))
  else if (isAsset(address)) event.respondWith(assetFor(request))
})

/** The newest page where somebody answers in time, else the one that was kept. */
async function pageFor(request) {
  const kept = await caches.match(home)
  const asked = fetch(request)
  if (kept === undefined) return asked
  try {
    const late = new Promise((_, reject) => setTimeout(() => reject(new Error('late')), withinMs))
    const answer = await Promise.race([asked, late])
    return answer.ok ? answer : kept
  } catch {
    asked.catch(() => {}) // nobody waits for it any more
    return kept
  }
}

/** Such files are named by their content: what was kept is what would be served. */
async function assetFor(request) {
  return (await caches.match(request.url)) ?? fetch(request)
}

function isAsset({ origin, href }) {
  return origin === self.location.origin && href.startsWith(home) && /^assets\/|^lamp\.svg$/.test(href.slice(home.length))
}
