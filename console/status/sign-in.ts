// The form for a token.
import { NotSignedIn, signIn, Unreachable } from './api.ts'
import { el, show, text } from './dom.ts'
import type { Words } from './language.ts'

/** `first` is a token that came with the address: it is tried at once. */
export function signInForm(words: Words, first: string | null, signedIn: () => void): HTMLElement {
  const field = el('input')
  field.type = 'password'
  field.name = 'token'
  field.id = 'token'
  field.autocomplete = 'current-password'
  field.required = true
  const label = el('label', words.signIn.token)
  label.htmlFor = field.id
  const go = el('button', words.signIn.go)
  go.type = 'submit'
  const said = el('p.trouble')
  said.setAttribute('role', 'alert')
  show(said, false)
  const form = el(
    'form.sign-in',
    el('h2', words.signIn.title),
    el('p.why', words.signIn.hint),
    label,
    field,
    go,
    said,
  )

  const tryIt = async (token: string) => {
    go.disabled = true
    try {
      await signIn(token.trim())
      signedIn()
    } catch (error) {
      const sentence =
        error instanceof NotSignedIn
          ? words.signIn.wrong
          : error instanceof Unreachable
            ? words.link.goneTitle
            : String((error as Error).message)
      text(said, sentence)
      show(said, true)
    }
    go.disabled = false
  }
  form.addEventListener('submit', event => {
    event.preventDefault()
    void tryIt(field.value)
  })
  if (first !== null) void tryIt(first)
  else queueMicrotask(() => field.focus())
  return el('main', form)
}
