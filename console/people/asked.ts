// A list that is asked for when a part of the page opens, every few seconds while it is open, and again after each command.
import { onScopeDispose, type Ref, ref, shallowRef } from 'vue'
import { ask, NotSignedIn, Unreachable } from '../live/ask.ts'
import { forgetSession } from '../live/session.ts'
import { shared } from '../shell/language.ts'

export type Asked<T> = {
  /** Null until it was answered once. */
  readonly value: Ref<T | null>
  readonly trouble: Ref<string>
  readonly again: () => Promise<void>
}

export function useAsked<T>(path: string, everyMs: number): Asked<T> {
  const value = shallowRef<T | null>(null) as Ref<T | null>
  const trouble = ref('')
  const again = async () => {
    try {
      value.value = (await ask('GET', path)) as T
      trouble.value = ''
    } catch (error) {
      if (error instanceof NotSignedIn) return forgetSession()
      trouble.value =
        error instanceof Unreachable ? shared.value.link.goneTitle : String((error as Error).message)
    }
  }
  void again()
  const timer = setInterval(() => void again(), everyMs)
  onScopeDispose(() => clearInterval(timer))
  return { value, trouble, again }
}
