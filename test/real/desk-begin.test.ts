// The wizard as somebody meets it who has never seen it: by keyboard, from nothing to a platform that receives.
import type { Page } from 'playwright-core'
import { expect } from 'vitest'
import { startProduct } from '../../scripts/product.ts'
import { barriersOn, openPage, overhangPx, signInByAddress } from '../support/desk.ts'
import { openBrowser, picturesOf, type Visit } from '../support/real-browser.ts'
import { ffmpegCamera, picture } from '../support/real-cameras.ts'
import { type Nginx, startNginx } from '../support/real-nginx.ts'
import { readQr } from '../support/qr.ts'
import { realTest } from '../support/real-programs.ts'
import { until } from '../support/until.ts'

const screen = { widthPx: 1_280, heightPx: 900 } as const
const key = 'show-694123?token=0a1b2c3d4e5f60718293&expire=4102444800'

/** Goes from control to control by Tab until one has this name; whoever uses no mouse can get there. */
async function tabTo(page: Page, name: string): Promise<void> {
  const seen: string[] = []
  for (let i = 0; i < 120; i++) {
    await page.keyboard.press('Tab')
    const there = String(await page.evaluate(nameOfFocused))
    if (there === name) return
    seen.push(there)
  }
  throw new Error(`Tab never comes to ${name}; it comes to: ${seen.join(' | ')}`)
}

const nameOfFocused = `(() => {
  const at = document.activeElement
  return (at.getAttribute('aria-label') ?? at.labels?.[0]?.textContent ?? at.textContent ?? '').trim()
})()`

async function press(page: Page, name: string): Promise<void> {
  await tabTo(page, name)
  await page.locator(':focus:not([aria-disabled="true"])').waitFor() // what is pasted is looked at for a moment
  await page.keyboard.press('Enter')
}

const title = (page: Page, name: string) =>
  page.getByRole('heading', { level: 2, name: new RegExp(`步 ?${name}$`) }).waitFor()

async function namesTheShow({ page }: Visit): Promise<void> {
  await tabTo(page, '直播名称')
  await page.keyboard.press('ControlOrMeta+A')
  await page.keyboard.insertText('Tonight')
  await page.keyboard.press('Enter')
  await title(page, '接入画面')
}

/** The camera publishes with what the page shows; its picture is seen and judged. */
async function seesTheCamera(stage: AsyncDisposableStack, { page }: Visit): Promise<void> {
  const streamKey = await page.getByLabel('推流码', { exact: true }).inputValue()
  const server = await page.getByLabel('服务器', { exact: true }).inputValue()
  expect(await readQr(page.getByRole('img', { name: '整段推流地址的二维码' }))).toBe(`${server}/${streamKey}`)
  await page.getByText('等待画面').waitFor()
  expect(await barriersOn(page)).toEqual([])
  ffmpegCamera(stage, `${server}/${streamKey.slice(0, -1)}`) // as when a key is not copied whole
  await page.getByText('推流码不对，不属于任何机位').waitFor({ timeout: 10_000 })
  expect(await barriersOn(page)).toEqual([])
  ffmpegCamera(stage, `${server}/${streamKey}`)
  await page.getByText('画面到了').waitFor({ timeout: 20_000 })
  expect(await page.getByText('推流码不对').count()).toBe(0)
  await until('the camera’s picture plays', async () => {
    const [seen] = await picturesOf(page)
    return seen !== undefined && seen.atS > 0 && !seen.isFlat && seen.widthPx === picture.widthPx
  })
  await page.locator('[data-aspect="size"]').getByText('640×360').waitFor()
  await page.reload()
  await title(page, '接入画面')
  await page.getByText('推流码出于安全只显示一次').waitFor()
  expect(await page.content()).not.toContain(streamKey)
}

/** An address as a chat program hands it on: labels, a full-width colon, something invisible, a line broken in the key. */
const asChatted = ({ port }: Nginx) =>
  `【推流信息】\n推流地址：rtmp：//127.0.0.1:${port}/live/\n推流码：\u200b${key.slice(0, 30)}\n${key.slice(30)}\n请勿外传。`

