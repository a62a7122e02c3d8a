// What control reads of its store again and again: read once, until something was written.
import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterEach, beforeEach, expect, test } from 'vitest'
import { Store } from '../../control/store/store.ts'

let folder: string
let store: Store
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'changming-store-'))
  store = new Store(folder)
})
afterEach(() => {
  store.close()
  rmSync(folder, { recursive: true, force: true })
})

/** A broadcast to some destinations; what else its plan says is of no matter here. */
function plan(name: string, ...destinations: string[]): void {
  const named = destinations.map(each => ({ name: each }))
  store.broadcasts.putPlan(name, { feeds: [], destinations: named } as never, 0)
}
const endpoint = { url: 'rtmp://platform/live', sealedKey: 'sealed', fingerprint: 'f', expiresMs: null }

test('what was not written since is read once', () => {
  plan('evening', 'to-a')
  expect(store.broadcasts.all()).toBe(store.broadcasts.all())
  expect(store.broadcasts.destination('evening', 'to-a')).toBe(
    store.broadcasts.destination('evening', 'to-a'),
  )
  expect(store.broadcasts.endpoints('evening', 'to-a')).toBe(store.broadcasts.endpoints('evening', 'to-a'))
})

test('what was written is read anew', () => {
  plan('evening', 'to-a')
  expect(store.broadcasts.all().map(({ wish }) => wish)).toEqual(['off'])
  store.broadcasts.setWish('evening', 'on', false)
  expect(store.broadcasts.all().map(({ wish }) => wish)).toEqual(['on'])
  expect(store.broadcasts.endpoints('evening', 'to-a')).toEqual([])
  store.broadcasts.putEndpoints('evening', 'to-a', [endpoint])
  expect(store.broadcasts.endpoints('evening', 'to-a')).toEqual([endpoint])
  store.broadcasts.setDestinationWish('evening', 'to-a', 'off')
  expect(store.broadcasts.destination('evening', 'to-a').wish).toBe('off')
})

test('what was read in a change that was undone is forgotten with it', () => {
  plan('evening', 'to-a')
  const undone = () =>
    store.database.transaction(() => {
      store.broadcasts.setWish('evening', 'on', false)
      expect(store.broadcasts.all().map(({ wish }) => wish)).toEqual(['on'])
      throw new Error('no room')
    })
  expect(undone).toThrow('no room')
  expect(store.broadcasts.all().map(({ wish }) => wish)).toEqual(['off'])
})
