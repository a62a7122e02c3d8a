// The desk as somebody sits at it: signed in, on a page, with an eye on what no page may do.
import { createRequire } from 'node:module'
import { readFileSync } from 'node:fs'
import type { Page } from 'playwright-core'
import type { Visit } from './real-browser.ts'

export type DeskAddress = { readonly httpPort: number; readonly token: string }

export const deskUrl = ({ httpPort }: Pick<DeskAddress, 'httpPort'>) => `http://127.0.0.1:${httpPort}/`

/** Signs in by a token in the address, as the demo prints it, and waits for the navigation. */
export async function signInByAddress({ page }: Visit, address: DeskAddress): Promise<void> {
  await page.goto(`${deskUrl(address)}#token=${address.token}`)
  await page.locator('header nav').waitFor()
}

/** Opens a page by its address after `#`, and waits until its heading stands there. */
export async function openPage({ page }: Visit, path: string): Promise<void> {
  await page.evaluate(to => {
    location.hash = to
  }, path)
  await page.locator('main h1').first().waitFor()
}

const axeFile = createRequire(import.meta.url).resolve('axe-core/axe.min.js')

export type Barrier = { readonly id: string; readonly impact: string; readonly where: readonly string[] }

/** What axe-core calls serious or critical on the page as it stands. */
export async function barriersOn(page: Page): Promise<readonly Barrier[]> {
  if (!(await page.evaluate('"axe" in window'))) await page.evaluate(readFileSync(axeFile, 'utf8'))
  const found = (await page.evaluate(
    `axe.run(document, { resultTypes: ['violations'] }).then(({ violations }) => violations
      .filter(each => each.impact === 'serious' || each.impact === 'critical')
      .map(each => ({ id: each.id, impact: each.impact, where: each.nodes.slice(0, 5).map(node => node.html.slice(0, 200)) })))`,
  )) as Barrier[]
  return found
}

/** How much wider than the window the page is; 0 where nothing lies beyond its right edge. */
export async function overhangPx(page: Page): Promise<number> {
  return (await page.evaluate('document.documentElement.scrollWidth - innerWidth')) as number
}
