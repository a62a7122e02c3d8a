// The way out: at once, or, where scripts would be lost with it, after one question.
import { defineComponent, nextTick, ref } from 'vue'
import { signOut, visitor } from '../live/session.ts'
import { Unsaved } from '../scripts/unsaved.ts'
import { shared, useWords } from './language.ts'
import { hrefOf } from './router.ts'
import { frameWords } from './words.ts'

export const SignOut = defineComponent(() => {
  const words = useWords(frameWords)
  const unsaved = ref(0)
  const stay = ref<HTMLButtonElement>()
  const own = () => new Unsaved(visitor.value?.name ?? '')
  const out = async () => {
    unsaved.value = own().names().length
    if (unsaved.value === 0) return signOut()
    await nextTick()
    stay.value?.focus()
  }
  const forgetting = () => {
    const left = own()
    return signOut(() => left.forgetAll())
  }
  return () =>
    unsaved.value === 0 ? (
      <button type="button" onClick={() => void out()}>
        {shared.value.signIn.out}
      </button>
    ) : (
      <div class="sign-out" role="group" aria-label={shared.value.signIn.out}>
        <p>{words.value.unsaved(unsaved.value)}</p>
        <a class="button" href={hrefOf('scripts')} onClick={() => (unsaved.value = 0)}>
          {words.value.lookAtThem}
        </a>
        <button type="button" onClick={() => void forgetting()}>
          {words.value.signOutAll}
        </button>
        <button ref={stay} type="button" class="quiet" onClick={() => (unsaved.value = 0)}>
          {words.value.stay}
        </button>
      </div>
    )
})
