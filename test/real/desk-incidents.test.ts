// Incidents as somebody at the desk meets them: a camera is killed beside a product that is on air, and the story shows what viewers saw.
import type { Locator } from 'playwright-core'
import { expect } from 'vitest'
import { barriersOn, openPage, overhangPx, signInByAddress } from '../support/desk.ts'
import { openBrowser, type Visit } from '../support/real-browser.ts'
import { ffmpegCamera, picture } from '../support/real-cameras.ts'
import { type House, openHouse } from '../support/real-house.ts'
import { startNginx } from '../support/real-nginx.ts'
import { realTest } from '../support/real-programs.ts'
import { slateIsReady } from '../support/real-splice.ts'
import { until } from '../support/until.ts'

async function tellsTheStory(stage: AsyncDisposableStack): Promise<void> {
  const platform = await startNginx(stage)
  const destinations = [
    { name: 'douyin', platform: 'douyin', endpoints: [{ url: platform.url, key: 'key' }] },
  ]
  const house = await openHouse(stage, destinations)
  await house.start()
  const camera = ffmpegCamera(stage, house.publishUrl)
  await house.allCarrying()
  await slateIsReady(house)
  const visit = await openBrowser(stage, { locale: 'en-GB', widthPx: 1_280, heightPx: 900 })
  await signInByAddress(visit, house.product)
  await openPage(visit, '/incidents')
  await visit.page.getByText('No incident has been recorded yet.').waitFor()
  await camera.end()
  await listsIt(visit)
  await showsPictures(visit)
  await isAcknowledged(visit, house)
  ffmpegCamera(stage, house.publishUrl)
  await isOver(visit)
  expect(await barriersOn(visit.page)).toEqual([])
  await visit.page.setViewportSize({ width: 360, height: 740 })
  expect(await overhangPx(visit.page)).toBe(0)
  expect(visit.troubles).toEqual([])
}

async function listsIt({ page }: Visit): Promise<void> {
  const row = page.locator('article.incident-row')
  await row.waitFor()
  await page.getByRole('heading', { level: 2, name: 'Now (1)' }).waitFor()
  await row.getByText(/^Now · Feed lost · evening · It lies with the (feed|encoder)$/).waitFor()
  await row.getByText(/Douyin: .*the slate for/).waitFor()
  await row.getByRole('link', { name: /camera-a/ }).click()
  await page.getByRole('heading', { level: 1, name: /camera-a/ }).waitFor()
}

/** The last picture before it under its beginning, the slate under what viewers saw, both decoded. */
async function showsPictures({ page }: Visit): Promise<void> {
  const last = page.locator('[data-step="began"] [data-moment="began"][data-shows="feed"] img')
  const slate = page.locator('[data-step="piece"] [data-shows="slate"] img').first()
  for (const each of [last, slate]) {
    await each.waitFor({ timeout: 30_000 })
    expect(await until('the picture is there', () => sizeOf(each), 20_000)).toEqual([
      picture.widthPx,
      picture.heightPx,
    ])
  }
  await page.getByText(/^\d\d:\d\d:\d\d Viewers of Douyin see the slate, for .* now$/).waitFor()
  await page.locator('.shot', { hasText: 'Seen by viewers of Douyin' }).first().waitFor()
  expect(await page.locator('.sight svg').getAttribute('aria-label')).toMatch(/picture .*; slate /)
}

async function sizeOf(image: Locator): Promise<[number, number] | undefined> {
  const [widthPx, heightPx] = await image.evaluate(node => {
    const { naturalWidth, naturalHeight } = node as HTMLImageElement
    return [naturalWidth, naturalHeight] as const
  })
  return widthPx > 0 ? [widthPx, heightPx] : undefined
}

async function isAcknowledged({ page }: Visit, { product }: House): Promise<void> {
  await page.getByRole('button', { name: 'I have seen this' }).click()
  await page.getByText(/^seen by admin at \d\d:\d\d:\d\d$/).waitFor()
  await page.getByText(/Seen by admin, .* after it was recorded$/).waitFor()
  const { incidents } = await product.api('GET', '/api/incidents?open=true')
  expect(incidents).toMatchObject([{ acknowledgedBy: 'admin' }])
}

async function isOver({ page }: Visit): Promise<void> {
  await page.getByText(/Recovered after .*: viewers had their picture again$/).waitFor({ timeout: 30_000 })
  const first = page.locator('[data-step="recovered"] [data-shows="feed"] img').first()
  await first.waitFor({ timeout: 30_000 })
  await page.locator('.curve .line').first().waitFor({ state: 'attached' })
  await page.locator('.events li').getByText('camera-a was lost, viewers see the slate').waitFor()
  await page.locator('.runbook summary').click()
  await page.getByRole('heading', { level: 3, name: 'What viewers see' }).waitFor()
}

realTest(
  'a camera that is killed becomes an incident with pictures of what viewers saw, is acknowledged, and is over',
  ['chromium', 'ffmpeg', 'nginx'],
  tellsTheStory,
)
