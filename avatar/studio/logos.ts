// The operator's logos: PNG files by name, known by what is in them.
import { createHash } from 'node:crypto'
import { readFile } from 'node:fs/promises'
import { join } from 'node:path'
import { Failure, messageOf } from '#core/failure.ts'
import { readLogo } from '../overlay/index.ts'

export type Logo = { readonly bytes: Buffer; readonly digest: string }

export class Logos {
  readonly #folder: string

  /** `folder`: where they lie, `NAME.png`. */
  constructor(folder: string) {
    this.#folder = folder
  }

  /** Throws `avatar/no-logo` where there is none of that name that could be drawn. */
  async of(name: string): Promise<Logo> {
    const bytes = await readFile(join(this.#folder, `${name}.png`)).catch(error => {
      throw noLogo(`the logo ${name} is not here: ${messageOf(error)}`)
    })
    const read = readLogo(bytes)
    if (typeof read === 'string') throw noLogo(`the logo ${name} cannot be shown: ${read}`)
    return { bytes, digest: createHash('sha256').update(bytes).digest('hex') }
  }
}

function noLogo(sentence: string): Failure {
  return new Failure(
    'avatar/no-logo',
    `${sentence}; upload it with PUT /api/logos/NAME, or take it out of the plan`,
    {
      fault: 'operator',
      remedy: 'retry',
    },
  )
}
