// What a key or a pedal means on the teleprompter. Pedals send page, arrow, space or enter keys. Pure.

export type Meaning =
  | 'next'
  | 'previous'
  | 'first'
  | 'last'
  | 'pause'
  | 'confirm'
  | 'larger'
  | 'smaller'
  | 'faster'
  | 'slower'
  | 'mirror'

const plain: Readonly<Record<string, Meaning>> = {
  PageDown: 'next',
  ArrowDown: 'next',
  ArrowRight: 'next',
  PageUp: 'previous',
  ArrowUp: 'previous',
  ArrowLeft: 'previous',
  Home: 'first',
  End: 'last',
  '+': 'larger',
  '=': 'larger',
  '-': 'smaller',
  ']': 'faster',
  '[': 'slower',
  m: 'mirror',
}

type Pressed = {
  readonly key: string
  readonly shiftKey: boolean
  readonly ctrlKey: boolean
  readonly altKey: boolean
  readonly metaKey: boolean
}

/** Null: it means nothing here and is the browser's. */
export function meaningOf(
  { key, shiftKey, ctrlKey, altKey, metaKey }: Pressed,
  { isPaced, hasCue }: { readonly isPaced: boolean; readonly hasCue: boolean },
): Meaning | null {
  if (ctrlKey || altKey || metaKey) return null
  if (key === 'Enter') return hasCue ? 'confirm' : 'next'
  if (key === ' ') return isPaced ? 'pause' : shiftKey ? 'previous' : 'next'
  return plain[key.length === 1 ? key.toLowerCase() : key] ?? null
}
