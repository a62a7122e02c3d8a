// Settings: refused together, in sentences; secrets on disk are for our eyes only.
import { chmodSync, mkdtempSync, rmSync, statSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { expect, test } from 'vitest'
import { settingsSchema } from '#control'
import { readSettings } from '#core/settings.ts'
import { ControlRig } from '../support/control-rig.ts'

const read = (file: unknown, env: Record<string, string> = {}) =>
  readSettings(settingsSchema, { file, env, prefix: 'CHANGMING' })

test('the defaults serve on loopback only', () => {
  expect(read({}).http.host).toBe('127.0.0.1')
  expect(read({}, { CHANGMING_HTTP_PORT: '9000', CHANGMING_RTMP_HOST: '10.0.0.1' })).toMatchObject({
    http: { port: 9_000 },
    rtmp: { host: '10.0.0.1', port: 1_935 },
  })
})

test('all mistakes are told together, those between settings too', () => {
  const env = { CHANGMING_HTTP_HOST: '0.0.0.0', CHANGMING_HTTP_PORT: 'x', CHANGMING_HTTP_PORTT: '1' }
  const wrong = { publicUrl: 'live.example.com', rtmps: { port: 443 }, relay: { stalledAfterMs: 1 } }
  expect(() => read(wrong, env)).toThrow(
    expect.objectContaining({
      message: expect.stringMatching(
        /(?=[^]*did you mean CHANGMING_HTTP_PORT)(?=[^]*http.port must be a whole number)(?=[^]*rtmps.port needs)(?=[^]*http.host 0.0.0.0 is reachable)(?=[^]*publicUrl must be)(?=[^]*relay.stalledAfterMs)/,
      ),
    }),
  )
})

test('an address other than loopback needs TLS or a proxy that is trusted', () => {
  expect(() => read({ http: { host: '0.0.0.0' } })).toThrow('set http.certFile and http.keyFile')
  expect(read({ http: { host: '0.0.0.0' }, trustProxy: true }).trustProxy).toBe(true)
  expect(read({ http: { host: '0.0.0.0', certFile: 'a', keyFile: 'b' } }).http.host).toBe('0.0.0.0')
  expect(read({ http: { host: '::1' } }).http.host).toBe('::1')
})

test('a master key that others can read, or another than the store was made with, is refused', async () => {
  const folder = mkdtempSync(join(tmpdir(), 'changming-test-'))
  try {
    const masterKeyFile = join(folder, 'master.key')
    writeFileSync(masterKeyFile, `${'ab'.repeat(32)}\n`)
    chmodSync(masterKeyFile, 0o644)
    await using rig = new ControlRig({ masterKeyFile })
    await expect(rig.open()).rejects.toThrow(`chmod 600 ${masterKeyFile}`)
    chmodSync(masterKeyFile, 0o600)
    await rig.open()
    await rig.prepare()
    await rig.control.close('a restart')
    writeFileSync(masterKeyFile, `${'cd'.repeat(32)}\n`)
    await expect(rig.open()).rejects.toThrow('give the one it was made with')
    writeFileSync(masterKeyFile, `${'ab'.repeat(32)}\n`)
    await rig.open()
  } finally {
    rmSync(folder, { recursive: true, force: true })
  }
})

test('what is made at first start is for our eyes only', async () => {
  await using rig = await new ControlRig().open()
  for (const name of ['master.key', 'admin.token'])
    expect(statSync(join(rig.data, name)).mode & 0o777).toBe(0o600)
  expect(statSync(rig.data).mode & 0o777).toBe(0o700)
})
