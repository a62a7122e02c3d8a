// The form to come in: an account with its password, or a token.
import { computed, defineComponent, nextTick, onMounted, onScopeDispose, ref } from 'vue'
import { ask, NotSignedIn, Refused, Unreachable } from '../live/ask.ts'
import { offeredToken, signIn } from '../live/session.ts'
import { TextField } from '../kit/field.tsx'
import { Trouble } from '../kit/panel.tsx'
import { keep, kept } from './kept.ts'
import { chooseLanguage, language, shared, useWords } from './language.ts'
import { Lamp } from './lamp.tsx'
import { signInWords } from './sign-in-words.ts'

type Way = 'account' | 'token'
/** What was wrong, kept as its kind so that it is told in the language of the moment. */
type Wrong = { readonly is: 'account' | 'token' | 'away' | 'foreign' } | { readonly said: string }

export const SignIn = defineComponent(() => {
  const words = useWords(signInWords)
  const way = ref<Way>(wayKept() ?? 'token')
  const account = ref(kept('account') ?? '')
  const password = ref('')
  const token = ref('')
  const wrong = ref<Wrong | null>(null)
  const wait = useWait()
  const isBusy = ref(false)
  const form = ref<HTMLFormElement>()

  const tryIt = async (credentials: Readonly<Record<string, string>>) => {
    if (isBusy.value || wait.leftS.value > 0) return
    isBusy.value = true
    wrong.value = null
    try {
      await signIn(credentials)
      keep('way', way.value)
      if (credentials.account !== undefined) keep('account', credentials.account)
    } catch (error) {
      if (error instanceof Refused && error.waitMs !== null) wait.begin(error.waitMs)
      else wrong.value = wrongOf(error, 'token' in credentials ? 'token' : 'account')
      password.value = ''
    }
    isBusy.value = false
    await nextTick()
    form.value?.querySelector<HTMLInputElement>('input[type=password]')?.focus()
  }
  const submit = () =>
    way.value === 'token'
      ? tryIt({ token: token.value.trim() })
      : tryIt({ account: account.value.trim(), password: password.value })
  const turn = async () => {
    way.value = way.value === 'token' ? 'account' : 'token'
    wrong.value = null
    await nextTick()
    form.value?.querySelector('input')?.focus()
  }
  onMounted(async () => {
    if (offeredToken.value !== null) return void tryIt({ token: offeredToken.value.trim() })
    form.value?.querySelector('input')?.focus()
    if (wayKept() !== null || token.value !== '') return
    const { hasAccounts } = (await ask('GET', 'api/sign-in').catch(() => ({}))) as { hasAccounts?: boolean }
    if (hasAccounts === true && token.value === '') await turn() // people come with their names, programs with tokens
  })
  const trouble = computed(() =>
    wait.leftS.value > 0
      ? words.value.wait(wait.leftS.value)
      : wrong.value === null
        ? ''
        : sentenceOf(wrong.value),
  )
  return () => (
    <main class="sign-in">
      <h1>
        <Lamp />
        <span lang="zh-CN">长明</span>
        <span class="latin" lang="en">
          Changming
        </span>
      </h1>
      <form
        ref={form}
        onSubmit={event => {
          event.preventDefault()
          void submit()
        }}
      >
        <h2>{words.value.title}</h2>
        {way.value === 'token' ? (
          <TextField
            key="token"
            label={words.value.token}
            hint={words.value.tokenHint}
            type="password"
            isRequired
            value={token.value}
            onWrite={value => (token.value = value)}
          />
        ) : (
          [
            <TextField
              key="account"
              label={words.value.account}
              autocomplete="username"
              isRequired
              value={account.value}
              onWrite={value => (account.value = value)}
            />,
            <TextField
              key="password"
              label={words.value.password}
              type="password"
              autocomplete="current-password"
              isRequired
              value={password.value}
              onWrite={value => (password.value = value)}
            />,
          ]
        )}
        <Trouble says={trouble.value} />
        <div class="confirm go">
          <button type="submit" aria-disabled={isBusy.value || wait.leftS.value > 0}>
            {isBusy.value ? words.value.busy : words.value.go}
          </button>
        </div>
        <button type="button" class="quiet other-way" onClick={() => void turn()}>
          {way.value === 'token' ? words.value.withPassword : words.value.withToken}
        </button>
      </form>
      <button
        type="button"
        class="quiet"
        lang={language.value === 'zh' ? 'en' : 'zh-CN'}
        onClick={() => chooseLanguage(language.value === 'zh' ? 'en' : 'zh')}
      >
        {shared.value.page.language}
      </button>
    </main>
  )
})

function wayKept(): Way | null {
  const way = kept('way')
  return way === 'account' || way === 'token' ? way : null
}

/** Counts down what control asked to wait. */
function useWait() {
  const leftS = ref(0)
  let timer: ReturnType<typeof setInterval> | undefined
  onScopeDispose(() => clearInterval(timer))
  return {
    leftS,
    begin: (waitMs: number) => {
      const untilMs = performance.now() + waitMs
      const count = () => {
        leftS.value = Math.max(0, Math.ceil((untilMs - performance.now()) / 1_000))
        if (leftS.value === 0) clearInterval(timer)
      }
      clearInterval(timer)
      timer = setInterval(count, 250)
      count()
    },
  }
}

function wrongOf(error: unknown, way: Way): Wrong {
  if (error instanceof NotSignedIn) return { is: way }
  if (error instanceof Unreachable) return { is: 'away' }
  if (error instanceof Refused && error.code === 'control/wrong-origin') return { is: 'foreign' }
  return { said: error instanceof Error ? error.message : String(error) }
}

function sentenceOf(wrong: Wrong): string {
  if ('said' in wrong) return wrong.said
  const words = signInWords[language.value]
  const sentences = {
    account: words.wrongPassword,
    token: words.wrongToken,
    away: shared.value.link.goneTitle,
    foreign: words.foreign,
  }
  return sentences[wrong.is]
}
