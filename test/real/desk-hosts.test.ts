// The page of virtual hosts in Chromium: a host drawn alive, a voice heard, a rotation saved, and a word from the desk.
import type { Page } from 'playwright-core'
import { expect } from 'vitest'
import { type Product, startProduct } from '../../scripts/product.ts'
import { pngOf } from '../support/png.ts'
import { openBrowser } from '../support/real-browser.ts'
import { realTest } from '../support/real-programs.ts'
import { until } from '../support/until.ts'

/** The worker finds nothing to draw with: its host never comes, and takes no time from this test. */
const drawnByNobody = { CHANGMING_AVATAR_BROWSER: '/usr/bin/false' }

async function atHosts(
  stage: AsyncDisposableStack,
): Promise<{ product: Product; page: Page; troubles: readonly string[] }> {
  const product = await startProduct(drawnByNobody)
  stage.defer(() => product.stop())
  await product.api('PUT', '/api/feeds/night-host', {
    kind: 'host',
    host: { rotation: [{ host: 'lin', script: 'earphones-zh' }] },
  })
  const { page, troubles } = await openBrowser(stage, { locale: 'zh-CN', widthPx: 1_280, heightPx: 900 })
  await page.goto(`http://127.0.0.1:${product.httpPort}/#token=${product.token}`)
  await page.getByRole('link', { name: '虚拟主播' }).click()
  await page.getByRole('heading', { level: 2, name: 'night-host' }).waitFor()
  return { product, page, troubles }
}

async function showsHosts(stage: AsyncDisposableStack): Promise<void> {
  const { product, page, troubles } = await atHosts(stage)
  await saysNext(product, page)
  await keepsLogo(page)
  await savesRotation(product, page)
  await drawsHost(page)
  await hearsVoice(page)
  // What is refused is answered with 400, which a browser writes on its console: a sentence by the gate, and a file that is no logo.
  expect(troubles).toEqual([
    expect.stringContaining('status of 400'),
    expect.stringContaining('status of 400'),
  ])
}

realTest(
  'the page has a host say a sentence next, saves a rotation, draws a host alive before a set, and lets a voice be heard',
  ['chromium'],
  showsHosts,
)

async function saysNext(product: Product, page: Page): Promise<void> {
  const say = page.getByRole('region', { name: '马上说一句' })
  await say.getByLabel('要说的话').fill('这是全网第一的耳机')
  await say.getByRole('button', { name: '说这句' }).click()
  await say.locator('.fault', { hasText: '第一' }).waitFor()
  await say.getByLabel('要说的话').fill('新来的朋友，点个关注。')
  await say.getByRole('button', { name: '说这句' }).click()
  await say.locator('li[data-say=queued]', { hasText: '新来的朋友' }).waitFor()
  const { host } = await product.api('GET', '/api/feeds/night-host')
  expect(host.interjections).toMatchObject([{ text: '新来的朋友，点个关注。', state: 'queued' }])
  await say.getByRole('button', { name: '撤回' }).click()
  await say.locator('li[data-say=refused]').waitFor()
}

async function keepsLogo(page: Page): Promise<void> {
  const panel = page.getByRole('region', { name: '上传台标' })
  const give = (buffer: Buffer) =>
    panel.locator('input[type=file]').setInputFiles({ name: 'Shop.png', mimeType: 'image/png', buffer })
  await give(Buffer.from('GIF89a, and more than that'))
  await panel.getByRole('button', { name: '检查并保存' }).click()
  await panel.getByRole('alert').getByText('PNG').waitFor()
  await give(pngOf(64, 32))
  await panel.getByRole('button', { name: '检查并保存' }).click()
  const seen = page.getByAltText('台标 shop')
  await seen.waitFor()
  await until(
    'it is shown',
    async () => (await seen.evaluate(img => (img as HTMLImageElement).naturalWidth)) === 64,
  )
}

async function savesRotation(product: Product, page: Page): Promise<void> {
  const feed = page.getByRole('region', { name: 'night-host' })
  await feed.getByRole('button', { name: '改排班' }).click()
  await feed.getByRole('button', { name: '加一段' }).click()
  const first = feed.getByLabel('第 1 段')
  await first.getByLabel('主播').selectOption('mei')
  await first.getByLabel('布景').selectOption('built-in:kitchen')
  await first.getByLabel('从').fill('23:00')
  await first.getByLabel('到').fill('02:00')
  await feed.getByLabel('画面上的台标').selectOption('shop')
  await feed.getByRole('button', { name: '保存排班' }).click()
  const saved = await until('it is saved', async () => {
    const { host } = await product.api('GET', '/api/feeds/night-host')
    return host.rotation.length === 2 && host
  })
  expect(saved.logo).toBe('shop')
  expect(saved.rotation).toMatchObject([
    { host: 'mei', from: '23:00', to: '02:00', set: { set: 'kitchen' } },
    { host: 'lin', script: 'earphones-zh' },
  ])
  await feed.getByRole('button', { name: '不改了' }).click()
  await feed.getByText('23:00–24:00 小美').first().waitFor({ state: 'attached' })
}

/** How many colours the preview shows, and its picture in small. */
const look = `(() => {
  const canvas = document.querySelector('.live-host canvas')
  const small = new OffscreenCanvas(36, 64)
  const pen = small.getContext('2d')
  pen.drawImage(canvas, 0, 0, 36, 64)
  const points = new Uint32Array(pen.getImageData(0, 0, 36, 64).data.buffer)
  return { colours: new Set(points).size, picture: points.join(' '), corner: points[0] }
})()`
type Looked = { readonly colours: number; readonly picture: string; readonly corner: number }

async function drawsHost(page: Page): Promise<void> {
  await page.getByRole('button', { name: '打开实时预览' }).click()
  await page.locator('.live-host[data-state=drawing]').waitFor({ timeout: 60_000 })
  const first = (await page.evaluate(look)) as Looked
  expect(first.colours).toBeGreaterThan(100)
  await until('she moves', async () => ((await page.evaluate(look)) as Looked).picture !== first.picture)
  const isBehind = async () => ((await page.evaluate(look)) as Looked).corner !== 0
  await until('a set stands behind her', isBehind, 60_000)
}

async function hearsVoice(page: Page): Promise<void> {
  await page.getByRole('button', { name: '试听', exact: true }).click()
  await page.getByText('读作：').waitFor({ timeout: 20_000 })
  const seconds = await until('it sounds', async () => {
    const at = (await page.evaluate(`document.querySelector('audio').currentTime`)) as number
    return at > 0.2 && at
  })
  expect(seconds).toBeGreaterThan(0.2)
}
