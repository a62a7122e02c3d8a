// A teleprompter, kept alike with control: asked at every event, anew after a break, and told what the host did meanwhile.
import { computed, onScopeDispose, ref, shallowRef, watch } from 'vue'
import { ask, Refused } from '../live/ask.ts'
import { isOld, onEvent } from '../live/live.ts'
import { keep, kept as keptText } from '../shell/kept.ts'
import { confirmed, displayed, heard, type Kept, moved, outbox, placeOf, readKept } from './keeping.ts'
import { openCues, stepsOf } from './place.ts'
import type { Cue, Place, Prompter } from './types.ts'

const askEveryMs = 8_000
const againMs = 1_500
/** A host who scrolls tells no oftener. */
const tellEveryMs = 700

/** `isTablet`: it shows the text to a host, is counted as such, and keeps all it needs on this device. */
export function usePrompter(broadcast: string, isTablet: boolean) {
  const store = `prompter.${broadcast}`
  const held = shallowRef<Kept>(readKept(isTablet ? keptText(store) : null))
  const clock = useClock(store, isTablet)
  const trouble = ref('')
  const isAway = ref(false)
  const link = new Link(broadcast, isTablet, {
    kept: () => held.value,
    take: (answer, askedMs) => {
      clock.learn(answer.nowMs, (askedMs + Date.now()) / 2)
      held.value = heard(held.value, answer, askedMs)
    },
    say: (sentence, away) => {
      trouble.value = sentence
      isAway.value = away
    },
  })
  onScopeDispose(() => link.close())
  if (isTablet) watch(held, () => keep(store, JSON.stringify(held.value)), { flush: 'post' })
  onEvent(({ id, broadcast: of, kind, detail }) => {
    const isOurs = of === broadcast && /^(?:prompter|cue)-/.test(kind)
    const isScript = /^script-/.test(kind) && detail.script === held.value.prompter?.script
    if ((isOurs || isScript) && Number(id) > (held.value.prompter?.asOf ?? 0)) link.hurry()
  })
  watch(isOld, () => link.hurry())
  const steps = computed(() => stepsOf(held.value.prompter?.segments ?? []))
  const change = (after: Kept) => {
    if (after === held.value) return
    held.value = after
    link.tell()
  }
  return {
    prompter: computed(() => held.value.prompter),
    steps,
    place: computed(() => placeOf(held.value)),
    cues: computed<Cue[]>(() =>
      openCues(held.value.prompter?.cues ?? [], clock.now(), new Set(held.value.seen)),
    ),
    /** Control does not answer: what is shown is what was last known. */
    isOffline: computed(() => isAway.value || isOld.value),
    /** Something here has not reached control yet. */
    isWaiting: computed(() => held.value.own !== null || held.value.seen.length > 0),
    trouble,
    nowMs: computed(clock.now),
    move: (place: Place) => change(moved(held.value, place, Date.now())),
    confirm: (id: number) => change(confirmed(held.value, id)),
    show: (ids: readonly number[]) => change(displayed(held.value, ids)),
    take: (answer: Prompter) => link.take(answer, Date.now()),
    lookNow: () => link.hurry(),
  }
}

export type PrompterLink = ReturnType<typeof usePrompter>

/** Control's clock, as far as it is known: a tablet's own may be minutes off. */
function useClock(store: string, isTablet: boolean) {
  const aheadMs = ref(isTablet ? Number(keptText(`${store}.clock`) ?? 0) || 0 : 0)
  const wallMs = ref(Date.now())
  const timer = setInterval(() => {
    wallMs.value = Date.now()
  }, 500)
  onScopeDispose(() => clearInterval(timer))
  return {
    now: () => wallMs.value + aheadMs.value,
    learn: (controlMs: number, atMs: number) => {
      aheadMs.value = controlMs - atMs
      if (isTablet) keep(`${store}.clock`, String(Math.round(aheadMs.value)))
    },
  }
}

type Ears = {
  kept(): Kept
  take(answer: Prompter, askedMs: number): void
  say(sentence: string, away: boolean): void
}

/** One question at a time, and never given up. */
class Link {
  readonly #path: string
  readonly #query: string
  readonly #ears: Ears
  #timer: ReturnType<typeof setTimeout> | undefined
  #dueMs = Infinity
  #isBusy = false
  #isClosed = false
  #toldMs = 0

  constructor(broadcast: string, isTablet: boolean, ears: Ears) {
    this.#path = `api/broadcasts/${encodeURIComponent(broadcast)}/prompter`
    this.#query = isTablet ? `?tablet=${tabletName()}` : ''
    this.#ears = ears
    this.#due(0)
  }

  close(): void {
    this.#isClosed = true
    clearTimeout(this.#timer)
  }

  hurry(): void {
    this.#due(30)
  }

  /** There is something to tell. */
  tell(): void {
    this.#due(Math.max(30, tellEveryMs - (performance.now() - this.#toldMs)))
  }

  /** `askedMs`: when it was asked for. What the host did since is newer than any answer. */
  take(answer: Prompter, askedMs: number): void {
    this.#ears.take(answer, askedMs)
  }

  #due(inMs: number): void {
    const atMs = performance.now() + inMs
    if (this.#isClosed || atMs >= this.#dueMs) return
    this.#dueMs = atMs
    clearTimeout(this.#timer)
    this.#timer = setTimeout(() => void this.#round(), inMs)
  }

  async #round(): Promise<void> {
    this.#dueMs = Infinity
    if (this.#isBusy || this.#isClosed) return
    this.#isBusy = true
    let nextMs = askEveryMs
    try {
      const hasTold = await this.#tellAll()
      const askedMs = Date.now()
      if (!hasTold) this.take((await ask('GET', this.#path + this.#query)) as Prompter, askedMs)
      this.#ears.say('', false)
    } catch (error) {
      if (error instanceof Refused) this.#ears.say(error.message, false)
      else this.#ears.say('', true)
      nextMs = againMs
    }
    this.#isBusy = false
    const waits = outbox(this.#ears.kept(), Date.now())
    const hasMore = waits.move !== null || waits.shown.length + waits.seen.length > 0
    this.#due(hasMore ? Math.min(nextMs, tellEveryMs) : nextMs)
  }

  /** Tells what waits; whether the answers told how things are. */
  async #tellAll(): Promise<boolean> {
    const { move, shown, seen } = outbox(this.#ears.kept(), Date.now())
    const marks = [...shown.map(id => [id, 'shown'] as const), ...seen.map(id => [id, 'seen'] as const)]
    for (const [id, what] of marks) {
      await ask('POST', `${this.#path}/cues/${id}/${what}`).catch((error: unknown) => {
        if (!(error instanceof Refused) || error.status !== 404) throw error // forgotten meanwhile: nothing to tell
      })
    }
    if (move === null) return false
    this.#toldMs = performance.now()
    const askedMs = Date.now()
    const answer = (await ask('POST', `${this.#path}/line`, move)) as { prompter: Prompter }
    this.take(answer.prompter, askedMs)
    return marks.length === 0
  }
}

/** This device's own name, so that control can count tablets. */
function tabletName(): string {
  const known = keptText('tablet')
  if (known !== null) return known
  const made = Array.from(crypto.getRandomValues(new Uint8Array(12)), each => each.toString(16)).join('')
  keep('tablet', made)
  return made
}
