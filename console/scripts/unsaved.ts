// Scripts that were typed and not saved, as this browser keeps them: each account's own, until saved, signed out of, or a month old.
import { drop, keep, kept, keptNames } from '../shell/kept.ts'
import type { Work } from './model.ts'

/** A script being worked on. `base`: the version it was made from, '' where it is new. */
export type Open = { readonly work: Work; readonly base: string; readonly saved: Work | null }

/** Where it is kept: the visitor's browser, unless a test says otherwise. */
export type Shelf = {
  names(beginning: string): readonly string[]
  read(name: string): string | null
  write(name: string, value: string): void
  drop(name: string): void
}
const browser: Shelf = { names: keptNames, read: kept, write: keep, drop }

const mostAgeMs = 30 * 24 * 3_600_000

export class Unsaved {
  readonly #beginning: string
  readonly #shelf: Shelf

  /** `who` is an account or token by its name: whoever else signs in here sees nothing of it. */
  constructor(who: string, shelf: Shelf = browser) {
    this.#beginning = `unsaved.${who}/` // no name holds a slash
    this.#shelf = shelf
  }

  /** Names of scripts. */
  names(): string[] {
    return this.#shelf.names(this.#beginning).map(name => name.slice(this.#beginning.length))
  }

  read(name: string): Open | null {
    const { work, base, saved } = entryIn(this.#shelf.read(this.#beginning + name))
    return Array.isArray(work?.segments) && Array.isArray(work.products)
      ? { work, base: base ?? '', saved: saved ?? null }
      : null
  }

  keep(open: Open, nowMs: number): void {
    this.#shelf.write(this.#beginning + open.work.name, JSON.stringify({ ...open, atMs: nowMs }))
  }

  forget(name: string): void {
    this.#shelf.drop(this.#beginning + name)
  }

  /** Who signs out on purpose leaves nothing behind. */
  forgetAll(): void {
    for (const name of this.names()) this.forget(name)
  }
}

/** What nobody came back for goes, whoever's it was. */
export function dropOld(nowMs: number, shelf: Shelf = browser): void {
  for (const name of shelf.names('unsaved.'))
    if (nowMs - (entryIn(shelf.read(name)).atMs ?? 0) > mostAgeMs) shelf.drop(name)
}

function entryIn(text: string | null): Partial<Open> & { readonly atMs?: number } {
  try {
    return (JSON.parse(text ?? '{}') ?? {}) as Partial<Open>
  } catch {
    return {} // not written by us
  }
}
