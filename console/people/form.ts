// What every form here needs: one try at a time, and what was wrong with which field.
import { ref, shallowRef } from 'vue'
import { Refused, Unreachable } from '../live/ask.ts'
import { shared } from '../shell/language.ts'

/** Runs a command; faults of fields are kept by name, everything else in `trouble`. */
export function useForm() {
  const isBusy = ref(false)
  const trouble = ref('')
  const faults = shallowRef<Readonly<Record<string, string>>>({})
  const tell = (found: Readonly<Record<string, string>>) => {
    faults.value = found
    return Object.keys(found).length === 0
  }
  const run = async (work: () => Promise<unknown>): Promise<boolean> => {
    if (isBusy.value) return false
    isBusy.value = true
    trouble.value = ''
    faults.value = {}
    try {
      await work()
      return true
    } catch (error) {
      if (error instanceof Refused && error.fields.length > 0)
        tell(Object.fromEntries(error.fields.map(({ field, detail }) => [field, detail])))
      else trouble.value = error instanceof Unreachable ? shared.value.link.goneTitle : messageOf(error)
      return false
    } finally {
      isBusy.value = false
    }
  }
  return { isBusy, trouble, faults, tell, run }
}

function messageOf(error: unknown): string {
  return error instanceof Error ? error.message : String(error)
}
