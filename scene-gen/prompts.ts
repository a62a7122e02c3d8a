// The words we give an image model, whole, so that they can be read, judged and changed in one place.
import type { SetKind, TimeOfDay } from '#stage'
import type { SetBrief } from './brief.ts'

/** Goes up with every change below; kept beside each picture. */
export const promptVersion = 1

const scenes: Readonly<Record<SetKind, string>> = {
  studio:
    'a modern live-shopping studio with a plastered wall, a softly lit arch and shelves of plain goods at the sides',
  kitchen: 'a warm, tidy kitchen with tiles, timber shelves, a worktop and a window at one side',
  laboratory: 'a bright, clean product laboratory with frosted glass, cabinets and glassware at the sides',
  factory:
    'a clean, modern factory hall with two production lines running back into soft haze, an empty aisle in the middle',
}

const lights: Readonly<Record<TimeOfDay, string>> = {
  morning: 'soft, warm morning light from one side',
  day: 'clear, soft daylight from one side',
  evening: 'low, warm evening light and lit lamps',
  night: 'night outside, pools of warm lamp light inside',
}

/** What the built-in check then measures, said beforehand. */
const always = [
  'An empty background picture for a live broadcast; a presenter will be placed in front of it, in the middle, from the lower edge to two thirds of the height.',
  'The middle is calm, softly out of focus, of medium to dark brightness, without objects; things of interest stand at the left and right edges.',
  'The upper sixth is calm too.',
  'Photographic, realistic depth, soft shadows, slightly shallow focus, camera at eye height, straight horizon.',
  'No people, no hands, no faces, no mannequins. No letters, numbers, logos, labels, watermarks or screens with text.',
].join(' ')

/** The whole prompt. `amends` are faults of an earlier picture, said as wishes. */
export function promptFor(
  brief: SetBrief,
  kind: SetKind,
  colours: { readonly main: string; readonly accent: string },
  amends: readonly string[] = [],
): string {
  const product = brief.words.replaceAll(/["\s]+/g, ' ').trim()
  return [
    `${scenes[kind]}, fitting a product described as "${product}" (${brief.category}), which itself is not shown.`,
    `${lights[brief.timeOfDay]}.`,
    `Main colour near ${colours.main}, small accents near ${colours.accent}.`,
    always,
    ...amends,
  ].join(' ')
}

export const amendments = {
  'too-bright': 'Darker behind the presenter: no window, lamp or white wall in the middle.',
  'too-dark': 'Brighter: the room is evenly lit, nothing sinks into black.',
  restless: 'Much calmer in the middle: an even wall, strongly out of focus, nothing standing there.',
  flat: 'A real room with depth, shadows and light, not an even colour.',
} as const
export type PictureFault = keyof typeof amendments
