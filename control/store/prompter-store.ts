// The teleprompter of each broadcast: its script, the line to say now, when the show shall end, and the desk's cue cards.
import type { Database, Row } from '#core/database.ts'

export const cueKinds = ['note', 'product', 'stock', 'time', 'urgent'] as const
export type CueKind = (typeof cueKinds)[number]
export const readingModes = ['hand', 'pace'] as const

/** Where the host is. */
export type Place = {
  readonly segment: string
  readonly sentence: number
  /** The sentence as it was written, to find it again when the script was changed meanwhile. */
  readonly text: string
  readonly mode: (typeof readingModes)[number]
}

export type StoredPrompter = {
  readonly script: string | null
  readonly plannedEndMs: number | null
  /** Counts the script's and the place's changes. */
  readonly version: number
  readonly place: Place | null
  /** When the host moved there, which may be long before we heard of it. */
  readonly movedMs: number
}

export type StoredCue = {
  readonly id: number
  readonly kind: CueKind
  readonly text: string
  readonly sentMs: number
  readonly sentBy: string
  /** It goes by itself then; null: it stays until it is confirmed. */
  readonly untilMs: number | null
  /** A tablet has it on its screen since. */
  readonly shownMs: number | null
  /** The host confirmed it. */
  readonly seenMs: number | null
  readonly withdrawnMs: number | null
}

const keptCues = 50
const none: StoredPrompter = { script: null, plannedEndMs: null, version: 0, place: null, movedMs: 0 }

export class PrompterStore {
  readonly #database: Database

  constructor(database: Database) {
    this.#database = database
  }

  of(broadcast: string): StoredPrompter {
    const row = this.#database.get('select * from prompters where broadcast = ?', broadcast)
    return row === undefined ? none : prompterOf(row)
  }

  put(broadcast: string, { script, plannedEndMs, version, place, movedMs }: StoredPrompter): void {
    this.#database.run(
      `insert into prompters(broadcast, script, planned_end_ms, version, place, moved_ms) values (?, ?, ?, ?, ?, ?)
       on conflict(broadcast) do update set script = excluded.script, planned_end_ms = excluded.planned_end_ms,
         version = excluded.version, place = excluded.place, moved_ms = excluded.moved_ms`,
      broadcast,
      script,
      plannedEndMs === null ? null : Math.round(plannedEndMs),
      version,
      place === null ? null : JSON.stringify(place),
      Math.round(movedMs),
    )
  }

  /** Which broadcasts' hosts read a script. */
  readersOf(script: string): string[] {
    return this.#database
      .all('select broadcast from prompters where script = ? order by broadcast', script)
      .map(row => String(row.broadcast))
  }

  /** Newest first. */
  cues(broadcast: string): StoredCue[] {
    return this.#database
      .all('select * from cues where broadcast = ? order by id desc limit ?', broadcast, keptCues)
      .map(cueOf)
  }

  cue(broadcast: string, id: number): StoredCue | undefined {
    const row = this.#database.get('select * from cues where broadcast = ? and id = ?', broadcast, id)
    return row === undefined ? undefined : cueOf(row)
  }

  /** Keeps a card; the oldest beyond those kept are forgotten. */
  addCue(
    broadcast: string,
    {
      kind,
      text,
      sentMs,
      sentBy,
      untilMs,
    }: Pick<StoredCue, 'kind' | 'text' | 'sentMs' | 'sentBy' | 'untilMs'>,
  ): void {
    this.#database.run(
      'insert into cues(broadcast, kind, text, sent_ms, sent_by, until_ms) values (?, ?, ?, ?, ?, ?)',
      broadcast,
      kind,
      text,
      Math.round(sentMs),
      sentBy,
      untilMs === null ? null : Math.round(untilMs),
    )
    this.#database.run(
      'delete from cues where broadcast = ?1 and id not in (select id from cues where broadcast = ?1 order by id desc limit ?2)',
      broadcast,
      keptCues,
    )
  }

  /** The id that the next card will have. */
  nextCueId(): number {
    const row = this.#database.get("select seq from sqlite_sequence where name = 'cues'")
    return Number(row?.seq ?? 0) + 1
  }

  markCue(id: number, what: 'shown' | 'seen' | 'withdrawn', atMs: number): void {
    this.#database.run(
      `update cues set ${what}_ms = ? where id = ? and ${what}_ms is null`,
      Math.round(atMs),
      id,
    )
  }
}

function prompterOf(row: Row): StoredPrompter {
  return {
    script: row.script === null ? null : String(row.script),
    plannedEndMs: numberOrNull(row.planned_end_ms),
    version: Number(row.version),
    place: row.place === null ? null : JSON.parse(String(row.place)),
    movedMs: Number(row.moved_ms),
  }
}

function cueOf(row: Row): StoredCue {
  return {
    id: Number(row.id),
    kind: cueKinds.find(each => each === row.kind) ?? 'note',
    text: String(row.text),
    sentMs: Number(row.sent_ms),
    sentBy: String(row.sent_by),
    untilMs: numberOrNull(row.until_ms),
    shownMs: numberOrNull(row.shown_ms),
    seenMs: numberOrNull(row.seen_ms),
    withdrawnMs: numberOrNull(row.withdrawn_ms),
  }
}

const numberOrNull = (value: Row[string] | undefined) => (value == null ? null : Number(value))
