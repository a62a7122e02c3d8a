// Bitmaps are drawn once for the same words, and what a browser answers is not believed blindly.
import { expect, test } from 'vitest'
import { OverlayCache, renderOverlay } from '../../../avatar/overlay/index.ts'

const size = { widthPx: 720, heightPx: 1_280 }
const never = new AbortController().signal

/** Draws grey plates of one size. */
function plates(widthPx: number, heightPx: number) {
  const asked: unknown[] = []
  const head = Buffer.alloc(16)
  head.writeUInt32LE(widthPx, 0)
  head.writeUInt32LE(heightPx, 4)
  const take = async (_at: unknown, argument: unknown): Promise<Buffer> => {
    asked.push(argument)
    await Promise.resolve()
    return Buffer.concat([head, Buffer.alloc(widthPx * heightPx * 4, 128)])
  }
  return { asked, take }
}

test('the same words at the same size are drawn once, also when asked for twice at once', async () => {
  const stage = plates(400, 72)
  const deps = { stage, cache: new OverlayCache() }
  const draw = () => renderOverlay('caption', { text: '大家好' }, size, deps, never)
  const [one, two] = await Promise.all([draw(), draw()])
  expect(await draw()).toBe(one)
  expect(two).toBe(one)
  expect(stage.asked).toEqual([{ kind: 'caption', content: { text: '大家好' }, unit: 1 }])
})

test('other words, another size or another kind have another key', async () => {
  const deps = { stage: plates(100, 40), cache: new OverlayCache() }
  const small = { widthPx: 360, heightPx: 640 }
  const all = await Promise.all([
    renderOverlay('caption', { text: '一' }, size, deps, never),
    renderOverlay('caption', { text: '二' }, size, deps, never),
    renderOverlay('caption', { text: '一' }, small, deps, never),
    renderOverlay('label', { text: '一' }, size, deps, never),
  ])
  expect(new Set(all.map(each => each.key)).size).toBe(4)
})

test('the cache keeps to its bound and forgets what was unused longest', async () => {
  const stage = plates(100, 100)
  const cache = new OverlayCache(100_000)
  const draw = (text: string) => renderOverlay('caption', { text }, size, { stage, cache }, never)
  for (const text of ['一', '二', '一', '三']) await draw(text)
  expect(cache.bytes).toBe(80_000)
  await draw('一')
  expect(stage.asked).toHaveLength(3)
})

test('a drawing that failed is tried again by the next who asks', async () => {
  const stage = plates(100, 40)
  let isBroken = true
  const shaky = {
    take: async (at: unknown, wish: unknown) => (isBroken ? Buffer.alloc(5) : await stage.take(at, wish)),
  }
  const draw = () => renderOverlay('caption', { text: '21:00' }, size, { stage: shaky, cache }, never)
  const cache = new OverlayCache()
  await expect(draw()).rejects.toThrow(/that is none/)
  isBroken = false
  await expect(draw()).resolves.toMatchObject({ widthPx: 100 })
})

test('a label whose letters would not fit is refused', async () => {
  const deps = { stage: plates(690, 72), cache: new OverlayCache() }
  await expect(renderOverlay('label', { text: 'x' }, size, deps, never)).rejects.toThrow(
    /write fewer letters/,
  )
})
