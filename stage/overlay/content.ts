// What overlays say, as both sides of the browser's door know it. All of it is text, and stays text.
import type { ClockFace } from './clock-layout.ts'

/** The mark that says what viewers look at. Its words are checked before they come here. */
export type LabelContent = { readonly text: string }

/** One line of what is being said. */
export type CaptionContent = { readonly text: string }

export type PriceCardContent = {
  readonly name: string
  /** Ready to show, with its currency: `¥129`. */
  readonly price: string
  /** A price it is compared with, and on what ground: the law wants both or none. */
  readonly was?: { readonly price: string; readonly basis: string }
  /** Ready to show: `库存 120 件`. */
  readonly stock?: string
  /** `#rrggbb` */
  readonly accentColour: string
}

/** A name written out, or a picture that was lent to the page. */
export type LogoContent = { readonly text: string } | { readonly picturePath: string }

/** The plate with its colons; digits are laid over it one by one. */
export type ClockContent = { readonly face: ClockFace }

export type ClockDigitContent = { readonly digit: string }

/** What a viewer wrote, and under which name. */
export type CommentContent = { readonly author: string; readonly text: string }

export type OverlayContent = {
  readonly label: LabelContent
  readonly caption: CaptionContent
  readonly 'price-card': PriceCardContent
  readonly logo: LogoContent
  readonly clock: ClockContent
  readonly 'clock-digit': ClockDigitContent
  readonly comment: CommentContent
}

export type OverlayKind = keyof OverlayContent

/** Goes up whenever the same content would be drawn differently. */
export const overlaysVersion = 1

/** The height of the label's letters as a share of the short edge: GB 45438 asks for 5 %, H.264 takes a little off an edge. */
export const labelLetterShare = 0.053
