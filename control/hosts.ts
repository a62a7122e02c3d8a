// The operator's own virtual hosts: VRM files, each checked before it is kept.
import { existsSync, mkdirSync, readdirSync, renameSync, rmSync, statSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { checkHost, hostFile, type HostReport, hostNames, leaveFile, leaveOf } from '#avatar'
import { Failure } from '#core/failure.ts'
import { orNoRoom } from './no-room.ts'

export type OwnHost = HostReport & {
  readonly name: string
  readonly bytes: number
  /** What its author allows beyond the licence, as the operator wrote it. */
  readonly leave?: string
}

const ending = '.vrm'
const mostHosts = 40
const mostLeaveCharacters = 300

export class OwnHosts {
  readonly #folder: string
  #ready: Promise<OwnHost[]> | undefined

  constructor(dataFolder: string) {
    this.#folder = join(dataFolder, 'hosts')
  }

  names(): string[] {
    if (!existsSync(this.#folder)) return []
    return readdirSync(this.#folder)
      .filter(file => file.endsWith(ending) && !file.startsWith('.'))
      .map(file => file.slice(0, -ending.length))
      .toSorted()
  }

  async all(): Promise<OwnHost[]> {
    return await Promise.all(this.names().map(name => this.#read(name)))
  }

  /**
   * Keeps a VRM under a name, in the place of one before, with what its author allows beyond the licence; '' for nothing.
   * Throws a Failure with everything that keeps it off air.
   */
  async put(name: string, bytes: Buffer, leave = ''): Promise<OwnHost> {
    if (hostNames.some(ready => ready === name))
      throw unfit(`${name} is one of the hosts that came with us; choose another name`)
    if (!this.names().includes(name) && this.names().length >= mostHosts)
      throw unfit(`${mostHosts} hosts are kept already; delete some first`)
    if (leave.length > mostLeaveCharacters)
      throw unfit(`say in at most ${mostLeaveCharacters} characters who gave leave, and when`)
    mkdirSync(this.#folder, { recursive: true, mode: 0o700 })
    const file = join(this.#folder, name + ending)
    const part = join(this.#folder, `.${name}.part`)
    try {
      writeFileSync(part, bytes, { mode: 0o600 })
      writeFileSync(leaveFile(part), leave, { mode: 0o600 })
      const { refusals } = await checkHost(part)
      if (refusals.length > 0) throw unfit(refusals.map(({ sentence }) => sentence).join('\n'))
      if (leave === '')
        rmSync(leaveFile(file), { force: true }) // it was given for the file before
      else renameSync(leaveFile(part), leaveFile(file))
      renameSync(part, file)
    } catch (error) {
      throw orNoRoom(error)
    } finally {
      for (const each of [part, leaveFile(part)]) rmSync(each, { force: true })
    }
    return await this.#read(name)
  }

  /** Where one lies, whoever it came from; undefined where there is none of that name. */
  fileOf(name: string): string | undefined {
    const ready = hostNames.find(each => each === name)
    if (ready !== undefined) return hostFile(ready).path
    return this.names().includes(name) ? join(this.#folder, name + ending) : undefined
  }

  /** Those that came with us: what their files say of themselves. */
  async ready(): Promise<OwnHost[]> {
    this.#ready ??= Promise.all(
      hostNames.map(async name => {
        const { path } = hostFile(name)
        return { ...(await checkHost(path)), name, bytes: statSync(path).size }
      }),
    )
    return await this.#ready
  }

  /** False when there was none of that name. */
  remove(name: string): boolean {
    const isThere = this.names().includes(name)
    const file = join(this.#folder, name + ending)
    for (const each of isThere ? [file, leaveFile(file)] : []) rmSync(each, { force: true })
    return isThere
  }

  async #read(name: string): Promise<OwnHost> {
    const file = join(this.#folder, name + ending)
    const leave = await leaveOf(file)
    return { ...(await checkHost(file)), name, bytes: statSync(file).size, ...(leave && { leave }) }
  }
}

function unfit(sentence: string): Failure {
  return new Failure('control/unfit-host', sentence, { fault: 'operator', remedy: 'stop' })
}
