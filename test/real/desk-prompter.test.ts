// The teleprompter and the script editor in Chromium: a host who reads through a lost connection, and the gate at the very sentence.
import type { Page } from 'playwright-core'
import { expect } from 'vitest'
import { type Product, startProduct } from '../../scripts/product.ts'
import { barriersOn, openPage, overhangPx, signInByAddress } from '../support/desk.ts'
import { openBrowser, type Visit } from '../support/real-browser.ts'
import { realTest } from '../support/real-programs.ts'
import { until } from '../support/until.ts'

const prompter = '/api/broadcasts/evening/prompter'

async function atDesk(stage: AsyncDisposableStack): Promise<{ product: Product; visit: Visit }> {
  const product = await startProduct()
  stage.defer(() => product.stop())
  await product.api('PUT', '/api/feeds/camera-a', { kind: 'rtmp' })
  await product.api('PUT', '/api/broadcasts/evening', { feeds: ['camera-a'], destinations: [] })
  await product.api('PUT', prompter, { script: 'earphones-zh', plannedEndMs: Date.now() + 3_600_000 })
  const visit = await openBrowser(stage, { locale: 'zh-CN', widthPx: 1_280, heightPx: 800 })
  await signInByAddress(visit, product)
  return { product, visit }
}

/** The line to say now begins with these words. */
const says = (page: Page, words: string) =>
  page.locator('.line.now', { hasText: words }).waitFor({ timeout: 10_000 })
const placeOf = async (product: Product) => {
  const { place } = await product.api('GET', prompter)
  return place === null ? null : `${place.segment}/${place.sentence}`
}
const send = async (product: Product, text: string) =>
  (await product.api('POST', `${prompter}/cues`, { text })).id as number
const cueOf = async (product: Product, id: number) =>
  (await product.api('GET', prompter)).cues.find((cue: { id: number }) => cue.id === id)

async function readsOn(stage: AsyncDisposableStack): Promise<void> {
  const { product, visit } = await atDesk(stage)
  const { page } = visit
  await openPage(visit, '/prompter/evening')
  await says(page, '各位朋友晚上好')
  await movesByPedal(product, page)
  await showsACard(product, page)
  await readsAtAPace(page)
  expect(await barriersOn(page)).toEqual([])
  await isReadyForOffline(page)
  expect(visit.troubles).toEqual([])
  await catchesUp(product, page)
  await reloadsWithoutControl(product, page)
  const known = /^console: Failed to load resource: net::ERR_/ // what control's death tells a browser: which of the codes is chance
  expect(visit.troubles.filter(each => !known.test(each))).toEqual([])
}

realTest(
  'a host reads by pedal, mirrored and at a pace, through a lost connection and a reload without control, and all is caught up',
  ['chromium'],
  readsOn,
)

async function movesByPedal(product: Product, page: Page): Promise<void> {
  await page.keyboard.press('PageDown')
  await says(page, '今晚只讲一件东西')
  await page.keyboard.press('ArrowRight')
  await page.keyboard.press(' ')
  await says(page, '地铁里、办公室里')
  await page.locator('aside.product', { hasText: '¥299' }).waitFor()
  await page.keyboard.press('PageUp')
  await says(page, '这是清听降噪耳机')
  await until('the desk sees where the host is', async () => (await placeOf(product)) === 'airbud/0')
  await page.keyboard.press('m')
  const flip = await page.locator('.glass').evaluate(element => getComputedStyle(element).transform)
  expect(flip).toBe('matrix(-1, 0, 0, 1, 0, 0)')
  await page.keyboard.press('m')
  // By hand: the wheel moves the text, and the place with it.
  await page.mouse.move(400, 400)
  await page.mouse.wheel(0, 400)
  await until('the wheel moved the place', async () => (await placeOf(product)) !== 'airbud/0')
  await page.keyboard.press('Home')
  await says(page, '各位朋友晚上好')
}

async function showsACard(product: Product, page: Page): Promise<void> {
  const id = await send(product, '加时讲解 2 号商品')
  const card = page.locator('.cue', { hasText: '加时讲解 2 号商品' })
  await card.waitFor({ timeout: 3_000 })
  await until('the desk sees that it is shown', async () => (await cueOf(product, id)).shownMs !== null)
  expect(await barriersOn(page)).toEqual([])
  expect((await cueOf(product, id)).seenMs).toBeNull()
  await page.keyboard.press('Enter')
  await card.waitFor({ state: 'hidden' })
  await until('the desk sees that it was read', async () => (await cueOf(product, id)).seenMs !== null)
}

async function readsAtAPace(page: Page): Promise<void> {
  await page.getByRole('button', { name: '匀速' }).click()
  for (let i = 0; i < 20; i++) await page.keyboard.press(']')
  await page.getByText('420 字/分').waitFor()
  const topPx = () => page.locator('.reader').evaluate(element => element.scrollTop)
  const beforePx = await topPx()
  await page.locator('.reader').click({ position: { x: 400, y: 20 } })
  await until('the text moves by itself', async () => (await topPx()) > beforePx + 20)
  await page.locator('body').press(' ')
  await page.getByRole('button', { name: '开始滚动' }).waitFor()
  await page.getByRole('button', { name: '手动' }).click()
  await page.keyboard.press('Home')
  await says(page, '各位朋友晚上好')
}

