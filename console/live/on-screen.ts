// Which of the desk's pictures may play: those that somebody can see, and never more than a machine plays well at once.
import { onScopeDispose, type Ref, shallowRef, watch } from 'vue'

/** Twelve pictures at once are what the desk promises to be cheap. */
const most = 12
/** So far below the edge a picture begins before it is seen. */
const early = '160px'

type Wanting = { readonly turn: Ref<boolean>; isSeen: boolean }

const wanting = new Map<Element, Wanting>()
let observer: IntersectionObserver | undefined

function look(entries: readonly IntersectionObserverEntry[]): void {
  for (const { target, isIntersecting } of entries) {
    const mine = wanting.get(target)
    if (mine !== undefined) mine.isSeen = isIntersecting
  }
  share()
}

function share(): void {
  let left = most
  for (const each of wanting.values()) each.turn.value = each.isSeen && left-- > 0
}

/** Whether it is this element's turn to play; until the calling component goes. */
export function turnOf(element: Readonly<Ref<Element | undefined>>): Readonly<Ref<boolean>> {
  const turn = shallowRef(false)
  observer ??= new IntersectionObserver(look, { rootMargin: early })
  const leave = (from: Element | undefined) => {
    if (from === undefined) return
    observer?.unobserve(from)
    wanting.delete(from)
    share()
  }
  watch(
    element,
    (now, before) => {
      leave(before)
      if (now === undefined) return
      wanting.set(now, { turn, isSeen: false })
      observer?.observe(now)
    },
    { flush: 'post' },
  )
  onScopeDispose(() => leave(element.value))
  return turn
}
