// The files of hosts, each looked at before it is drawn: ours, and the operator's own.
import { createHash } from 'node:crypto'
import { readFile, stat } from 'node:fs/promises'
import { join } from 'node:path'
import { Failure, messageOf } from '#core/failure.ts'
import { isReady } from '../casting.ts'
import { checkHost, hostFile } from '../host/index.ts'

export type Appearance = {
  readonly file: string
  /** SHA-256 of the file. */
  readonly digest: string
  /** What must be shown while the host is; null where its licence asks for nothing. */
  readonly credit: string | null
}

export class Wings {
  readonly #ownFolder: string
  readonly #known = new Map<string, { readonly mark: string; readonly appearance: Promise<Appearance> }>()

  /** `ownFolder`: where the operator's VRM files lie, `NAME.vrm`. */
  constructor(ownFolder: string) {
    this.#ownFolder = ownFolder
  }

  /** Throws `avatar/no-host` where there is none, `avatar/host-refused` with every reason that keeps it off air. */
  async of(host: string): Promise<Appearance> {
    const file = isReady(host) ? hostFile(host).path : join(this.#ownFolder, `${host}.vrm`)
    const facts = await stat(file).catch(error => {
      throw new Failure('avatar/no-host', `the host ${host} is not here: ${messageOf(error)}`, {
        fault: 'operator',
        remedy: 'stop',
      })
    })
    const mark = `${facts.size} ${facts.mtimeMs}`
    const known = this.#known.get(host)
    if (known?.mark === mark) return await known.appearance
    const appearance = look(host, file)
    appearance.catch(() => this.#known.delete(host)) // whoever asks is told, and looks again
    this.#known.set(host, { mark, appearance })
    return await appearance
  }
}

async function look(host: string, file: string): Promise<Appearance> {
  const { refusals, credit } = await checkHost(file)
  if (refusals.length > 0) {
    const why = refusals.map(({ sentence }) => sentence).join('; ')
    throw new Failure('avatar/host-refused', `the host ${host} may not go on air: ${why}`, {
      fault: 'operator',
      remedy: 'stop',
    })
  }
  const digest = createHash('sha256')
    .update(await readFile(file))
    .digest('hex')
  return { file, digest, credit: credit ?? null }
}
