// Where the desk is: the part of the address after `#`, which no server sees, so the desk lives under any path.
import { computed, ref } from 'vue'
import { type PageName, type Route, routes } from '../routes.ts'

export type Place = { readonly route: Route; readonly params: Readonly<Record<string, string>> }

const hash = ref(location.hash)
addEventListener('hashchange', () => {
  hash.value = location.hash
})

/** The page the address names; Tonight where it names none. */
export const place = computed<Place>(() => placeOf(hash.value))

export function placeOf(address: string): Place {
  const path = (address.replace(/^#/, '').split('?')[0] ?? '').replace(/(?<=.)\/$/, '') || '/'
  for (const route of routes) {
    const params = matched(route.path, path)
    if (params !== null) return { route, params }
  }
  return { route: routes[0] as Route, params: {} }
}

function matched(pattern: string, path: string): Record<string, string> | null {
  const names: string[] = []
  const source = pattern.replaceAll(/\{([a-z]+)\}/g, (_, name: string) => {
    names.push(name)
    return '([^/]+)'
  })
  const found = new RegExp(`^${source}$`).exec(path)
  if (found === null) return null
  return Object.fromEntries(names.map((name, i) => [name, decoded(found[i + 1] ?? '')]))
}

function decoded(part: string): string {
  try {
    return decodeURIComponent(part)
  } catch {
    return part // as it was written
  }
}

/** The address of a page: for links. `query` is read back with `queryOf`. */
export function hrefOf(
  name: PageName,
  params: Readonly<Record<string, string>> = {},
  query: Readonly<Record<string, string>> = {},
): string {
  const route = routes.find(each => each.name === name)
  const path = (route?.path ?? '/').replaceAll(/\{([a-z]+)\}/g, (_, part: string) =>
    encodeURIComponent(params[part] ?? ''),
  )
  const asked = new URLSearchParams(query).toString()
  return `#${path}${asked === '' ? '' : `?${asked}`}`
}

export function go(name: PageName, params: Readonly<Record<string, string>> = {}): void {
  location.hash = hrefOf(name, params)
}

/** What stands behind `?` in the desk's own address. */
export const query = computed(() => new URLSearchParams(hash.value.split('?')[1] ?? ''))
