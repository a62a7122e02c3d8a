// The whole desk: the form to sign in, or the frame with a page in it.
import { defineComponent, onScopeDispose } from 'vue'
import { isSignedIn, openSession, tokenIsOffered } from '../live/session.ts'
import { Frame } from './frame.tsx'
import { SignIn } from './sign-in.tsx'

export const Desk = defineComponent(() => {
  void openSession()
  // A second link with a token, opened in the same tab, changes the fragment only.
  const again = () => {
    if (tokenIsOffered()) void openSession()
  }
  addEventListener('hashchange', again)
  onScopeDispose(() => removeEventListener('hashchange', again))
  return () => (isSignedIn.value === null ? null : isSignedIn.value ? <Frame /> : <SignIn />)
})
