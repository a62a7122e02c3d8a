// Keeps the tablet's screen on while the teleprompter is looked at, and fills the screen.
import { onScopeDispose, ref } from 'vue'

export type Awake = 'on' | 'off' | 'impossible'

export function useAwake() {
  const state = ref<Awake>('wakeLock' in navigator ? 'off' : 'impossible')
  let lock: WakeLockSentinel | undefined
  const hold = async () => {
    if (state.value === 'impossible' || document.visibilityState !== 'visible') return
    try {
      lock = await navigator.wakeLock.request('screen')
      state.value = 'on'
      lock.addEventListener('release', () => {
        state.value = 'off'
      })
    } catch {
      state.value = 'off' // the battery is low, or the system does not want to
    }
  }
  document.addEventListener('visibilitychange', hold)
  void hold()
  onScopeDispose(() => {
    document.removeEventListener('visibilitychange', hold)
    void lock?.release()
  })
  return state
}

export function useFullScreen() {
  const isFull = ref(document.fullscreenElement !== null)
  const look = () => {
    isFull.value = document.fullscreenElement !== null
  }
  document.addEventListener('fullscreenchange', look)
  onScopeDispose(() => document.removeEventListener('fullscreenchange', look))
  const turn = () =>
    void (isFull.value ? document.exitFullscreen() : document.documentElement.requestFullscreen()).catch(
      look, // the browser does not allow it here: nothing changes
    )
  return { isFull, turn }
}
