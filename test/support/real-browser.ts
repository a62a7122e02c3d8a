// Debian's Chromium, as an operator has it open; it keeps account of everything that went wrong on the page.
import { chromium, type Page } from 'playwright-core'

export type Visit = {
  readonly page: Page
  /** Errors on the console, exceptions nobody caught, and what the page's own policy forbade. */
  readonly troubles: readonly string[]
}

export type Visitor = {
  readonly locale: 'en-GB' | 'zh-CN'
  readonly widthPx: number
  readonly heightPx: number
}

/** A browser with one page, not yet anywhere. */
export async function openBrowser(stage: AsyncDisposableStack, visitor: Visitor): Promise<Visit> {
  const browser = await chromium.launch({
    executablePath: '/usr/bin/chromium',
    args: ['--no-sandbox', '--disable-dev-shm-usage'], // CI is root, in a container with a small /dev/shm
  })
  stage.defer(() => browser.close())
  const context = await browser.newContext({
    locale: visitor.locale,
    colorScheme: 'dark',
    viewport: { width: visitor.widthPx, height: visitor.heightPx },
  })
  const page = await context.newPage()
  const troubles: string[] = []
  page.on('console', message => message.type() === 'error' && troubles.push(`console: ${message.text()}`))
  page.on('pageerror', error => troubles.push(`exception: ${error.message}`))
  await page.exposeFunction('tellTest', (what: string) => troubles.push(what))
  await page.addInitScript(`addEventListener('securitypolicyviolation', event =>
    tellTest('policy: ' + event.violatedDirective + ' ' + event.blockedURI))`)
  return { page, troubles }
}

export type Seen = {
  readonly atS: number
  readonly widthPx: number
  readonly heightPx: number
  /** The picture in small, as text: two of them are equal where nothing moved. */
  readonly pixels: string
  /** All of one colour. */
  readonly isFlat: boolean
}

/** What each of the page's players shows at this moment. */
export async function picturesOf(page: Page): Promise<readonly Seen[]> {
  return (await page.evaluate(look)) as Seen[]
}

const look = `[...document.querySelectorAll('video')].map(video => {
  const canvas = new OffscreenCanvas(32, 18)
  const context = canvas.getContext('2d')
  context.drawImage(video, 0, 0, 32, 18)
  const points = new Uint32Array(context.getImageData(0, 0, 32, 18).data.buffer)
  return {
    atS: video.currentTime,
    widthPx: video.videoWidth,
    heightPx: video.videoHeight,
    pixels: points.join(' '),
    isFlat: points.every(point => point === points[0]),
  }
})`
