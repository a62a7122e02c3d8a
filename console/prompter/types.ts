// What control answers about a teleprompter, as far as these pages read it.

export type Refusal = {
  readonly term: string
  readonly why: string
  readonly whyZh: string
  readonly instead: string
  readonly insteadZh: string
  readonly basis: string
}

export type Line = {
  /** In the words to say. */
  readonly text: string
  readonly written: string
  /** Hanzi, or words. */
  readonly units: number
  readonly spokenMs: number
  readonly refusals: readonly Refusal[]
}

export type Product = {
  readonly id: string
  readonly name: string
  readonly price: number
  readonly currency: string
  readonly stock?: number
  readonly compared?: { readonly price: number; readonly basis: string }
  readonly facts: readonly string[]
}

export type Segment = {
  readonly name: string
  readonly title: string | null
  readonly product: Product | null
  readonly lines: readonly Line[]
}

export type Mode = 'hand' | 'pace'
export type Place = {
  readonly segment: string
  readonly sentence: number
  readonly text: string
  readonly mode: Mode
}

export type CueKind = 'note' | 'product' | 'stock' | 'time' | 'urgent'
export type Cue = {
  readonly id: number
  readonly kind: CueKind
  readonly text: string
  readonly sentMs: number
  readonly sentBy: string
  readonly untilMs: number | null
  readonly shownMs: number | null
  readonly seenMs: number | null
  readonly withdrawnMs: number | null
}

export type Prompter = {
  readonly script: string | null
  readonly trouble: string
  readonly title: string | null
  readonly language: string
  readonly segments: readonly Segment[]
  readonly place: Place | null
  readonly version: number
  readonly movedMs: number
  readonly plannedEndMs: number | null
  readonly cues: readonly Cue[]
  readonly tablets: number
  readonly asOf: number
  readonly nowMs: number
}
