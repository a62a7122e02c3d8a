// The editor's state: which script is open, what is not saved, what the gate says, and who else changed it.
import { computed, onScopeDispose, ref, shallowRef, watch } from 'vue'
import { ask, Refused } from '../live/ask.ts'
import { isOld, onEvent } from '../live/live.ts'
import { mayAct, visitor } from '../live/session.ts'
import { language } from '../shell/language.ts'
import { keep, kept } from '../shell/kept.ts'
import { emptyWork, freeName, isSameWork, scriptOf, type Work, workOf } from './model.ts'
import { dropOld, type Open, Unsaved } from './unsaved.ts'
import type { Refusal } from '../prompter/types.ts'

export type Known = {
  readonly name: string
  readonly script: unknown
  readonly isSample: boolean
  readonly version: string
}

export type CheckedLine = {
  readonly written: string
  readonly text: string
  readonly spokenMs: number
  readonly refusals: readonly Refusal[]
  readonly mistake: { readonly en: string; readonly zh: string } | null
}
export type Check = {
  readonly mistakes: readonly { readonly field: string; readonly detail: string }[]
  readonly segments: readonly { readonly spokenMs: number; readonly lines: readonly CheckedLine[] }[]
  readonly spokenMs: number
}

const checkAfterMs = 350
const keepAfterMs = 400

/** What this visitor typed here and did not save. */
const unsaved = () => new Unsaved(visitor.value?.name ?? '')

export function useScripts() {
  dropOld(Date.now())
  const known = shallowRef<readonly Known[] | null>(null)
  const canDraft = ref(false)
  const open = shallowRef<Open | null>(null)
  const check = shallowRef<Check | null>(null)
  const cannotCheck = ref(false)
  const theirs = shallowRef<Known | null>(null)
  const trouble = ref('')
  const wasRestored = ref(false)

  const own = computed(() => (known.value ?? []).filter(each => !each.isSample))
  const taken = () => [...(known.value ?? []).map(each => each.name), ...unsaved().names()]
  const isChanged = computed(() => {
    const now = open.value
    return now !== null && (now.saved === null || !isSameWork(now.work, now.saved))
  })

  const load = async () => {
    try {
      const said = (await ask('GET', 'api/scripts')) as { scripts: Known[]; canDraft: boolean }
      known.value = said.scripts
      canDraft.value = said.canDraft
      trouble.value = ''
    } catch (error) {
      trouble.value = error instanceof Refused ? error.message : ''
    }
  }

  const show = (name: string) => {
    theirs.value = null
    check.value = null
    const script = own.value.find(each => each.name === name)
    const saved = script === undefined ? null : workOf(script.script, name)
    const remembered = unsaved().read(name)
    wasRestored.value = remembered !== null && (saved === null || !isSameWork(remembered.work, saved))
    if (remembered !== null && wasRestored.value) {
      open.value = { ...remembered, saved: remembered.base === script?.version ? saved : remembered.saved }
      if (script !== undefined && remembered.base !== script.version) theirs.value = script
    } else open.value = saved === null ? null : { work: saved, base: script?.version ?? '', saved }
    if (open.value === null) return
    keep('scripts.open', name)
  }
  const begin = (work: Work) => {
    open.value = { work, base: '', saved: null }
    theirs.value = null
    wasRestored.value = false
    check.value = null
    unsaved().keep(open.value, Date.now())
    keep('scripts.open', work.name)
  }
  const change = (work: Work) => {
    if (open.value !== null) open.value = { ...open.value, work }
  }

  /** Saves what is open; where somebody else was first, shows theirs and keeps both. */
  const save = async (over: 'theirs' | null = null) => {
    const now = open.value
    if (now === null) return
    const { name } = now.work
    const base = over === 'theirs' ? (theirs.value?.version ?? '') : now.base
    try {
      const path = `api/scripts/${encodeURIComponent(name)}?version=${encodeURIComponent(base)}`
      const said = (await ask('PUT', path, scriptOf(now.work))) as Known
      unsaved().forget(name)
      theirs.value = null
      wasRestored.value = false
      open.value = { work: open.value?.work ?? now.work, base: said.version, saved: now.work }
      await load()
    } catch (error) {
      if (!(error instanceof Refused) || error.code !== 'control/changed') throw error
      await load()
      theirs.value = own.value.find(each => each.name === name) ?? null
      if (theirs.value === null) open.value = { ...now, base: '', saved: null } // it was deleted: saved anew
      throw error
    }
  }

  const takeTheirs = () => {
    const name = open.value?.work.name ?? ''
    unsaved().forget(name)
    show(name)
  }
  const copyOf = (work: Work, title: string): void =>
    begin({ ...work, title, name: freeName(work.name, 'script', taken()) })
  const remove = async () => {
    const name = open.value?.work.name ?? ''
    if (own.value.some(each => each.name === name))
      await ask('DELETE', `api/scripts/${encodeURIComponent(name)}`)
    unsaved().forget(name)
    open.value = null
    await load()
  }

  useCheck(open, check, cannotCheck)
  useRemembering(open, isChanged)
  onEvent(async ({ kind, detail }) => {
    if (!kind.startsWith('script-')) return
    await load()
    const now = open.value
    const script = own.value.find(each => each.name === detail.script)
    if (now === null || detail.script !== now.work.name || script === undefined) return
    if (script.version === now.base) return
    if (!isChanged.value) show(now.work.name)
    else theirs.value = script
  })
  void load().then(() => {
    const last = kept('scripts.open')
    if (last !== null && open.value === null) show(last)
  })
  watch(isOld, away => {
    if (!away) void load()
  })

  return {
    known,
    own,
    samples: computed(() => (known.value ?? []).filter(each => each.isSample)),
    canDraft,
    open,
    check,
    cannotCheck,
    theirs,
    trouble,
    wasRestored,
    isChanged,
    /** Begun here and never saved. */
    fresh: computed(() => {
      void open.value // they are looked up anew whenever something is opened, saved or deleted
      return unsaved()
        .names()
        .filter(name => own.value.every(each => each.name !== name))
    }),
    show,
    begin,
    change,
    save,
    takeTheirs,
    copyOf,
    remove,
    makeNew: () => begin(emptyWork(taken(), language.value)),
    taken,
  }
}

