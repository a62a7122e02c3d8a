// What was typed and not saved: each account's own, whoever sits at the browser next, and not for ever.
import { expect, test } from 'vitest'
import { dropOld, type Open, type Shelf, Unsaved } from '../../console/scripts/unsaved.ts'
import { emptyWork } from '../../console/scripts/model.ts'

const dayMs = 24 * 3_600_000

function openShelf(): Shelf & { readonly kept: Map<string, string> } {
  const kept = new Map<string, string>()
  return {
    kept,
    names: beginning => [...kept.keys()].filter(name => name.startsWith(beginning)),
    read: name => kept.get(name) ?? null,
    write: (name, value) => void kept.set(name, value),
    drop: name => void kept.delete(name),
  }
}

const typed = (name: string): Open => ({ work: { ...emptyWork([], 'zh'), name }, base: 'v1', saved: null })

test('what one account typed no other one sees or removes, and it is there when its own comes back', () => {
  const shelf = openShelf()
  const wang = new Unsaved('xiaowang', shelf)
  wang.keep(typed('evening'), 0)
  const li = new Unsaved('xiaowang-2', shelf)
  expect([li.names(), li.read('evening')]).toEqual([[], null])
  li.keep(typed('other'), 0)
  li.forgetAll()
  expect(li.names()).toEqual([])
  expect(new Unsaved('xiaowang', shelf).read('evening')).toEqual(typed('evening'))
})

test('saved or signed out of, it is gone from the browser; so is what nobody came back for in a month', () => {
  const shelf = openShelf()
  const wang = new Unsaved('xiaowang', shelf)
  wang.keep(typed('evening'), 0)
  wang.keep(typed('morning'), 20 * dayMs)
  wang.forget('evening')
  expect(wang.names()).toEqual(['morning'])
  dropOld(49 * dayMs, shelf)
  expect(wang.names()).toEqual(['morning'])
  dropOld(51 * dayMs, shelf)
  expect(shelf.kept.size).toBe(0)
  wang.keep(typed('evening'), 0)
  wang.forgetAll()
  expect(shelf.kept.size).toBe(0)
})

test('what is no script of ours is not opened', () => {
  const shelf = openShelf()
  shelf.write('unsaved.xiaowang/odd', '{"work": 5}')
  shelf.write('unsaved.xiaowang/odder', 'null')
  const wang = new Unsaved('xiaowang', shelf)
  expect([wang.read('odd'), wang.read('odder'), wang.read('none')]).toEqual([null, null, null])
  dropOld(31 * dayMs, shelf)
  expect(shelf.kept.size).toBe(0)
})
