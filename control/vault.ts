// Keys at rest: each sealed with AES-256-GCM to the place it belongs to, and known to people by a fingerprint only.
import { createCipheriv, createDecipheriv, createHmac, hkdfSync, randomBytes } from 'node:crypto'
import { existsSync, readFileSync, statSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { Failure } from '#core/failure.ts'
import { Secret } from '#core/secret.ts'

export type Vault = {
  /** Base64 that only `open` with the same `place` can read. */
  seal(key: Secret, place: string): string
  open(sealed: string, place: string): Secret
  /** Twelve hex digits by which people tell keys apart; says nothing about the key without the master key. */
  fingerprint(key: Secret): string
}

const nonceBytes = 12 // NIST SP 800-38D, 8.2.2: random nonces of 96 bits
const tagBytes = 16

export function openVault(masterKey: Buffer): Vault {
  const derived = (purpose: string) =>
    Buffer.from(hkdfSync('sha256', masterKey, '', `changming ${purpose}`, 32))
  const sealing = derived('seal')
  const marking = derived('fingerprint')
  return {
    seal(key, place) {
      const nonce = randomBytes(nonceBytes)
      const cipher = createCipheriv('aes-256-gcm', sealing, nonce).setAAD(Buffer.from(place))
      const body = Buffer.concat([cipher.update(key.reveal(), 'utf8'), cipher.final()])
      return Buffer.concat([nonce, cipher.getAuthTag(), body]).toString('base64')
    },
    open(sealed, place) {
      const bytes = Buffer.from(sealed, 'base64')
      try {
        const decipher = createDecipheriv('aes-256-gcm', sealing, bytes.subarray(0, nonceBytes))
        decipher.setAAD(Buffer.from(place)).setAuthTag(bytes.subarray(nonceBytes, nonceBytes + tagBytes))
        const body = decipher.update(bytes.subarray(nonceBytes + tagBytes))
        return new Secret(Buffer.concat([body, decipher.final()]).toString('utf8'))
      } catch (cause) {
        throw masterFailure(
          'does not open what was sealed in this store; give the one it was made with',
          cause,
        )
      }
    },
    fingerprint: key => createHmac('sha256', marking).update(key.reveal(), 'utf8').digest('hex').slice(0, 12),
  }
}

export type MasterKeyPlan = {
  data: string
  /** A file named by the settings, which must exist. */
  file: string | undefined
  /** The key itself, from the environment. */
  given: Secret | undefined
}

/** The master key: given, or from the named file, or from data/master.key, which is made at first start. */
export function loadMasterKey(plan: MasterKeyPlan): Buffer {
  if (plan.given !== undefined) return parsed(plan.given.reveal(), 'CHANGMING_MASTER_KEY')
  const path = plan.file ?? join(plan.data, 'master.key')
  if (plan.file === undefined && !existsSync(path))
    writeFileSync(path, `${randomBytes(32).toString('hex')}\n`, { mode: 0o600, flag: 'wx', flush: true })
  return parsed(readPrivate(path, 'master key'), path)
}

/** Reads a file that nobody else may read; `what` is the name of what it holds. */
export function readPrivate(path: string, what: string): string {
  if (!existsSync(path))
    throw secretFailure(what, `is not at ${path}; put it there, or leave the setting out`)
  if ((statSync(path).mode & 0o077) !== 0)
    throw secretFailure(what, `in ${path} can be read by others; run: chmod 600 ${path}`)
  return readFileSync(path, 'utf8')
}

function parsed(text: string, where: string): Buffer {
  const hex = text.trim()
  if (/^[0-9a-fA-F]{64}$/.test(hex)) return Buffer.from(hex, 'hex')
  throw masterFailure(`in ${where} must be 32 bytes as 64 hex digits; make one with: openssl rand -hex 32`)
}

function masterFailure(sentence: string, cause?: unknown): Failure {
  return secretFailure('master key', sentence, cause)
}

function secretFailure(what: string, sentence: string, cause?: unknown): Failure {
  return new Failure('control/secret-file', `the ${what} ${sentence}`, {
    fault: 'operator',
    remedy: 'stop',
    cause,
  })
}
