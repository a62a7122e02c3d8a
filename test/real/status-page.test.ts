// The status page as an operator meets it: in Chromium, beside a product that is on air.
import { expect } from 'vitest'
import { openBrowser, picturesOf, type Visit } from '../support/real-browser.ts'
import { colouredCamera, ffmpegCamera, picture } from '../support/real-cameras.ts'
import { type BroadcastPlan, type House, openHouse } from '../support/real-house.ts'
import { type Nginx, startNginx } from '../support/real-nginx.ts'
import { type RealChild, realTest } from '../support/real-programs.ts'
import { slateIsReady } from '../support/real-splice.ts'
import { until } from '../support/until.ts'

const needed = ['chromium', 'ffmpeg', 'nginx'] as const
const names = [
  { name: 'douyin', platform: 'douyin' },
  { name: 'channels', platform: 'wechat-channels' },
  { name: 'kuaishou', platform: 'kuaishou' },
] as const
const screen = { widthPx: 1_280, heightPx: 900 } as const
const phone = { width: 390, height: 844 } as const

/** Three platforms take a camera's picture. */
async function onAir(stage: AsyncDisposableStack): Promise<{ house: House; platforms: Nginx[] }> {
  const platforms = [await startNginx(stage), await startNginx(stage), await startNginx(stage)]
  const house = await openHouse(
    stage,
    names.map((each, i) => ({ ...each, endpoints: [{ url: platforms[i]?.url ?? '', key: `key-${i}` }] })),
    { CHANGMING_RELAY_BACKOFF_FIRST_MS: '200', CHANGMING_RELAY_BACKOFF_MAX_MS: '1000' },
  )
  await house.start()
  ffmpegCamera(stage, house.publishUrl)
  await house.allCarrying()
  return { house, platforms }
}

const addressOf = ({ product }: House) => `http://127.0.0.1:${product.httpPort}/`

async function signIn({ page }: Visit, house: House): Promise<void> {
  await page.goto(`${addressOf(house)}#token=${house.product.token}`)
  expect(page.url()).toBe(addressOf(house))
}

/** The page's one sentence about the broadcast. */
const verdict = ({ page }: Visit, sentence: string) =>
  page.getByRole('heading', { level: 2, name: sentence, exact: true }).waitFor({ timeout: 15_000 })

const levelOf = async ({ page }: Visit, name: string) =>
  page.locator('article.leg', { hasText: name }).getAttribute('data-level')

/** Nothing of the page lies beyond the right edge of a phone. */
async function fitsPhone({ page }: Visit): Promise<void> {
  await page.setViewportSize(phone)
  expect(await page.evaluate('document.documentElement.scrollWidth')).toBe(phone.width)
  await page.setViewportSize({ width: screen.widthPx, height: screen.heightPx })
}

async function showsTheEvening(stage: AsyncDisposableStack): Promise<void> {
  const { house, platforms } = await onAir(stage)
  const visit = await openBrowser(stage, { locale: 'en-GB', ...screen })
  const { page } = visit
  await signIn(visit, house)
  await showsAllInBothLanguages(visit)
  await showsMovingPictures(visit)
  await showsLossAndRecovery(stage, visit, platforms)
  await stopsWhenAskedTwice(visit, house)
  await until('every platform heard a goodbye', () =>
    platforms.every(({ publishes }) => publishes.every(each => each.endedAtMs !== null)),
  )
  expect(await page.content()).not.toContain(house.product.token)
  expect(visit.troubles).toEqual([])
}

realTest(
  'the page shows what is on air, a platform lost and found, and takes it off air when asked twice',
  needed,
  showsTheEvening,
)

async function showsAllInBothLanguages(visit: Visit): Promise<void> {
  const { page } = visit
  await verdict(visit, 'On air. All 3 destinations take the picture.')
  expect(await page.locator('article.leg h3').allTextContents()).toEqual([
    'Douyin',
    'WeChat Channels',
    'Kuaishou',
  ])
  await fitsPhone(visit)
  await page.getByRole('button', { name: '中文' }).click()
  await verdict(visit, '正在直播，3 个平台全部正常收流。')
  expect(await page.locator('html').getAttribute('lang')).toBe('zh-CN')
  expect(await page.locator('article.leg h3').allTextContents()).toEqual(['抖音', '微信视频号', '快手'])
  await fitsPhone(visit)
  await page.reload() // the session and the language outlive it
  await verdict(visit, '正在直播，3 个平台全部正常收流。')
  await page.getByRole('button', { name: 'English' }).click()
}

