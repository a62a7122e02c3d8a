// Who is at the desk. The cookie is the browser's; the page knows name and role only.
import { computed, nextTick, shallowRef } from 'vue'
import { ask, NotSignedIn, Unreachable } from './ask.ts'
import type { Role, Visitor } from './types.ts'

/** Null while it is not known yet. */
export const isSignedIn = shallowRef<boolean | null>(null)
export const visitor = shallowRef<Visitor | null>(null)
/** A token that came with the address, for the form to try. */
export const offeredToken = shallowRef<string | null>(null)

const ranks: readonly Role[] = ['viewer', 'operator', 'admin']

export function may(role: Role): boolean {
  return visitor.value !== null && ranks.indexOf(visitor.value.role) >= ranks.indexOf(role)
}

/** Start, stop, cut: until control has said who this is, such buttons are not shown. */
export const mayAct = computed(() => may('operator'))

export function tokenIsOffered(): boolean {
  return new URLSearchParams(location.hash.slice(1)).has('token')
}

/** The token in the address, removed from it at once so that it is neither seen nor kept in history. */
function tokenInAddress(): string | null {
  const token = new URLSearchParams(location.hash.slice(1)).get('token')
  if (token !== null) history.replaceState(null, '', location.pathname + location.search)
  return token
}

/** Finds out whether the cookie is good. */
export async function openSession(): Promise<void> {
  const token = tokenInAddress()
  if (token !== null) {
    offeredToken.value = token
    isSignedIn.value = false
    return
  }
  try {
    // Asked first, so that a first visit is no error on anybody's console.
    const { hasSession } = (await ask('GET', 'api/sign-in')) as { hasSession: boolean }
    if (hasSession) visitor.value = (await ask('GET', 'api/session')) as Visitor
    isSignedIn.value = hasSession
  } catch (error) {
    // Control is away: the page says so and waits.
    isSignedIn.value = !(error instanceof NotSignedIn)
  }
}

/** Trades a token, or a name with its password, for the session's cookie. */
export async function signIn(credentials: Readonly<Record<string, string>>): Promise<void> {
  visitor.value = (await ask('POST', 'api/session', credentials)) as Visitor
  offeredToken.value = null
  isSignedIn.value = true
}

/** Learns the visitor once control answers again. */
export async function learnVisitor(): Promise<void> {
  visitor.value = (await ask('GET', 'api/session')) as Visitor
}

/** What was shown to whoever was here, a key that is shown once among it, goes with the page: the next one begins with a new page. */
export function forgetSession(): void {
  visitor.value = null
  isSignedIn.value = false
  location.reload()
}

/** `forget` drops what this browser keeps of the visitor, once no page can keep anything anew. */
export async function signOut(forget: () => void = () => {}): Promise<void> {
  isSignedIn.value = null // every page goes first, and closes its streams: control would break them off
  await nextTick()
  forget()
  try {
    await ask('DELETE', 'api/session')
  } catch (error) {
    // Control is away: there is no new page to be had, and the form says so.
    if (error instanceof Unreachable) {
      visitor.value = null
      isSignedIn.value = false
      return
    }
  }
  forgetSession()
}
