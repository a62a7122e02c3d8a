// What control says of hosts, sets and voices, as far as this page reads it.
import type { Manner, MouthShape, SetPlan } from '#stage'
import type { Feed, Worker } from '../live/types.ts'
import type { Turn } from './strip.ts'

export type Host = {
  readonly name: string
  readonly title: string
  readonly version: string
  readonly credit?: string
  readonly licence?: {
    readonly authors: readonly string[]
    readonly whoMayUse: 'everyone' | 'licensed' | 'author'
    readonly commercial: 'corporation' | 'person' | 'no'
    readonly mustCredit: boolean
  }
  readonly refusals: readonly { readonly code: string; readonly sentence: string }[]
  readonly warnings: readonly { readonly code: string; readonly sentence: string }[]
  readonly bytes: number
  /** What its author allows beyond the licence, as it was stated. */
  readonly leave?: string
  /** Of those that came with us. */
  readonly manner?: Manner
  readonly category?: string
  readonly called?: { readonly zh: string; readonly en: string }
}

export type Hosts = { readonly ready: readonly Host[]; readonly own: readonly Host[] }

export const languages = ['zh', 'en', 'yue', 'ja', 'es'] as const
export type SpokenLanguage = (typeof languages)[number]

export type Voices = {
  readonly engines: readonly {
    readonly engine: string
    readonly isOffline: boolean
    readonly languages: readonly SpokenLanguage[]
    readonly voices: readonly { readonly voice: string; readonly host: string | null }[]
  }[]
  readonly spokenFirst: string
}

export type Brief = {
  readonly words: string
  readonly category: string
  readonly timeOfDay: string
  readonly set?: string
  readonly seed?: number
  readonly colours?: { readonly main: string; readonly accent: string }
}

export type SetLook = { readonly plan: SetPlan; readonly because: string; readonly isModelAsked: boolean }
export type OwnSet = SetLook & { readonly name: string; readonly brief: Brief }
export type Sets = {
  readonly kinds: readonly SetPlan['kind'][]
  readonly timesOfDay: readonly string[]
  readonly categories: readonly string[]
  readonly hasImageModel: boolean
  readonly own: readonly OwnSet[]
}

export type Script = {
  readonly name: string
  readonly isSample: boolean
  readonly script: {
    readonly language?: SpokenLanguage
    readonly products?: readonly { readonly id: string; readonly name: string }[]
  }
}

export type Interjection = {
  readonly id: string
  readonly text: string
  readonly by: string
  readonly state: 'queued' | 'making' | 'saying' | 'said' | 'refused' | 'broken-off'
  readonly why: string
  readonly askedAtMs: number
}

export type Comment = {
  readonly id: string
  readonly author: string
  readonly text: string
  readonly by: string
  readonly state: 'queued' | 'showing' | 'shown' | 'refused' | 'broken-off'
  readonly why: string
}

export type Logo = {
  readonly name: string
  readonly widthPx: number
  readonly heightPx: number
  readonly bytes: number
}

export const clockFaces = ['HH:MM', 'HH:MM:SS'] as const

export type Now = {
  readonly text: string
  readonly from: 'script' | 'interjection' | 'disclosure'
  readonly segment: string
  readonly product: string | null
  readonly isFromClip: boolean
  readonly beganAtMs: number
  readonly lastsMs: number
}

export type Upcoming = {
  readonly text: string
  readonly segment: string
  readonly product: string | null
  readonly isReady: boolean
  readonly refusal: string | null
}

export type Plan = {
  readonly rotation: readonly Turn[]
  readonly profile?: string
  readonly label: string
  readonly timeZone: string
  readonly clock?: { readonly face: (typeof clockFaces)[number]; readonly timeZone?: string }
  readonly logo?: string
}

/** What its worker says of it; absent while there is none. */
export type Doing = {
  readonly host: string
  readonly script: string
  readonly state: 'preparing' | 'stand-by' | 'on-air' | 'wind-up'
  readonly doing: string
  readonly now: Now | null
  readonly next: readonly Upcoming[]
  readonly interjections: readonly Interjection[]
  readonly comments?: readonly Comment[]
  readonly progress: { readonly said: number; readonly of: number }
  readonly queueSeconds: number
  readonly isLabelSeen: boolean | null
  readonly clipsMade: number
  readonly clipsReused: number
  readonly sentencesRefused: number
  readonly widthPx: number
  readonly heightPx: number
  readonly frameRateFps: number
  readonly trouble: string
}

export type HostFeed = Feed & {
  readonly kind: 'host'
  readonly host: Plan & { readonly worker: Worker['state'] } & Partial<Doing>
}

export type Lips = {
  readonly engine: string
  readonly spoken: string
  readonly frameRateFps: number
  readonly mouths: readonly (readonly [MouthShape, number])[]
}
