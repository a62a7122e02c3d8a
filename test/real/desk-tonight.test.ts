// Tonight, the wall and a broadcast's page in Chromium, beside a product that is on air: faults are seen at once, all goes by keyboard.
import type { Locator } from 'playwright-core'
import { expect } from 'vitest'
import { openBrowser, picturesOf, type Visit } from '../support/real-browser.ts'
import { ffmpegCamera } from '../support/real-cameras.ts'
import { type House, openHouse } from '../support/real-house.ts'
import { type Nginx, startNginx } from '../support/real-nginx.ts'
import { realTest } from '../support/real-programs.ts'
import { slateIsReady } from '../support/real-splice.ts'
import { until } from '../support/until.ts'

const screen = { widthPx: 1_280, heightPx: 900 } as const
const phone = { width: 360, height: 740 } as const
const allWell = 'On air. All 2 destinations take the picture.'
/** From the leg's knowing to the page's showing. */
const promisedMs = 1_000

async function onAir(stage: AsyncDisposableStack): Promise<{ house: House; platforms: Nginx[] }> {
  const platforms = [await startNginx(stage), await startNginx(stage)]
  const house = await openHouse(
    stage,
    ['douyin', 'kuaishou'].map((name, i) => ({
      name,
      platform: name,
      endpoints: [{ url: platforms[i]?.url ?? '', key: `key-${i}` }],
    })),
    { CHANGMING_RELAY_BACKOFF_FIRST_MS: '200', CHANGMING_RELAY_BACKOFF_MAX_MS: '1000' },
  )
  await house.start()
  return { house, platforms }
}

const verdict = ({ page }: Visit, sentence: string) =>
  page.getByRole('heading', { level: 2, name: sentence }).waitFor({ timeout: 20_000 })

const go = ({ page }: Visit, hash: string) => page.evaluate(`location.hash = ${JSON.stringify(hash)}`)

async function fitsPhone({ page }: Visit): Promise<void> {
  await page.setViewportSize(phone)
  expect(await page.evaluate('document.documentElement.scrollWidth')).toBe(phone.width)
  await page.setViewportSize({ width: screen.widthPx, height: screen.heightPx })
}

/** As somebody without a mouse does. */
async function press(button: Locator): Promise<void> {
  await button.focus()
  await button.press('Enter')
}

/** A question has come: the focus is on leaving it; the next key stop is yes. */
async function sayYes({ page }: Visit): Promise<void> {
  await page.locator('.ask button.quiet:focus').waitFor()
  await page.keyboard.press('Tab')
  await page.keyboard.press('Enter')
}

async function works(stage: AsyncDisposableStack): Promise<void> {
  const { house, platforms } = await onAir(stage)
  const camera = ffmpegCamera(stage, house.publishUrl)
  const visit = await openBrowser(stage, { locale: 'en-GB', ...screen })
  await visit.page.goto(`http://127.0.0.1:${house.product.httpPort}/#token=${house.product.token}`)
  await verdict(visit, allWell)
  await until('the program plays', async () => (await picturesOf(visit.page))[0]?.widthPx === 640)
  await showsAFrozenPlatform(visit, house, platforms[0] as Nginx)
  await fitsPhone(visit)
  await stopsOneAlone(visit, platforms)
  await takesAndReleases(visit, house)
  await fitsPhone(visit)
  await camera.end()
  await verdict(visit, 'Viewers see the slate.')
  await go(visit, '#/wall')
  await verdict(visit, 'Viewers see the slate.')
  expect(await visit.page.evaluate('document.documentElement.scrollHeight')).toBe(screen.heightPx)
  await visit.page.keyboard.press('Escape')
  await visit.page.getByRole('heading', { level: 1, name: 'Tonight' }).waitFor()
  expect(visit.troubles).toEqual([])
}

/** The page itself notes when it first shows the destination as anything but well. */
const noteChange = `new Promise(resolve => {
  const shown = () => document.querySelector('.card article[data-destination="douyin"]').dataset.level !== 'good'
  const look = () => {
    if (!shown()) return
    seen.disconnect()
    resolve(Date.now())
  }
  const seen = new MutationObserver(look)
  seen.observe(document.body, { subtree: true, childList: true, attributes: true })
})`

async function showsAFrozenPlatform(visit: Visit, house: House, platform: Nginx): Promise<void> {
  const isShown = visit.page.evaluate(noteChange)
  platform.signal('SIGSTOP')
  const shownAtMs = (await isShown) as number
  platform.signal('SIGCONT')
  const { events } = await house.product.api('GET', '/api/events/history?broadcast=evening&kinds=leg-state')
  const known = (events as { atMs: number; detail: { to: string; destination: string } }[]).findLast(
    ({ detail }) => detail.destination === 'douyin' && detail.to === 'stalled',
  )
  const lateMs = shownAtMs - (known?.atMs ?? 0)
  process.stderr.write(`a frozen platform was on the page ${lateMs} ms after the leg knew\n`)
  expect(lateMs).toBeLessThanOrEqual(promisedMs)
  await verdict(visit, allWell)
}

async function stopsOneAlone(visit: Visit, [stopped, sibling]: readonly Nginx[]): Promise<void> {
  const { page } = visit
  await go(visit, '#/broadcasts/evening')
  const leg = page.locator('article[data-destination="douyin"]')
  const before = sibling?.publishes.length
  await press(leg.getByRole('button', { name: 'Stop this one' }))
  await sayYes(visit)
  await leg.getByText('stopped alone').waitFor()
  await verdict(visit, 'On air. The destination takes the picture.')
  await until('its platform heard a goodbye', () => stopped?.publishes.at(-1)?.endedAtMs !== null)
  await page.getByRole('heading', { name: 'The room at Douyin may still be open' }).waitFor()
  await press(page.getByRole('button', { name: 'I have ended it there' }))
  await page
    .getByRole('heading', { name: 'The room at Douyin may still be open' })
    .waitFor({ state: 'hidden' })
  await press(leg.getByRole('button', { name: 'Start again' }))
  await sayYes(visit)
  await verdict(visit, allWell)
  expect([sibling?.publishes.length, sibling?.publishes.at(-1)?.endedAtMs]).toEqual([before, null])
  await page.locator('.timeline .lane[data-kind="leg"] .block').first().waitFor()
  await page.locator('.events li').getByText('admin stopped Douyin alone.').waitFor()
}

async function takesAndReleases(visit: Visit, house: House): Promise<void> {
  const { page } = visit
  await slateIsReady(house)
  await press(page.locator('[data-take="slate"]').getByRole('button', { name: 'Put on air' }))
  await sayYes(visit)
  await verdict(visit, 'On air with the slate, put there by hand.')
  await press(page.getByRole('button', { name: 'Release' }))
  await verdict(visit, allWell)
}

realTest(
  'Tonight shows a frozen platform within a second, and one destination is stopped, another feed taken, by keyboard alone',
  ['chromium', 'ffmpeg', 'nginx'],
  works,
)
