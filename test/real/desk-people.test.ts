// People in Chromium: an account is made and used, behind nginx below a path; guesses, foreign pages and revoked sessions stay out.
import { createServer } from 'node:http'
import type { AddressInfo } from 'node:net'
import type { Page } from 'playwright-core'
import { expect } from 'vitest'
import { freePort, type Product, startProduct } from '../../scripts/product.ts'
import { barriersOn, signInByAddress } from '../support/desk.ts'
import { openBrowser, type Visit } from '../support/real-browser.ts'
import { realTest } from '../support/real-programs.ts'
import { until } from '../support/until.ts'
import { startWebProxy } from '../support/web-proxy.ts'

const password = 'a lamp burns all night'
const screen = { widthPx: 1_280, heightPx: 900 } as const

async function letsInAndShowsOut(stage: AsyncDisposableStack): Promise<void> {
  const port = await freePort()
  const outside = `http://127.0.0.1:${port}/changming/`
  const product = await startProduct({ CHANGMING_PUBLIC_URL: outside, CHANGMING_PASSWORD_COST: '10' })
  stage.defer(() => product.stop())
  await startWebProxy(stage, port, product.httpPort)
  const admin = await openBrowser(stage, { locale: 'zh-CN', ...screen })
  await signInByAddress(admin, product)
  await makesAccount(admin.page)
  const wang = await anotherPage(stage, admin)
  await wang.goto(outside)
  await isThrottled(wang)
  await comesIn(wang, outside)
  await isRefusedFromElsewhere(stage, wang, product)
  await isShownOut(admin.page, wang)
  await standsInAudit(admin.page)
  expect(await barriersOn(admin.page)).toEqual([])
  // A browser writes down each refusal; this one was asked for.
  expect(admin.troubles).toEqual([expect.stringContaining('status of 409')])
  await leavesNothingBehind(admin.page)
}

realTest(
  'an account is made and used below a path; guesses wait, a foreign page is refused, and a revoked session is thrown out of an open page',
  ['chromium', 'nginx'],
  letsInAndShowsOut,
)

/** Somebody else's browser: other cookies. */
async function anotherPage(stage: AsyncDisposableStack, { page }: Visit): Promise<Page> {
  const context = await page.context().browser()?.newContext({ locale: 'zh-CN' })
  if (context === undefined) throw new Error('the browser is gone')
  stage.defer(() => context.close())
  return await context.newPage()
}

async function openPart(page: Page, part: string): Promise<void> {
  await page.evaluate(to => {
    location.hash = `/people?part=${to}`
  }, part)
}

async function makesAccount(page: Page): Promise<void> {
  await openPart(page, 'accounts')
  const add = page.getByRole('region', { name: '新建账号' })
  await add.getByLabel('账号名').fill('xiaowang')
  await add.getByLabel('称呼').fill('小王')
  await add.getByLabel('密码', { exact: true }).fill('short')
  await add.getByRole('button', { name: '新建账号' }).click()
  await add.getByText('密码至少要 10 个字符。').waitFor()
  await add.getByLabel('密码', { exact: true }).fill(password)
  await add.getByLabel('账号名').fill('admin')
  await add.getByRole('button', { name: '新建账号' }).click()
  await add.getByText('admin 已有所指，请换一个名称。').waitFor() // control's own word, in the language of the page
  await add.getByLabel('账号名').fill('xiaowang')
  await add.getByRole('button', { name: '新建账号' }).click()
  await page.getByRole('region', { name: '账号', exact: true }).getByText('小王').waitFor()
}

/** Eight guesses by a program in the page, one by hand: then the form tells how long to wait, and counts down. */
async function isThrottled(page: Page): Promise<void> {
  const statuses = await page.evaluate(async () => {
    const guess = async (i: number) => {
      const body = JSON.stringify({ account: 'xiaowang', password: `guess number ${i}` })
      return (await fetch('api/session', { method: 'POST', body })).status
    }
    return await Promise.all(Array.from({ length: 8 }, (_, i) => guess(i)))
  })
  expect(new Set(statuses)).toEqual(new Set([401]))
  await page.getByLabel('账号').fill('xiaowang')
  await page.getByLabel('密码').fill('guess number 9')
  const enter = page.getByRole('button', { name: '登录', exact: true })
  await enter.click()
  await page.locator('.trouble', { hasText: '账号或密码不对' }).waitFor()
  await page.getByLabel('密码').fill(password)
  await enter.click()
  await page.locator('.trouble', { hasText: /请等 \d+ 秒/ }).waitFor()
  await page.locator('button[type=submit][aria-disabled=false]').waitFor()
}

