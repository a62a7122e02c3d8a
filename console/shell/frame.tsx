// What stands around every page: the lamp, the navigation, whether control answers, language, light and dark, and who is here.
import {
  type Component,
  computed,
  defineAsyncComponent,
  defineComponent,
  h,
  nextTick,
  onMounted,
  onScopeDispose,
  ref,
  watch,
} from 'vue'
import { isOld, view, watchControl } from '../live/live.ts'
import { may, mayAct, visitor } from '../live/session.ts'
import { type Route, routes } from '../routes.ts'
import { duration, timeOfDay } from '../tell/figures.ts'
import { Icon } from '../kit/icon.tsx'
import { Menu } from '../kit/menu.tsx'
import { chooseLanguage, language, shared, useWords } from './language.ts'
import { Lamp } from './lamp.tsx'
import { hrefOf, place } from './router.ts'
import { SignOut } from './sign-out.tsx'
import { chooseTheme, type Theme, theme, themes } from './theme.ts'
import { frameWords } from './words.ts'

const opened = new Map<string, Component>()

/** The page's code, fetched once; a page that cannot be fetched says so and offers to load the desk again. */
function pageOf(route: Route): Component {
  const known = opened.get(route.name)
  if (known !== undefined) return known
  const page = defineAsyncComponent({
    loader: async () => (await route.load()).default,
    loadingComponent: Opening,
    errorComponent: CannotOpen,
    delay: 200,
    timeout: 20_000,
  })
  opened.set(route.name, page)
  return page
}

function Opening() {
  return <p class="empty">{frameWords[language.value].loading}</p>
}

function CannotOpen() {
  const words = frameWords[language.value]
  return (
    <div class="trouble" role="alert">
      <p>{words.cannotLoad}</p>
      <button type="button" onClick={() => location.reload()}>
        {words.reload}
      </button>
    </div>
  )
}

export const Frame = defineComponent(() => {
  watchControl()
  const words = useWords(frameWords)
  const main = ref<HTMLElement>()
  watch(
    () => place.value.route.name,
    async () => {
      await nextTick()
      main.value?.focus({ preventScroll: true }) // a reader of the text hears that the page changed
      scrollTo(0, 0)
    },
  )
  watch(
    () => `${words.value.pages[place.value.route.name] ?? ''} ${language.value}`,
    () => {
      const page = words.value.pages[place.value.route.name]
      document.title = page === undefined ? '长明 Changming' : `${page} · 长明 Changming`
    },
    { immediate: true },
  )
  const shown = computed(() => {
    const { route, params } = place.value
    if (visitor.value !== null && !may(route.role))
      return <p class="trouble">{words.value.forbidden(route.role)}</p>
    return h(pageOf(route), { ...params, key: route.name + JSON.stringify(params) })
  })
  return () =>
    place.value.route.isBare ? (
      <main ref={main} class="bare" tabindex={-1}>
        {shown.value}
      </main>
    ) : (
      <div class="frame" data-link={isOld.value ? 'gone' : 'live'}>
        <a class="skip" href="#main" onClick={skip}>
          {words.value.skip}
        </a>
        <Bar />
        <main ref={main} id="main" tabindex={-1}>
          <Gone />
          {shown.value}
        </main>
      </div>
    )
})

/** The link's address would be taken for a page's. */
function skip(event: Event): void {
  event.preventDefault()
  document.getElementById('main')?.focus()
}

const Bar = defineComponent(() => {
  const words = useWords(frameWords)
  const nav = ref<HTMLElement>()
  const showOwn = async () => {
    await nextTick()
    nav.value?.querySelector('[aria-current]')?.scrollIntoView({ block: 'nearest', inline: 'center' }) // on a phone it may lie aside
  }
  watch(() => [place.value.route.name, visitor.value], showOwn)
  onMounted(showOwn)
  return () => (
    <header class="bar">
      <a class="home" href={hrefOf('tonight')} aria-label="长明 Changming">
        <Lamp />
        <span lang="zh-CN">长明</span>
        <span class="latin" lang="en">
          Changming
        </span>
      </a>
      <nav ref={nav} aria-label={words.value.navigation}>
        {routes
          .filter(route => route.isInNavigation && (visitor.value === null || may(route.role)))
          .map(route => (
            <a
              key={route.name}
              href={hrefOf(route.name)}
              aria-current={place.value.route.name === route.name ? 'page' : undefined}
            >
              {words.value.pages[route.name]}
            </a>
          ))}
      </nav>
      <div class="tools">
        {mayAct.value ? (
          <a class="button go" href={hrefOf('begin')}>
            {words.value.begin}
          </a>
        ) : null}
        <span class="link" role="status">
          {isOld.value ? shared.value.link.gone : shared.value.link.live}
        </span>
        <Clock />
        <button
          type="button"
          class="quiet"
          lang={language.value === 'zh' ? 'en' : 'zh-CN'}
          onClick={() => chooseLanguage(language.value === 'zh' ? 'en' : 'zh')}
        >
          {words.value.language}
        </button>
        <Menu label={visitor.value?.title ?? visitor.value?.name ?? '…'}>
          {{
            default: () => [
              <label class="theme">
                <span>{words.value.themeLabel}</span>
                <select
                  value={theme.value}
                  onChange={event => chooseTheme((event.target as HTMLSelectElement).value as Theme)}
                >
                  {themes.map(each => (
                    <option key={each} value={each} selected={each === theme.value}>
                      {words.value.theme[each]}
                    </option>
                  ))}
                </select>
              </label>,
              <SignOut />,
            ],
          }}
        </Menu>
      </div>
    </header>
  )
})

const Clock = defineComponent(() => {
  const now = ref(timeOfDay(Date.now()))
  const timer = setInterval(() => {
    now.value = timeOfDay(Date.now())
  }, 1_000)
  onScopeDispose(() => clearInterval(timer))
  return () => (
    <time class="clock" title={shared.value.page.zone}>
      {now.value}
    </time>
  )
})

/** Control is away: what is on air stays there, and the page says so. */
function Gone() {
  if (!isOld.value) return null
  const { link, units } = shared.value
  return (
    <div class="gone" role="alert">
      <Icon name="unknown" />
      <div>
        <p class="title">{link.goneTitle}</p>
        <p>{link.goneHint(duration(view.value.silentMs, units))}</p>
      </div>
    </div>
  )
}
