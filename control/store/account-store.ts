// People who come in with a name and a password; the password is kept as a slow, salted hash only.
import type { Database, Row } from '#core/database.ts'
import { type Role, roleIn } from './access-store.ts'

export type Account = {
  readonly name: string
  /** How the person is called, such as 小王; null where the name does. */
  readonly title: string | null
  readonly role: Role
  readonly madeMs: number
  /** When the password was last set. */
  readonly passwordMs: number
}

export type PasswordHash = { readonly salt: string; readonly hash: string }

/** Addresses an account came in from, newest first. */
const keptAddresses = 8

export class AccountStore {
  readonly #database: Database

  constructor(database: Database) {
    this.#database = database
  }

  all(): Account[] {
    return this.#database.all('select * from accounts order by name').map(accountOf)
  }

  find(name: string): Account | undefined {
    const row = this.#database.get('select * from accounts where name = ?', name)
    return row === undefined ? undefined : accountOf(row)
  }

  hashOf(name: string): PasswordHash | undefined {
    const row = this.#database.get('select salt, hash from accounts where name = ?', name)
    return row === undefined ? undefined : { salt: String(row.salt), hash: String(row.hash) }
  }

  add(
    account: { name: string; title: string | null; role: Role },
    password: PasswordHash,
    atMs: number,
  ): void {
    this.#database.run(
      'insert into accounts(name, title, role, salt, hash, made_ms, password_ms) values (?, ?, ?, ?, ?, ?, ?)',
      account.name,
      account.title,
      account.role,
      password.salt,
      password.hash,
      Math.round(atMs),
      Math.round(atMs),
    )
  }

  change(name: string, to: { title: string | null; role: Role }): void {
    this.#database.run('update accounts set title = ?, role = ? where name = ?', to.title, to.role, name)
  }

  setPassword(name: string, { salt, hash }: PasswordHash, atMs: number): void {
    const sql = 'update accounts set salt = ?, hash = ?, password_ms = ? where name = ?'
    this.#database.run(sql, salt, hash, Math.round(atMs), name)
  }

  remove(name: string): boolean {
    return this.#database.run('delete from accounts where name = ?', name) > 0
  }

  /** Whether the account has come in from this address before. */
  knows(name: string, address: string): boolean {
    return this.#addresses(name).includes(address)
  }

  cameFrom(name: string, address: string): void {
    const known = this.#addresses(name)
    if (known[0] === address) return
    const next = [address, ...known.filter(each => each !== address)].slice(0, keptAddresses)
    this.#database.run('update accounts set addresses = ? where name = ?', JSON.stringify(next), name)
  }

  #addresses(name: string): string[] {
    const row = this.#database.get('select addresses from accounts where name = ?', name)
    return row === undefined ? [] : (JSON.parse(String(row.addresses)) as string[])
  }
}

function accountOf(row: Row): Account {
  return {
    name: String(row.name),
    title: row.title === null ? null : String(row.title),
    role: roleIn(row.role),
    madeMs: Number(row.made_ms),
    passwordMs: Number(row.password_ms),
  }
}
