// What a stage promises whoever draws on it, with the browser that npm brought.
import { join } from 'node:path'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { openStage, type Stage } from '../../../avatar/browser/index.ts'
import { systemClock } from '#core/clock.ts'
import { silentLog } from '#core/log.ts'

const cacheFolder = join(import.meta.dirname, '../../../node_modules/.cache/changming')
const stop = new AbortController()
let stage: Stage
let module: string

const pageModule = `
export const greet = ({ name }) => ({ greeting: 'hello ' + name })
export const bytes = ({ count }) => new Uint8Array(count).fill(7)
export const blob = () => new Blob(['\\u00ff\\u0000', new Uint8Array([255, 0, 128])])
export const number = () => 5
export const never = () => new Promise(() => {})
export async function reach({ urls }) {
  return await Promise.all(urls.map(url => fetch(url).then(() => 'answered', () => 'nothing')))
}
export const meta = async () => (await import('three')).REVISION
export const font = async () => (await document.fonts.load('16px x'), (await fetch('/fonts/noto-sans-sc/400.css')).ok)
`

beforeAll(async () => {
  stage = await openStage({ clock: systemClock, log: silentLog, cacheFolder, browser: 'npm' }, stop.signal)
  module = stage.lend('probe.js', 'text/javascript', Buffer.from(pageModule))
})
afterAll(async () => {
  await stage.close()
})

test('it says who draws', () => {
  expect(stage.renderer).toMatch(/SwiftShader/)
  expect(stage.browser.origin).toBe('npm')
})

test('a function of the page takes and returns plain values', async () => {
  const said = await stage.call({ module, name: 'greet' }, { name: '长明' }, stop.signal)
  expect(said).toEqual({ greeting: 'hello 长明' })
})

test('bytes come out to the last one', async () => {
  const many = await stage.take({ module, name: 'bytes' }, { count: 3_000_001 }, stop.signal)
  expect(many.length).toBe(3_000_001)
  expect(many.every(byte => byte === 7)).toBe(true)
  const few = await stage.take({ module, name: 'blob' }, null, stop.signal)
  expect([...few]).toEqual([0xc3, 0xbf, 0, 255, 0, 128])
})

test('what is no bytes is refused, and so is what the module has not', async () => {
  await expect(stage.take({ module, name: 'number' }, null, stop.signal)).rejects.toMatchObject({
    code: 'avatar/page-threw',
  })
  await expect(stage.call({ module, name: 'absent' }, null, stop.signal)).rejects.toThrow(
    /exports no function absent/,
  )
})

test('the page reaches nothing but what is ours to give', async () => {
  const urls = [
    'https://example.com/',
    'http://127.0.0.1:9/',
    '/package.json',
    '/stage/../package.json',
    '/stage/%2e%2e/package.json',
    '/stage/..%2f..%2fpackage.json',
    '/npm/three/../zod/index.js',
    '/stage/index.html',
  ]
  const answers = await stage.call({ module, name: 'reach' }, { urls }, stop.signal)
  expect(answers).toEqual(urls.map(() => 'nothing'))
})

test('three, the stage and the font are there by name', async () => {
  expect(await stage.call({ module, name: 'meta' }, null, stop.signal)).toBe('187')
  expect(await stage.call({ module, name: 'font' }, null, stop.signal)).toBe(true)
})

test('a call that is late ends the browser, and later calls say so', async () => {
  const late = stage.call({ module, name: 'never' }, null, stop.signal, 50)
  await expect(late).rejects.toMatchObject({ code: 'avatar/page-late', remedy: 'retry' })
  expect(await stage.ended).toMatch(/did not answer within 50 ms/)
  await expect(stage.call({ module, name: 'greet' }, {}, stop.signal)).rejects.toMatchObject({
    code: 'avatar/browser-gone',
  })
})
