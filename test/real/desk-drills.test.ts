// A drill from the page: begun by its button, followed while it runs, taken notice of, and read as a scorecard.
import { expect } from 'vitest'
import { ControlRig } from '../support/control-rig.ts'
import { barriersOn, openPage, signInByAddress } from '../support/desk.ts'
import { openBrowser } from '../support/real-browser.ts'
import { realTest } from '../support/real-programs.ts'

/** The drill is a child that plays one: what it acts is tested where it is at home, and takes minutes. */
async function isBegunAndRead(stage: AsyncDisposableStack): Promise<void> {
  const rig = stage.use(await new ControlRig().open())
  const visit = await openBrowser(stage, { locale: 'zh-CN', widthPx: 1_280, heightPx: 900 })
  const { page } = visit
  await signInByAddress(visit, { httpPort: Number(new URL(rig.control.url).port), token: rig.token })
  await openPage(visit, '/drills')
  await page.getByText('还没有演练过').first().waitFor()
  await page.getByRole('button', { name: '现在演练' }).click()
  expect((await rig.ask('GET', '/api/drills')).json.drills).toEqual([])
  await page.getByRole('button', { name: '开始演练' }).click()
  const running = page.getByRole('region', { name: '正在演练' })
  await running.locator('progress[value="1"]').waitFor({ timeout: 30_000 })
  expect(await barriersOn(page)).toEqual([])
  await running.getByRole('button', { name: '我收到了演练通知' }).click()
  await page.locator('article[data-fault="relay-killed"][data-level="good"]').waitFor({ timeout: 30_000 })
  await running.waitFor({ state: 'detached' })
  expect(await page.locator('article[data-fault]').count()).toBe(10)
  await page.locator('[data-drill][data-level="good"]').getByText('admin').waitFor()
  expect(await barriersOn(page)).toEqual([])
  expect(visit.troubles).toEqual([])
}

realTest('a drill is begun by the page’s button and shown as a scorecard', ['chromium'], isBegunAndRead)
