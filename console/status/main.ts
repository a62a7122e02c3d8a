// The page's hall: signs in, watches, shows; changes language. Nothing here can take anything off air by itself.
import { ask, NotSignedIn, tokenInAddress } from './api.ts'
import { attribute, show, text } from './dom.ts'
import { timeOfDay } from './figures.ts'
import { chooseLanguage, type Language, presentLanguage, wordsOf } from './language.ts'
import { Page } from './page.ts'
import { signInForm } from './sign-in.ts'
import { type View, Watch } from './watch.ts'

const room = document.getElementById('room') as HTMLElement
const clock = document.getElementById('clock') as HTMLElement
const link = document.getElementById('link') as HTMLElement
const languageButton = document.getElementById('language') as HTMLButtonElement
const signOut = document.getElementById('sign-out') as HTMLButtonElement

let language: Language = presentLanguage()
let watch: Watch | undefined
let page: Page | undefined
let lastView: View | undefined

function enter(token: string | null): void {
  leave()
  label()
  room.replaceChildren(signInForm(wordsOf(language), token, open))
}

function open(): void {
  leave()
  watch = new Watch({ view: shown, signedOut: () => enter(null) })
  draw()
  watch.start()
}

function leave(): void {
  watch?.close()
  page?.close()
  watch = page = lastView = undefined
}

function draw(): void {
  page?.close()
  const words = wordsOf(language)
  page = new Page(language, words, () => watch?.lookNow())
  room.replaceChildren(page.node)
  label()
  if (lastView !== undefined) shown(lastView)
}

function shown(view: View): void {
  lastView = view
  page?.update(view)
  const words = wordsOf(language)
  text(link, view.silentMs > 0 ? words.link.gone : words.link.live)
}

function label(): void {
  const words = wordsOf(language)
  attribute(document.documentElement, 'lang', language === 'zh' ? 'zh-CN' : 'en')
  text(languageButton, words.page.language)
  attribute(languageButton, 'lang', language === 'zh' ? 'en' : 'zh-CN')
  text(signOut, words.signIn.out)
  show(signOut, watch !== undefined)
  show(link, watch !== undefined)
  attribute(clock, 'title', words.page.zone)
}

languageButton.addEventListener('click', () => {
  language = language === 'zh' ? 'en' : 'zh'
  chooseLanguage(language)
  if (watch === undefined) enter(null)
  else draw()
})

signOut.addEventListener('click', () => {
  void ask('DELETE', '/api/session').then(
    () => enter(null),
    () => enter(null), // gone already, or control is away: the form says so
  )
})

const tick = () => text(clock, timeOfDay(Date.now()))
tick()
setInterval(tick, 1_000)

function isSignedIn(): Promise<boolean> {
  return ask('GET', '/api/session').then(
    () => true,
    error => !(error instanceof NotSignedIn), // control is away: the page says so and waits
  )
}

async function begin(): Promise<void> {
  const token = tokenInAddress()
  if (token !== null) return enter(token)
  if (await isSignedIn()) open()
  else enter(null)
}

// A second link with a token, opened in the same tab, changes the fragment only.
addEventListener('hashchange', () => {
  const token = tokenInAddress()
  if (token !== null) enter(token)
})
addEventListener('pagehide', () => page?.close())
addEventListener('pageshow', event => {
  if (event.persisted) void begin()
})
label()
void begin()
