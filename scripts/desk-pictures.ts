// npm run desk-pictures -- ADDRESS FOLDER: every page of a running desk as a PNG, in both languages, dark and light, on a desk and a phone; to be looked at.
import { existsSync, mkdirSync } from 'node:fs'
import { join } from 'node:path'
import { Command } from 'commander'
import { type Browser, chromium } from 'playwright-core'

const command = new Command('desk-pictures')
  .description('Takes a picture of every page of a running desk.')
  .argument('<address>', 'as npm run demo prints it, with its token')
  .argument('<folder>', 'where the PNGs go')
  .option('--page <path...>', 'only these pages, by their address after #')
  .option('--browser <file>', 'Chromium', '/usr/bin/chromium')
  .parse()
const [address = '', folder = ''] = command.args
const options = command.opts<{ page?: string[]; browser: string }>()

const usual = [
  '/',
  '/wall',
  '/begin',
  '/broadcasts/demo',
  '/prompter/demo',
  '/scripts',
  '/hosts',
  '/incidents',
  '/drills',
  '/people',
  '/reference',
]
const looks = [
  { name: 'zh-dark', locale: 'zh-CN', colorScheme: 'dark', width: 1_360, height: 900 },
  { name: 'en-light', locale: 'en-GB', colorScheme: 'light', width: 1_360, height: 900 },
  { name: 'zh-phone', locale: 'zh-CN', colorScheme: 'light', width: 360, height: 740 },
  { name: 'en-phone', locale: 'en-GB', colorScheme: 'dark', width: 360, height: 740 },
] as const
const settlesMs = 2_500

if (!existsSync(options.browser))
  throw new Error(`${options.browser} is not there; name Chromium with --browser`)
mkdirSync(folder, { recursive: true })
const browser = await chromium.launch({ executablePath: options.browser, args: ['--no-sandbox'] })
try {
  for (const look of looks) await takeAll(browser, look)
} finally {
  await browser.close()
}

async function takeAll(browser: Browser, look: (typeof looks)[number]): Promise<void> {
  const { name, locale, colorScheme, width, height } = look
  const context = await browser.newContext({ locale, colorScheme, viewport: { width, height } })
  const page = await context.newPage()
  await page.goto(address)
  await page.locator('header nav').waitFor()
  for (const path of options.page ?? usual) {
    await page.evaluate(`location.hash = ${JSON.stringify(path)}`)
    await page.waitForTimeout(settlesMs)
    const file = `${path.replaceAll('/', '-').replace(/^-/, '') || 'tonight'}.${name}.png`
    await page.screenshot({ path: join(folder, file), fullPage: true })
  }
  await context.close()
}
