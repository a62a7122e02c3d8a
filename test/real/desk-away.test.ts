// The desk while control is away: it says so, keeps what it knows, offers nothing that could not be done, and goes on afterwards.
import { expect } from 'vitest'
import { overhangPx, signInByAddress } from '../support/desk.ts'
import { openBrowser, picturesOf, type Visit } from '../support/real-browser.ts'
import { ffmpegCamera } from '../support/real-cameras.ts'
import { openHouse } from '../support/real-house.ts'
import { startNginx } from '../support/real-nginx.ts'
import { realTest } from '../support/real-programs.ts'
import { until } from '../support/until.ts'

const verdict = ({ page }: Visit, sentence: string) =>
  page.getByRole('heading', { name: sentence, exact: true }).waitFor({ timeout: 20_000 })

/** Resolves once the first picture on the page has moved on for a second. */
async function pictureMoves({ page }: Visit): Promise<void> {
  const seen = async () => (await picturesOf(page))[0]
  const first = await until('a picture plays', async () => {
    const now = await seen()
    return now !== undefined && now.atS > 0 && !now.isFlat && now
  })
  const later = await until('it moves on', async () => {
    const now = await seen()
    return now !== undefined && now.atS > first.atS + 1 && now
  })
  expect(later.pixels).not.toBe(first.pixels)
}

async function outlivesControl(stage: AsyncDisposableStack): Promise<void> {
  const platform = await startNginx(stage)
  const destinations = [{ name: 'shop', endpoints: [{ url: platform.url, key: 'key' }] }]
  const house = await openHouse(stage, destinations)
  await house.start()
  ffmpegCamera(stage, house.publishUrl)
  await house.allCarrying()
  const visit = await openBrowser(stage, { locale: 'zh-CN', widthPx: 1_280, heightPx: 900 })
  const { page } = visit
  await signInByAddress(visit, house.product)
  await verdict(visit, '正在直播，平台正常收流。')
  await pictureMoves(visit)
  await house.product.killControl()
  const alert = page.getByText('控制进程没有应答，正在播的照常在播。')
  await alert.waitFor()
  await page.setViewportSize({ width: 360, height: 740 })
  expect(await overhangPx(page)).toBe(0)
  await page.setViewportSize({ width: 1_280, height: 900 })
  await house.product.startControl()
  await alert.waitFor({ state: 'hidden' })
  await verdict(visit, '正在直播，平台正常收流。')
  await pictureMoves(visit)
  expect(platform.publishes).toEqual([expect.objectContaining({ endedAtMs: null })])
}

realTest(
  'the desk says that control is away and that all stays on air, and goes on when it is back',
  ['chromium', 'ffmpeg', 'nginx'],
  outlivesControl,
)
