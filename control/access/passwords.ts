// Passwords: hashed slowly and with salt, compared in constant time, a few at once.
import { randomBytes, scrypt, timingSafeEqual } from 'node:crypto'
import { z } from 'zod'
import type { PasswordHash } from '../store/account-store.ts'
import { TooMany } from './brake.ts'

export const fewestCharacters = 10
const sentence = `a password has at least ${fewestCharacters} characters; a sentence of a few words is easy to keep`

export const passwordSchema = z
  .string(sentence)
  .min(fewestCharacters, sentence)
  .max(256, 'a password has at most 256 characters')
  .describe('At least 10 characters. Never given back.')

/** Beside `passwordCost`, which is kept with each hash. */
const scryptOf = (cost: number) => ({ N: 2 ** cost, r: 8, p: 1, maxmem: 2 ** cost * 8 * 128 * 2 })
const hashBytes = 32
const atOnce = 2
const mostWaiting = 24

export class Passwords {
  readonly #cost: number
  readonly #waiting: (() => void)[] = []
  #running = 0
  /** Compared with where there is no such account: both take the same time. */
  readonly #nobody: PasswordHash

  constructor(cost: number) {
    this.#cost = cost
    this.#nobody = {
      salt: randomBytes(16).toString('hex'),
      hash: `${cost}:${randomBytes(hashBytes).toString('hex')}`,
    }
  }

  async hash(password: string): Promise<PasswordHash> {
    const salt = randomBytes(16).toString('hex')
    const hash = await this.#slow(password, salt, this.#cost)
    return { salt, hash: `${this.#cost}:${hash.toString('hex')}` }
  }

  /** Whether it is the password of this hash; never, but as slowly, where there is none. */
  async isRight(password: string, known: PasswordHash | undefined): Promise<boolean> {
    const { salt, hash } = known ?? this.#nobody
    const [cost, digits = ''] = hash.split(':')
    const wanted = Buffer.from(digits, 'hex')
    const found = await this.#slow(password, salt, Number(cost))
    return found.length === wanted.length && timingSafeEqual(found, wanted) && known !== undefined
  }

  async #slow(password: string, salt: string, cost: number): Promise<Buffer> {
    if (this.#waiting.length >= mostWaiting)
      throw new TooMany('too many people sign in at this moment; try again in a few seconds', 5_000)
    if (this.#running >= atOnce) await new Promise<void>(resolve => this.#waiting.push(resolve))
    else this.#running += 1
    try {
      return await derived(password, salt, cost)
    } finally {
      const next = this.#waiting.shift() // it takes over our place
      if (next === undefined) this.#running -= 1
      else next()
    }
  }
}

/** A Chinese keyboard may send the same letters in full width. */
function derived(password: string, salt: string, cost: number): Promise<Buffer> {
  return new Promise((resolve, reject) => {
    scrypt(password.normalize('NFKC'), Buffer.from(salt, 'hex'), hashBytes, scryptOf(cost), (error, key) => {
      if (error === null) resolve(key)
      else reject(error)
    })
  })
}