async function pastesTheAddress({ page }: Visit, platform: Nginx): Promise<void> {
  await press(page, '下一步：平台')
  await title(page, '平台')
  await press(page, '添加自己的 RTMP 服务器')
  await page.getByRole('region', { name: 'server' }).waitFor()
  await tabTo(page, '粘贴RTMP的推流地址')
  await page.keyboard.insertText(asChatted(platform))
  await page.getByText('认出 1 个地址，请核对').waitFor()
  await page.getByText('断开的行已经接上').waitFor()
  await page.getByText(/^还有 \d+ 天/).waitFor()
  expect(await page.locator('.recognised .mono').allTextContents()).toEqual([
    `rtmp://127.0.0.1:${platform.port}/live/`,
    '••••••4800',
  ])
  expect(await barriersOn(page)).toEqual([])
  await press(page, '保存这个地址')
  await page.getByText('现用地址').waitFor()
  expect(await page.getByLabel('粘贴RTMP的推流地址').inputValue()).toBe('')
}

async function goesOnAir({ page }: Visit, platform: Nginx): Promise<void> {
  await press(page, '下一步：开播前检查')
  await page.locator('[data-verdict="GO"]').waitFor({ timeout: 20_000 })
  await press(page, '下一步：开播')
  await title(page, '开播')
  await press(page, '开播')
  await page.getByText('向 1 个平台开播？画面会立刻送出。').waitFor()
  expect(platform.publishes).toEqual([])
  await press(page, '确认开播')
  await page.getByRole('heading', { name: '开播了。' }).waitFor({ timeout: 20_000 })
  expect(platform.publishes).toMatchObject([{ app: 'live', streamName: key, endedAtMs: null }])
  await page.reload()
  await page.getByRole('heading', { name: '开播了。' }).waitFor()
  expect(await barriersOn(page)).toEqual([])
}

/** On air the address is replaced: the old platform gets its goodbye, the new one the picture. */
async function changesTheAddressOnAir({ page }: Visit, before: Nginx, after: Nginx): Promise<void> {
  await press(page, '上一步')
  await press(page, '上一步')
  await title(page, '平台')
  await tabTo(page, '粘贴RTMP的推流地址')
  await page.keyboard.insertText(`${after.url}\nsecond`)
  await page.getByText('认出 1 个地址，请核对').waitFor()
  await press(page, '替换现有地址')
  await page.getByText('正在直播。改地址后这一路可能重连一次').waitFor()
  await press(page, '替换现有地址')
  await until('the new platform receives', () => after.publishes.length === 1, 15_000)
  expect(after.publishes).toMatchObject([{ streamName: 'second', endedAtMs: null }])
  await until('the old one heard a goodbye', () => before.publishes.every(each => each.endedAtMs !== null))
}

async function leadsOntoTheAir(stage: AsyncDisposableStack): Promise<void> {
  const [first, second] = [await startNginx(stage), await startNginx(stage)]
  const product = await startProduct({ CHANGMING_RELAY_BACKOFF_FIRST_MS: '200' })
  stage.defer(() => product.stop())
  const visit = await openBrowser(stage, { locale: 'zh-CN', ...screen })
  await signInByAddress(visit, product)
  await openPage(visit, '/begin')
  await namesTheShow(visit)
  await seesTheCamera(stage, visit)
  await pastesTheAddress(visit, first)
  await goesOnAir(visit, first)
  await changesTheAddressOnAir(visit, first, second)
  await visit.page.setViewportSize({ width: 360, height: 740 })
  expect(await overhangPx(visit.page)).toBe(0)
  expect(await visit.page.content()).not.toContain(key)
  expect(visit.troubles).toEqual([])
}

realTest(
  'by keyboard alone the wizard leads from nothing to a platform that receives, and on air to another',
  ['chromium', 'ffmpeg', 'nginx'],
  leadsOntoTheAir,
  240_000,
)
