// What a set is asked to be: which one, in whose colours, at what time of day. Shared by page and server.

export const setKinds = ['studio', 'factory', 'laboratory', 'kitchen'] as const
export type SetKind = (typeof setKinds)[number]

export const timesOfDay = ['morning', 'day', 'evening', 'night'] as const
export type TimeOfDay = (typeof timesOfDay)[number]

/** Everything that decides how a built-in set looks: the same plan and size give the same picture on the same renderer. */
export type SetPlan = {
  readonly kind: SetKind
  readonly timeOfDay: TimeOfDay
  /** `#rrggbb`: the large surface that carries the brand. */
  readonly mainColour: string
  /** `#rrggbb`: light strips, goods, small things. */
  readonly accentColour: string
  /** Chooses goods, plants and their places; a whole number. */
  readonly seed: number
}

export type PictureSize = { readonly widthPx: number; readonly heightPx: number }

/** Goes up whenever a plan would be drawn differently: backdrops drawn before are then made anew. */
export const setsVersion = 1
