// Feeds: names that exist even while nobody sends them; cameras with the digests of their publishing keys, hosts with their plans.
import { type HostPlan, hostPlan } from '#avatar'
import type { Database, Row } from '#core/database.ts'

export type StoredCamera = {
  readonly name: string
  readonly kind: 'rtmp'
  /** SHA-256 in hex: the key itself is shown once and kept nowhere. */
  readonly keyDigest: string
  readonly keyFingerprint: string
  readonly madeMs: number
}

export type StoredHost = {
  readonly name: string
  readonly kind: 'host'
  readonly plan: HostPlan
  readonly madeMs: number
}

export type StoredFeed = StoredCamera | StoredHost

export class FeedStore {
  readonly #database: Database

  constructor(database: Database) {
    this.#database = database
  }

  all(): StoredFeed[] {
    return this.#database.all('select * from feeds order by name').map(feedOf)
  }

  cameras(): StoredCamera[] {
    return this.all().filter(feed => feed.kind === 'rtmp')
  }

  hosts(): StoredHost[] {
    return this.all().filter(feed => feed.kind === 'host')
  }

  find(name: string): StoredFeed | undefined {
    const row = this.#database.get('select * from feeds where name = ?', name)
    return row === undefined ? undefined : feedOf(row)
  }

  put(feed: StoredFeed): void {
    const [digest, fingerprint, host] =
      feed.kind === 'rtmp' ? [feed.keyDigest, feed.keyFingerprint, null] : ['', '', JSON.stringify(feed.plan)]
    this.#database.run(
      `insert into feeds(name, kind, key_digest, key_fingerprint, made_ms, host) values (?, ?, ?, ?, ?, ?)
       on conflict(name) do update
       set key_digest = excluded.key_digest, key_fingerprint = excluded.key_fingerprint, host = excluded.host`,
      feed.name,
      feed.kind,
      digest,
      fingerprint,
      Math.round(feed.madeMs),
      host,
    )
  }

  remove(name: string): void {
    this.#database.run('delete from feeds where name = ?', name)
  }
}

function feedOf(row: Row): StoredFeed {
  const [name, madeMs] = [String(row.name), Number(row.made_ms)]
  if (row.kind === 'host')
    return { name, kind: 'host', plan: hostPlan.parse(JSON.parse(String(row.host))), madeMs }
  return {
    name,
    kind: 'rtmp',
    keyDigest: String(row.key_digest),
    keyFingerprint: String(row.key_fingerprint),
    madeMs,
  }
}
