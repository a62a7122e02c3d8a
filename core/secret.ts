// A value that will not print itself. Search for "reveal(" to see everyone who opens it.
import { createHash, timingSafeEqual } from 'node:crypto'

export class Secret {
  readonly #value: string

  constructor(value: string) {
    this.#value = value
  }

  reveal(): string {
    return this.#value
  }

  toString(): string {
    return '•••'
  }

  toJSON(): string {
    return '•••'
  }
}

/** SHA-256 in hex. For secrets of full entropy only: a guessable word needs a slow hash. */
export function digestOf(value: string): string {
  return createHash('sha256').update(value, 'utf8').digest('hex')
}

/** Whether two hex digests are the same, in time that does not tell where they differ. */
export function sameDigest(a: string, b: string): boolean {
  const left = Buffer.from(a, 'hex')
  const right = Buffer.from(b, 'hex')
  return left.length === right.length && left.length > 0 && timingSafeEqual(left, right)
}