async function isReadyForOffline(page: Page): Promise<void> {
  await page.getByRole('button', { name: '设置' }).click()
  await page.getByText('离线重新载入：已就绪').waitFor({ timeout: 10_000 })
  await page.getByRole('button', { name: '收起设置' }).click()
}

const isOffline = (page: Page) => page.getByText('离线，可继续念').waitFor({ timeout: 10_000 })
const isLive = (page: Page) => page.getByText('已连接').waitFor({ timeout: 10_000 })

async function catchesUp(product: Product, page: Page): Promise<void> {
  const before = await placeOf(product)
  await page.context().setOffline(true)
  await isOffline(page)
  for (const words of ['今晚只讲一件东西', '这是清听降噪耳机', '地铁里、办公室里']) {
    await page.keyboard.press('PageDown')
    await says(page, words)
  }
  const id = await send(product, '库存 20')
  expect(await placeOf(product)).toBe(before)
  expect(await page.locator('.cue').count()).toBe(0)
  await page.context().setOffline(false)
  await page.locator('.cue', { hasText: '库存 20' }).waitFor({ timeout: 10_000 })
  await isLive(page)
  await until('the place is caught up', async () => (await placeOf(product)) === 'airbud/1')
  await says(page, '地铁里、办公室里')
  expect((await cueOf(product, id)).shownMs).not.toBeNull()
}

async function reloadsWithoutControl(product: Product, page: Page): Promise<void> {
  await product.killControl()
  await isOffline(page)
  await page.keyboard.press('Enter') // confirms the card that still stands
  await page.keyboard.press('PageDown')
  await says(page, '想听外面的声音')
  await page.reload()
  await says(page, '想听外面的声音')
  await isOffline(page)
  expect(await page.locator('.cue').count()).toBe(0)
  await page.keyboard.press('PageDown')
  await says(page, '充满一次能听8小时')
  await product.startControl()
  await until('the place is caught up', async () => (await placeOf(product)) === 'airbud/3')
  const [card] = (await product.api('GET', prompter)).cues
  expect(card).toMatchObject({ text: '库存 20', seenMs: expect.any(Number) })
  await isLive(page)
}

async function refusesWhileTyping(stage: AsyncDisposableStack): Promise<void> {
  const { product, visit } = await atDesk(stage)
  const { page } = visit
  await openPage(visit, '/scripts')
  await page.getByRole('button', { name: '新建脚本' }).click()
  await page.getByLabel('脚本名称').fill('晚场耳机')
  const first = page.getByLabel('第 1 段第 1 句', { exact: true })
  await first.fill('家人们晚上好。')
  await first.press('Enter')
  await page.keyboard.type('这是全网最好的耳机。')
  const refused = page.locator('.sentence.refused')
  await refused.locator('.refusal', { hasText: '“全网最好”不能说：意思是别的都比不上它' }).waitFor()
  expect(await refused.locator('textarea').inputValue()).toBe('这是全网最好的耳机。')
  expect(await refused.count()).toBe(1)
  expect(await barriersOn(page)).toEqual([])
  await page.setViewportSize({ width: 360, height: 740 })
  expect(await overhangPx(page)).toBe(0)
  await page.setViewportSize({ width: 1_280, height: 800 })
  await page.reload() // what was not saved is still there
  const second = page.getByLabel('第 1 段第 2 句', { exact: true })
  await until('the sentence is back', async () => (await second.inputValue()) === '这是全网最好的耳机。')
  await second.fill('这是一副很轻的耳机。')
  await page.getByText('全部通过检查').waitFor()
  await page.getByRole('button', { name: '保存', exact: true }).click()
  const saved = await until('it is kept', async () => {
    const { scripts } = await product.api('GET', '/api/scripts')
    return scripts.find((each: { script: { title: string } }) => each.script.title === '晚场耳机')
  })
  expect(saved.script.segments[0].sentences).toEqual(['家人们晚上好。', '这是一副很轻的耳机。'])
  await losesNobodysText(product, page, saved)
  const conflict = /^console: Failed to load resource: the server responded with a status of 409/
  expect(visit.troubles.filter(each => !conflict.test(each))).toEqual([])
}

realTest(
  'the gate refuses at the very sentence while it is typed; what is typed outlives a reload, and somebody else’s save',
  ['chromium'],
  refusesWhileTyping,
)

type Saved = { readonly name: string; readonly script: { readonly segments: readonly object[] } }

async function losesNobodysText(product: Product, page: Page, { name, script }: Saved): Promise<void> {
  const first = page.getByLabel('第 1 段第 1 句', { exact: true })
  await first.fill('朋友们，晚上好。')
  const theirs = { ...script, segments: [{ name: 'segment-1', sentences: ['大家好。'] }] }
  await product.api('PUT', `/api/scripts/${name}`, theirs)
  const conflict = page.getByRole('region', { name: '别人刚改过这份脚本' })
  await conflict.getByText('大家好。').waitFor()
  await conflict.getByText('朋友们，晚上好。').waitFor()
  await conflict.getByRole('button', { name: '用我的覆盖' }).click()
  await conflict.getByRole('button', { name: '用我的覆盖' }).click()
  await conflict.waitFor({ state: 'hidden' })
  const now = await product.api('GET', `/api/scripts/${name}`)
  expect(now.script.segments[0].sentences).toEqual(['朋友们，晚上好。', '这是一副很轻的耳机。'])
}
