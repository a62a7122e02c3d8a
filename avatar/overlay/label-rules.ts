// What the label must say and that nothing lies over it. There is no switch to turn it off, and none is to be built.
import { Failure } from '#core/failure.ts'
import type { Box } from './place.ts'
import { plainText } from './plain-text.ts'

export const usualLabelText = 'AI生成·数字人主播'

/** 标识办法 (2025) asks for the first, the draft on virtual humans (2026) for the second. */
const mustSay = ['AI生成', '数字人']
const longestLetters = 16

/** The words as they are shown. Throws `avatar/label-text` where a rule would be broken. */
export function labelText(wished: string = usualLabelText): string {
  const text = plainText(wished.normalize('NFKC'), longestLetters + 1)
  const missing = mustSay.filter(words => !text.includes(words))
  if (missing.length > 0)
    throw refused(`the label must contain ${missing.join(' and ')}; write for example ${usualLabelText}`)
  if (Array.from(text).length > longestLetters)
    throw refused(
      `the label has at most ${longestLetters} letters, so that it is read at a glance; write for example ${usualLabelText}`,
    )
  if (/[a-z]/.test(text))
    throw refused('small Latin letters fall below the height the law asks for; write them as capitals')
  return text
}

/** Throws `avatar/label-covered` where something would lie over the label, or the label outside of what is always shown. */
export function refuseCovered(
  label: Box,
  overlays: readonly { readonly name: string; readonly box: Box }[],
): void {
  for (const { name, box } of overlays) {
    if (!doTouch(label, box)) continue
    throw new Failure(
      'avatar/label-covered',
      `${name} at ${said(box)} would cover the label at ${said(label)}; move it, the label stays`,
      { fault: 'operator', remedy: 'stop' },
    )
  }
}

function doTouch(a: Box, b: Box): boolean {
  return (
    a.xPx < b.xPx + b.widthPx &&
    b.xPx < a.xPx + a.widthPx &&
    a.yPx < b.yPx + b.heightPx &&
    b.yPx < a.yPx + a.heightPx
  )
}

function said({ xPx, yPx, widthPx, heightPx }: Box): string {
  return `${xPx},${yPx} (${widthPx}×${heightPx} px)`
}

export function refused(sentence: string): Failure {
  return new Failure('avatar/label-text', sentence, { fault: 'operator', remedy: 'stop' })
}
