// Every page of the desk, in both languages, light and dark, on a desk and on a phone: nothing in anybody's way, nothing from elsewhere.
import { expect } from 'vitest'
import { barriersOn, deskUrl, openPage, overhangPx, signInByAddress } from '../support/desk.ts'
import { openBrowser, type Visit } from '../support/real-browser.ts'
import { ffmpegCamera } from '../support/real-cameras.ts'
import { openHouse } from '../support/real-house.ts'
import { startNginx } from '../support/real-nginx.ts'
import { realTest } from '../support/real-programs.ts'

const pages = [
  '/',
  '/begin',
  '/broadcasts/evening',
  '/scripts',
  '/hosts',
  '/incidents',
  '/drills',
  '/people',
  '/reference',
  '/prompter/evening',
  '/wall',
]
const looks = [
  { language: '中文', scheme: 'dark', widthPx: 1_280, heightPx: 900 },
  { language: 'English', scheme: 'light', widthPx: 360, heightPx: 740 },
] as const

async function inNobodysWay(stage: AsyncDisposableStack): Promise<void> {
  const platform = await startNginx(stage)
  const destinations = [{ name: 'shop', endpoints: [{ url: platform.url, key: 'key' }] }]
  const house = await openHouse(stage, destinations)
  await house.start()
  ffmpegCamera(stage, house.publishUrl)
  await house.allCarrying()
  const visit = await openBrowser(stage, { locale: 'zh-CN', widthPx: 1_280, heightPx: 900 })
  const foreign: string[] = []
  visit.page.on('request', request => {
    const url = request.url()
    if (!url.startsWith(deskUrl(house.product)) && !/^(?:blob|data):/.test(url)) foreign.push(url)
  })
  await signInByAddress(visit, house.product)
  const faults: string[] = []
  for (const look of looks) faults.push(...(await faultsOf(visit, look)))
  expect(faults).toEqual([])
  expect(foreign).toEqual([])
  expect(visit.troubles).toEqual([])
}

async function faultsOf(visit: Visit, look: (typeof looks)[number]): Promise<string[]> {
  const { page } = visit
  await page.setViewportSize({ width: look.widthPx, height: look.heightPx })
  await page.emulateMedia({ colorScheme: look.scheme })
  await openPage(visit, '/')
  if (look.language === 'English') await page.getByRole('button', { name: 'English' }).click()
  const faults: string[] = []
  for (const path of pages) {
    await openPage(visit, path)
    const overPx = await overhangPx(page)
    if (overPx > 0) faults.push(`${path} ${look.widthPx} px: ${overPx} px beyond the edge`)
    for (const barrier of await barriersOn(page))
      faults.push(`${path} ${look.scheme}: ${barrier.id} (${barrier.impact}) ${barrier.where.join(' | ')}`)
  }
  return faults
}

realTest(
  'every page is free of serious barriers, fits a phone, and asks nobody but control',
  ['chromium', 'ffmpeg', 'nginx'],
  inNobodysWay,
)