async function showsMovingPictures({ page }: Visit): Promise<void> {
  const first = await until('program and camera play', async () => {
    const seen = await picturesOf(page)
    return seen.length === 2 && seen.every(each => each.atS > 0 && each.widthPx > 0) && seen
  })
  for (const each of first)
    expect(each).toMatchObject({ widthPx: picture.widthPx, heightPx: picture.heightPx })
  const later = await until('both pictures have moved on by 2 s', async () => {
    const seen = await picturesOf(page)
    return seen.every((each, i) => each.atS > (first[i]?.atS ?? 0) + 2) && seen
  })
  for (const [i, each] of later.entries()) {
    expect(each.pixels).not.toBe(first[i]?.pixels)
    expect(each.isFlat).toBe(false)
  }
}

async function showsLossAndRecovery(
  stage: AsyncDisposableStack,
  visit: Visit,
  platforms: Nginx[],
): Promise<void> {
  const lost = platforms[1] as Nginx
  lost.signal('SIGKILL')
  await verdict(visit, 'On air on 2 of 3.')
  await visit.page.getByText('WeChat Channels: coming back by itself.').waitFor()
  expect(await levelOf(visit, 'WeChat Channels')).toBe('busy')
  expect(await levelOf(visit, 'Douyin')).toBe('good')
  expect(await levelOf(visit, 'Kuaishou')).toBe('good')
  platforms[1] = await startNginx(stage, { port: lost.port })
  await verdict(visit, 'On air. All 3 destinations take the picture.')
  expect(await levelOf(visit, 'WeChat Channels')).toBe('good')
  expect(platforms[1].publishes).toHaveLength(1)
  await visit.page
    .locator('.events li')
    .getByText('WeChat Channels waits before it tries again')
    .first()
    .waitFor()
}

async function stopsWhenAskedTwice(visit: Visit, { product }: House): Promise<void> {
  const wish = async () => (await product.api('GET', '/api/broadcasts/evening')).wish
  const stop = visit.page.getByRole('button', { name: 'Stop', exact: true })
  const question = visit.page.getByText('Take 3 destinations off air? Viewers lose the picture at once.')
  await stop.click()
  await question.waitFor()
  await visit.page.getByRole('button', { name: 'No, leave it' }).click()
  await question.waitFor({ state: 'hidden' })
  expect(await wish()).toBe('on')
  await stop.click()
  await visit.page.getByRole('button', { name: 'Yes, take it off air' }).click()
  await verdict(visit, 'Off air.')
  expect(await wish()).toBe('off')
  await visit.page.getByRole('button', { name: 'Start', exact: true }).waitFor()
}

async function outlivesControl(stage: AsyncDisposableStack): Promise<void> {
  const { house, platforms } = await onAir(stage)
  const visit = await openBrowser(stage, { locale: 'zh-CN', ...screen })
  await signIn(visit, house)
  await verdict(visit, '正在直播，3 个平台全部正常收流。')
  await house.product.killControl()
  const alert = visit.page.getByText('控制进程没有应答，正在播的照常在播。')
  await alert.waitFor()
  await visit.page.getByRole('button', { name: '下播' }).waitFor({ state: 'hidden' })
  await fitsPhone(visit)
  await house.product.startControl()
  await alert.waitFor({ state: 'hidden' })
  await verdict(visit, '正在直播，3 个平台全部正常收流。')
  await showsMovingPictures(visit)
  for (const { publishes } of platforms)
    expect(publishes).toEqual([expect.objectContaining({ endedAtMs: null })])
}

realTest('the page says that control is away, that all stays on air, and recovers', needed, outlivesControl)

/** One platform, one camera, started by the page's own button. */
async function startsByButton(
  stage: AsyncDisposableStack,
  plan: BroadcastPlan = {},
): Promise<{ house: House; platform: Nginx; visit: Visit; camera: RealChild }> {
  const platform = await startNginx(stage)
  const destinations = [{ name: 'shop', endpoints: [{ url: platform.url, key: 'key' }] }]
  const house = await openHouse(stage, destinations, {}, plan)
  const visit = await openBrowser(stage, { locale: 'en-GB', ...screen })
  await signIn(visit, house)
  await verdict(visit, 'Off air.')
  await visit.page.getByRole('button', { name: 'Start', exact: true }).click()
  await visit.page.getByRole('button', { name: 'Yes, go on air' }).click()
  await verdict(visit, 'Armed: waiting for a picture.')
  const camera = ffmpegCamera(stage, house.publishUrl)
  await verdict(visit, onAirAlone)
  return { house, platform, visit, camera }
}

