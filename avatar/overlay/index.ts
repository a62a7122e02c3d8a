// The door to overlays: what is written over a host, where it lies, when it is shown, and whether the label is really there.
export { captionParts, type CaptionPart, type SpokenMark } from './caption-parts.ts'
export { labelText, refuseCovered, usualLabelText } from './label-rules.ts'
export { labelSeen, type LabelSight } from './label-seen.ts'
export { type ClockWish, clockWish, digitSpans, type DigitSpan } from './clock.ts'
export { commentWords, type CommentWords } from './comment-words.ts'
export { type LogoSize, mostLogoBytes, readLogo } from './logo-file.ts'
export { type Box, columnBesides, overlayKey, placeOf, unitOf } from './place.ts'
export { priceCardOf, type ProductOnCard, productOnCard } from './price-card.ts'
export {
  OverlayCache,
  type OverlayDeps,
  type OverlayStage,
  renderOverlay,
  type RenderedOverlay,
} from './render.ts'
