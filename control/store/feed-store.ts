// Feeds: names that exist even while nobody publishes, and the digests of their publishing keys.
import type { Database, Row } from '#core/database.ts'

export type StoredFeed = {
  readonly name: string
  readonly kind: 'rtmp'
  /** SHA-256 in hex: the key itself is shown once and kept nowhere. */
  readonly keyDigest: string
  readonly keyFingerprint: string
  readonly madeMs: number
}

export class FeedStore {
  readonly #database: Database

  constructor(database: Database) {
    this.#database = database
  }

  all(): StoredFeed[] {
    return this.#database.all('select * from feeds order by name').map(feedOf)
  }

  find(name: string): StoredFeed | undefined {
    const row = this.#database.get('select * from feeds where name = ?', name)
    return row === undefined ? undefined : feedOf(row)
  }

  put(feed: StoredFeed): void {
    this.#database.run(
      `insert into feeds(name, kind, key_digest, key_fingerprint, made_ms) values (?, ?, ?, ?, ?)
       on conflict(name) do update set key_digest = excluded.key_digest, key_fingerprint = excluded.key_fingerprint`,
      feed.name,
      feed.kind,
      feed.keyDigest,
      feed.keyFingerprint,
      Math.round(feed.madeMs),
    )
  }

  remove(name: string): void {
    this.#database.run('delete from feeds where name = ?', name)
  }
}

function feedOf(row: Row): StoredFeed {
  return {
    name: String(row.name),
    kind: 'rtmp',
    keyDigest: String(row.key_digest),
    keyFingerprint: String(row.key_fingerprint),
    madeMs: Number(row.made_ms),
  }
}
