// Drills as they lie in the data folder: one folder each, with who runs it while it runs, and its scorecard afterwards.
import { randomBytes } from 'node:crypto'
import { existsSync, mkdirSync, readdirSync, readFileSync, renameSync, rmSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { isAlive, ownIdentity, type ProcessIdentity } from '#core/process-identity.ts'
import { type Scorecard, scorecardPage, unfinished } from '#monitoring'
import { orNoRoom } from '../no-room.ts'

export type Begun = {
  readonly id: string
  /** `schedule`, or who asked. */
  readonly by: string
  readonly beganMs: number
  readonly owner: ProcessIdentity
}

const names = { begun: 'begun.json', card: 'scorecard.json', page: 'scorecard.html' } as const
const kept = 24
/** What `newId` makes: nothing else leads into a folder. */
const idShape = /^\d{8}-\d{6}-[0-9a-f]{4}$/

export class DrillShelf {
  readonly #folder: string
  /** What was read once: a card is never changed. */
  readonly #cards = new Map<string, Scorecard>()

  constructor(dataFolder: string) {
    this.#folder = join(dataFolder, 'drills')
  }

  /** By its time, so that names sort by age. */
  static newId(wallMs: number): string {
    const time = new Date(wallMs).toISOString().slice(0, 19).replaceAll(/[-:]/g, '').replace('T', '-')
    return `${time}-${randomBytes(2).toString('hex')}`
  }

  folderOf(id: string): string {
    return join(this.#folder, id)
  }

  /** This process runs it from now on. Drills beyond the two dozen newest are forgotten. Throws a Failure where there is no room. */
  begin(begun: Omit<Begun, 'owner'>): void {
    const folder = this.folderOf(begun.id)
    try {
      mkdirSync(folder, { recursive: true, mode: 0o700 })
      this.#write(begun.id, names.begun, JSON.stringify({ ...begun, owner: ownIdentity() }))
    } catch (error) {
      rmSync(folder, { recursive: true, force: true })
      throw orNoRoom(error)
    }
    for (const old of this.#ids().slice(kept)) rmSync(this.folderOf(old), { recursive: true, force: true })
  }

  /** It is over; the page stands beside the numbers. */
  finish(card: Scorecard): void {
    this.#write(card.id, names.page, scorecardPage(card).html)
    this.#write(card.id, names.card, `${JSON.stringify(card, null, 2)}\n`)
  }

  /** Newest first. */
  cards(): Scorecard[] {
    const ids = this.#ids()
    for (const id of this.#cards.keys()) if (!ids.includes(id)) this.#cards.delete(id)
    return ids.flatMap(id => this.card(id) ?? [])
  }

  card(id: string): Scorecard | undefined {
    if (!idShape.test(id)) return undefined
    const card = this.#cards.get(id) ?? this.#read<Scorecard>(id, names.card)
    if (card !== undefined) this.#cards.set(id, card)
    return card
  }

  /** Those that have no card yet: running, or left without an end. */
  open(): (Begun & { readonly isRunning: boolean })[] {
    return this.#ids()
      .filter(id => !existsSync(join(this.folderOf(id), names.card)))
      .flatMap(id => this.#read<Begun>(id, names.begun) ?? [])
      .map(begun => ({ ...begun, isRunning: isAlive(begun.owner) }))
  }

  /** Gives a card to each that was left without an end, and returns these; but for one whose end somebody awaits. */
  settle(wallMs: number, awaited: string | null): Scorecard[] {
    const left = this.open().filter(({ id, isRunning }) => !isRunning && id !== awaited)
    const cards = left.map(begun => unfinished(begun, wallMs, 'whoever ran it ended before the drill did'))
    for (const card of cards) this.finish(card)
    return cards
  }

  #ids(): string[] {
    if (!existsSync(this.#folder)) return []
    return readdirSync(this.#folder)
      .filter(name => idShape.test(name))
      .toSorted()
      .reverse()
  }

  #read<T>(id: string, name: string): T | undefined {
    try {
      return JSON.parse(readFileSync(join(this.folderOf(id), name), 'utf8')) as T
    } catch {
      return undefined // there is none
    }
  }

  /** In one step: a reader sees the whole or nothing. */
  #write(id: string, name: string, text: string): void {
    const path = join(this.folderOf(id), name)
    writeFileSync(`${path}.new`, text, { mode: 0o600 })
    renameSync(`${path}.new`, path)
  }
}
