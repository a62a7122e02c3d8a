// The form to come in.
import { defineComponent, onMounted, ref } from 'vue'
import { NotSignedIn, Unreachable } from '../live/ask.ts'
import { offeredToken, signIn } from '../live/session.ts'
import { TextField } from '../kit/field.tsx'
import { Trouble } from '../kit/panel.tsx'
import { chooseLanguage, language, shared } from './language.ts'
import { Lamp } from './lamp.tsx'

export const SignIn = defineComponent(() => {
  const token = ref('')
  const said = ref('')
  const isBusy = ref(false)
  const tryIt = async (offered: string) => {
    isBusy.value = true
    said.value = ''
    try {
      await signIn({ token: offered.trim() })
    } catch (error) {
      const { signIn: words, link } = shared.value
      said.value =
        error instanceof NotSignedIn
          ? words.wrong
          : error instanceof Unreachable
            ? link.goneTitle
            : String((error as Error).message)
    }
    isBusy.value = false
  }
  onMounted(() => {
    if (offeredToken.value !== null) void tryIt(offeredToken.value)
  })
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
        onSubmit={event => {
          event.preventDefault()
          void tryIt(token.value)
        }}
      >
        <h2>{shared.value.signIn.title}</h2>
        <p class="hint">{shared.value.signIn.hint}</p>
        <TextField
          label={shared.value.signIn.token}
          type="password"
          autocomplete="current-password"
          isRequired
          value={token.value}
          onWrite={value => {
            token.value = value
          }}
        />
        <Trouble says={said.value} />
        <div class="confirm go">
          <button type="submit" aria-disabled={isBusy.value}>
            {shared.value.signIn.go}
          </button>
        </div>
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