async function comesIn(page: Page, outside: string): Promise<void> {
  await page.getByLabel('密码').fill(password)
  const events = page.waitForResponse(answer => answer.url().startsWith(`${outside}api/events`))
  await page.getByRole('button', { name: '登录', exact: true }).click()
  expect((await events).status()).toBe(200)
  await page.locator('header nav').waitFor()
  await page.locator('header [role=status]', { hasText: '实时' }).waitFor()
  const [cookie] = await page.context().cookies()
  expect(cookie).toMatchObject({ path: '/changming/', httpOnly: true, sameSite: 'Strict' })
}

/** Another port of the same machine is the same site: its cookie goes along, and is not enough. */
async function isRefusedFromElsewhere(
  stage: AsyncDisposableStack,
  page: Page,
  product: Product,
): Promise<void> {
  const foreign = createServer((_request, response) =>
    response.setHeader('content-type', 'text/html').end('<title>evil</title>'),
  ).listen(0, '127.0.0.1')
  stage.defer(() => {
    foreign.closeAllConnections()
    foreign.close()
  })
  const evil = await page.context().newPage()
  await evil.goto(`http://127.0.0.1:${(foreign.address() as AddressInfo).port}/`)
  const target = new URL('api/feeds/stolen/key', page.url().split('#')[0]).href
  await evil.evaluate(async url => {
    // The answer stays hidden from it; what counts is what it did.
    await fetch(url, { method: 'POST', mode: 'no-cors', credentials: 'include' }).catch(() => {})
  }, target)
  await evil.close()
  const { entries } = await product.api('GET', '/api/audit')
  expect(entries[0]).toMatchObject({
    path: '/api/feeds/stolen/key',
    outcome: 'refused',
    code: 'control/wrong-origin',
  })
}

async function isShownOut(admin: Page, wang: Page): Promise<void> {
  await openPart(admin, 'sessions')
  const row = admin.locator('.rows li', { hasText: '小王' })
  await row.getByRole('button', { name: '结束' }).click()
  await row.locator('.ask .yes').click()
  const startedMs = performance.now()
  await wang.locator('main.sign-in').waitFor({ timeout: 5_000 })
  expect(performance.now() - startedMs).toBeLessThan(5_000)
  await row.waitFor({ state: 'detached' })
}

/** Who goes with a script half written is asked first; then it is gone from the browser with them. */
async function leavesNothingBehind(page: Page): Promise<void> {
  await page.evaluate(to => {
    location.hash = to
  }, '/scripts')
  await page.getByRole('button', { name: '新建脚本' }).click()
  await page.getByLabel('脚本名称').fill('只写了一半')
  await page.getByText('有未保存的修改（已留在本机）').first().waitFor()
  const kept = () => page.evaluate(() => Object.keys(localStorage).filter(key => key.includes('unsaved')))
  await until('the browser keeps it', async () => (await kept()).length === 1)
  await page.locator('details.menu summary').click()
  await page.getByRole('button', { name: '退出登录' }).click()
  await page.getByText('有 1 份脚本还没保存').waitFor()
  await page.getByRole('button', { name: '删掉并退出' }).click()
  await page.locator('main.sign-in').waitFor()
  expect(await kept()).toEqual([])
}

async function standsInAudit(page: Page): Promise<void> {
  await openPart(page, 'audit')
  const lines = page.locator('.audit .sentence')
  await lines.getByText('admin 结束 xiaowang 的一次登录。').waitFor()
  const told = await lines.allTextContents()
  expect(told).toContain('小王 登录。')
  expect(told).toContain('admin 新建账号 小王（操作员）。')
  expect(told.filter(line => line === '有人用账号 小王 登录失败：密码不对。')).toHaveLength(9)
  expect(told.some(line => line.includes('请求来自别的网页'))).toBe(true)
  const made = page.locator('.audit li', { hasText: '新建账号' })
  await made.locator('summary').click()
  await made.locator('th[scope=row]', { hasText: 'role' }).waitFor()
  expect(await page.content()).not.toContain(password)
}
