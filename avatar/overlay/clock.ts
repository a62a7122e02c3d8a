// Which digit a clock shows in which cell, and for how long. Pure.
import { z } from 'zod'
import { type ClockFace, clockFaces, digitsAt } from '#stage'

export const clockWish = z.strictObject({
  face: z
    .enum(clockFaces, { error: `write one of ${clockFaces.join(', ')}` })
    .default('HH:MM')
    .describe('With or without seconds.'),
  timeZone: z
    .string()
    .refine(isTimeZone, 'must name a time zone such as Asia/Shanghai')
    .optional()
    .describe("Absent: the machine's."),
})
export type ClockWish = z.output<typeof clockWish>

export type DigitSpan = {
  readonly digit: string
  /** From the left side of the plate, in units of layout. */
  readonly xUnits: number
  /** Since the scene's first picture. */
  readonly fromMs: number
  readonly toMs: number
}

/** The digits of a scene whose first picture is shown at a moment of the wall clock; each as long as it stays the same. */
export function digitSpans({ face, timeZone }: ClockWish, atWallMs: number, lastsMs: number): DigitSpan[] {
  const textAt = faceIn(face, timeZone)
  const texts: { readonly text: string; readonly fromMs: number }[] = []
  for (let fromMs = 0; fromMs < lastsMs; ) {
    texts.push({ text: textAt(atWallMs + fromMs), fromMs })
    fromMs += 1_000 - ((atWallMs + fromMs) % 1_000)
  }
  return digitsAt(face).flatMap(({ index, xUnits }) => {
    const changes = texts.filter(({ text }, i) => text[index] !== texts[i - 1]?.text[index])
    return changes.map(({ text, fromMs }, i) => ({
      digit: text[index] as string,
      xUnits,
      fromMs,
      toMs: changes[i + 1]?.fromMs ?? lastsMs,
    }))
  })
}

function faceIn(face: ClockFace, timeZone: string | undefined): (wallMs: number) => string {
  const seconds = face === 'HH:MM:SS' ? { second: '2-digit' as const } : {}
  const zone = timeZone === undefined ? {} : { timeZone }
  const format = new Intl.DateTimeFormat('en-GB', {
    hour: '2-digit',
    minute: '2-digit',
    hourCycle: 'h23',
    ...seconds,
    ...zone,
  })
  return wallMs => format.format(wallMs)
}

function isTimeZone(name: string): boolean {
  try {
    new Intl.DateTimeFormat('en', { timeZone: name })
    return true
  } catch {
    return false
  }
}