export type ScriptDesk = ReturnType<typeof useScripts>

/** What the gate says, a moment after the last key; again once control answers. */
function useCheck(
  open: { readonly value: Open | null },
  check: { value: Check | null },
  cannotCheck: { value: boolean },
): void {
  let timer: ReturnType<typeof setTimeout> | undefined
  let asking = new AbortController()
  const later = () => {
    clearTimeout(timer)
    timer = setTimeout(() => void look(), checkAfterMs)
  }
  const look = async () => {
    const work = open.value?.work
    if (work === undefined || !mayAct.value) return
    asking.abort()
    asking = new AbortController()
    const { signal } = asking
    try {
      const said = await ask('POST', 'api/scripts/check', { script: scriptOf(work) }, { signal })
      check.value = said as Check
      cannotCheck.value = false
    } catch {
      if (!signal.aborted) cannotCheck.value = true // told beside the script; the next key or answer asks again
    }
  }
  watch([() => open.value?.work, isOld, mayAct], later, { immediate: true })
  onScopeDispose(() => {
    clearTimeout(timer)
    asking.abort()
  })
}

/** Nothing that was typed is lost with the page. */
function useRemembering(open: { readonly value: Open | null }, isChanged: { readonly value: boolean }): void {
  let timer: ReturnType<typeof setTimeout> | undefined
  const now = () => {
    clearTimeout(timer)
    if (open.value === null) return
    if (isChanged.value) unsaved().keep(open.value, Date.now())
    else unsaved().forget(open.value.work.name)
  }
  watch(
    () => open.value,
    (after, before) => {
      clearTimeout(timer)
      if (before != null && after?.work.name !== before.work.name) return
      timer = setTimeout(now, keepAfterMs)
    },
  )
  addEventListener('pagehide', now)
  onScopeDispose(() => {
    now()
    removeEventListener('pagehide', now)
  })
}