const onAirAlone = 'On air. The destination takes the picture.'

async function followsTheCamera(stage: AsyncDisposableStack): Promise<void> {
  const { house, platform, visit, camera } = await startsByButton(stage)
  await slateIsReady(house)
  await programMoves(visit)
  await camera.end()
  await verdict(visit, 'Viewers see the slate.')
  await visit.page.getByText(/^camera-a was lost at \d\d:\d\d:\d\d, .* ago\.$/).waitFor()
  await visit.page.getByText('No feed is fit for air. See to the camera and its encoder.').waitFor()
  await programMoves(visit)
  await fitsPhone(visit)
  await visit.page.getByRole('button', { name: '中文' }).click()
  await verdict(visit, '观众看到的是垫片画面。')
  await fitsPhone(visit)
  await visit.page.getByRole('button', { name: 'English' }).click()
  ffmpegCamera(stage, house.publishUrl)
  await verdict(visit, onAirAlone)
  await takesTheSlate(visit, house)
  await tellsTheCuts(visit)
  expect(platform.publishes).toEqual([expect.objectContaining({ endedAtMs: null })])
  expect(visit.troubles).toEqual([])
}

/** Resolves once the program's picture has moved on for two seconds. */
async function programMoves({ page }: Visit): Promise<void> {
  const program = async () => (await picturesOf(page))[0]
  const first = await until('the program plays', async () => {
    const seen = await program()
    return seen !== undefined && seen.atS > 0 && !seen.isFlat && seen
  })
  const later = await until('the program moves on by 2 s', async () => {
    const seen = await program()
    return seen !== undefined && seen.atS > first.atS + 2 && seen
  })
  expect(later.pixels).not.toBe(first.pixels)
  expect(later).toMatchObject({
    isFlat: false,
    widthPx: picture.widthPx,
    heightPx: picture.heightPx,
  })
}

async function takesTheSlate(visit: Visit, house: House): Promise<void> {
  const { page } = visit
  const take = async () => (await house.product.api('GET', '/api/broadcasts/evening')).take
  const slate = page.locator('.takes li', { hasText: 'Slate' })
  const question = page.getByText('Put the slate on air? Viewers see it, at once, until you release it.')
  await slate.getByRole('button', { name: 'Put on air' }).click()
  await question.waitFor()
  await page.getByRole('button', { name: 'No, leave it' }).click()
  await question.waitFor({ state: 'hidden' })
  expect(await take()).toBeNull()
  await slate.getByRole('button', { name: 'Put on air' }).click()
  await page.getByRole('button', { name: 'Yes, put it on air' }).click()
  await verdict(visit, 'On air with the slate, put there by hand.')
  await slate.getByText('ON AIR', { exact: true }).waitFor()
  await page.getByText('Release returns to camera-a.').waitFor()
  expect(await take()).toBe('slate')
  await page.getByRole('button', { name: 'Release' }).click()
  await verdict(visit, onAirAlone)
  await page.getByRole('button', { name: 'Release' }).waitFor({ state: 'hidden' })
  expect(await take()).toBeNull()
  expect(await house.onAir()).toBe('camera-a')
}

async function tellsTheCuts({ page }: Visit): Promise<void> {
  const cuts = await page
    .locator('.cuts li')
    .evaluateAll(items =>
      items.map(item =>
        [...item.querySelectorAll('.what, .because')].map(part => part.textContent).join(': '),
      ),
    )
  expect(cuts).toEqual([
    'Slate → camera-a: back',
    'camera-a → Slate: by hand',
    'Slate → camera-a: back',
    'camera-a → Slate: lost',
    'start → camera-a: began',
  ])
  for (const cost of await page.locator('.cuts .cost').allTextContents())
    expect(cost).toMatch(/^(hole \d+ ms · silence \d+ ms)?$/)
  await page.locator('.events li').getByText('camera-a was lost, viewers see the slate').waitFor()
}

realTest(
  'the page of a camera that is lost says that viewers see the slate, and takes and releases it',
  needed,
  followsTheCamera,
)

async function saysThatNothingGoesOut(stage: AsyncDisposableStack): Promise<void> {
  const { house, visit, camera } = await startsByButton(stage, { slate: null })
  await camera.end()
  await verdict(visit, 'No picture goes out.')
  await visit.page.getByText('No feed is fit for air: viewers see nothing new. Check the encoder.').waitFor()
  await visit.page.getByText('This broadcast has no slate.').waitFor()
  expect(await visit.page.locator('.takes li', { hasText: 'Slate' }).count()).toBe(0)
  ffmpegCamera(stage, house.publishUrl)
  await verdict(visit, onAirAlone)
  expect(visit.troubles).toEqual([])
}

realTest(
  'the page of a camera that is lost without a slate says that no picture goes out',
  needed,
  saysThatNothingGoesOut,
)

async function cutsByButton(stage: AsyncDisposableStack): Promise<void> {
  const platform = await startNginx(stage)
  const destinations = [{ name: 'shop', endpoints: [{ url: platform.url, key: 'key' }] }]
  const house = await openHouse(stage, destinations, {}, { feeds: ['camera-a', 'camera-b', 'camera-c'] })
  const visit = await openBrowser(stage, { locale: 'en-GB', ...screen })
  const { page } = visit
  const of = (what: string) => page.locator('.takes li', { hasText: what })
  await house.start()
  colouredCamera(stage, house.publishUrl, {})
  await house.allCarrying()
  colouredCamera(stage, house.publishUrlOf('camera-b'), { widthPx: 480, heightPx: 270 })
  await signIn(visit, house)
  await verdict(visit, onAirAlone)
  expect(await of('camera-c').getByRole('button', { name: 'Put on air' }).isDisabled()).toBe(true)
  await of('camera-c').getByText('nobody sends').waitFor()
  await of('camera-b').getByText('does not fit: 480×270 instead of 640×360').waitFor()
  await of('camera-b').getByRole('button', { name: 'Put on air' }).click()
  await page.getByRole('button', { name: 'Yes, put it on air' }).click()
  await page.getByText('camera-b was put on air by hand.').waitFor()
  await page.getByText(/^camera-b does not fit the program: 480×270 instead of 640×360\./).waitFor()
  expect(await house.onAir()).toBe('camera-b')
  await fitsPhone(visit)
  await of('camera-a').getByRole('button', { name: 'Put on air' }).click() // fits: nothing is asked
  await page.getByText('camera-a was put on air by hand.').waitFor()
  expect(await house.onAir()).toBe('camera-a')
  const { token } = await house.product.api('POST', '/api/tokens', { name: 'guest', role: 'viewer' })
  await page.getByRole('button', { name: 'Sign out' }).click()
  await page.getByLabel('Token').fill(token)
  await page.getByRole('button', { name: 'Sign in' }).click()
  await page.getByText('Held by hand: camera-a').waitFor()
  expect(await page.locator('main button').count()).toBeGreaterThan(0)
  expect(await page.locator('main button:visible').count()).toBe(0)
  expect(visit.troubles).toEqual([])
}

realTest(
  'feeds are put on air by buttons: at once where they fit, asked for where they do not, by nobody who only looks',
  needed,
  cutsByButton,
)

async function staysShut(stage: AsyncDisposableStack): Promise<void> {
  const house = await openHouse(stage, [])
  const { page } = await openBrowser(stage, { locale: 'en-GB', ...screen })
  await page.goto(addressOf(house))
  await page.getByLabel('Token').fill('not-a-token')
  await page.getByRole('button', { name: 'Sign in' }).click()
  await page.getByText('This token is not known here.').waitFor()
  expect(await page.content()).not.toContain('evening')
  await page.getByLabel('Token').fill(` ${house.product.token} `) // as it is pasted
  await page.getByRole('button', { name: 'Sign in' }).click()
  await page.getByRole('heading', { name: 'No destinations yet.' }).waitFor()
  await page.getByRole('button', { name: 'Sign out' }).click()
  await page.getByLabel('Token').waitFor()
  await page.reload()
  await page.getByLabel('Token').waitFor()
  expect(await page.content()).not.toContain('evening')
}

realTest('without a known token the page shows nothing but its door', ['chromium'], staysShut)
