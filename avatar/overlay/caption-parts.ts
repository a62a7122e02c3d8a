// A sentence cut into lines that are read at a glance, each shown while it is said.

/** When a stretch of the text is spoken: letters `from` up to, not including, `to`, by UTF-16 position. */
export type SpokenMark = {
  readonly from: number
  readonly to: number
  readonly startMs: number
  readonly endMs: number
}

export type CaptionPart = { readonly text: string; readonly fromMs: number; readonly toMs: number }

/** In Hanzi; two Latin letters are as wide as one. */
const widest = 14
/** A line shorter than this looks lost. */
const narrowest = 4
/** A line stays for a breath after it was said, not for a long pause. */
const lingerMs = 600

/** What may not be torn: numbers with their signs and units, Latin words, one Hanzi with the marks that close after it. */
const units = /[¥$€]?\d[\d.,:/]*(?:%|°C|[A-Za-z]+)?|[\p{Script=Latin}\d][\p{Script=Latin}\d'’.&+/-]*|\s+|./gsu
const closing = /^[,.;:!?，。；：！？、…）)】》」』”’%]+$/u
const opening = /^[（(【《「『“‘]$/u
/** Pauses of the sentence, at which a line ends gladly. */
const pause = /[,;:!?，。；：！？、…]$/u

/** Parts of `text` in order, none wider than 14 Hanzi, each with the time in which it is spoken. */
export function captionParts(text: string, marks: readonly SpokenMark[], endMs: number): CaptionPart[] {
  const words = wordsOf(text)
  const lines = breakLines(words)
  const times = lines.map(({ from, to }) => timeOf(from, to, text, marks, endMs))
  return lines.flatMap((line, i) => {
    const shown = trimmed(text.slice(line.from, line.to))
    const at = times[i] as { startMs: number; endMs: number }
    const next = times[i + 1]?.startMs ?? endMs
    if (shown === '') return []
    return [
      { text: shown, fromMs: at.startMs, toMs: Math.max(at.endMs, Math.min(next, at.endMs + lingerMs)) },
    ]
  })
}

type Word = { readonly from: number; readonly to: number; readonly width: number; readonly isPause: boolean }

function wordsOf(text: string): Word[] {
  const words: Word[] = []
  let isOpen = false
  for (const { 0: piece, index: from } of text.matchAll(units)) {
    const last = words.at(-1)
    const isGlued = last !== undefined && (isOpen || closing.test(piece) || /^\s+$/.test(piece))
    isOpen = opening.test(piece)
    const to = from + piece.length
    if (isGlued) {
      const whole = text.slice(last.from, to)
      words[words.length - 1] = {
        from: last.from,
        to,
        width: widthOf(trimmed(whole)),
        isPause: pause.test(whole.trimEnd()),
      }
    } else words.push(...chopped({ from, to, width: widthOf(piece), isPause: pause.test(piece) }))
  }
  return words
}

/** A word wider than a line (an address, a serial number) is torn after all. */
function chopped(word: Word): Word[] {
  if (word.width <= widest) return [word]
  const pieces: Word[] = []
  for (let from = word.from; from < word.to; from += widest) {
    const to = Math.min(word.to, from + widest)
    pieces.push({ from, to, width: (to - from) * 0.6, isPause: false })
  }
  return pieces
}

/** In Hanzi. */
function widthOf(text: string): number {
  let width = 0
  for (const letter of text) width += /[\u{20}-\u{24f}\u{2000}-\u{206f}]/u.test(letter) ? 0.58 : 1
  return width
}

type Line = { readonly from: number; readonly to: number }

/** The cheapest way to break: lines of even width, ends at pauses, nothing lost and alone. */
function breakLines(words: readonly Word[]): Line[] {
  const best: { cost: number; back: number }[] = [{ cost: 0, back: 0 }]
  for (let end = 1; end <= words.length; end += 1) {
    let found = { cost: Number.POSITIVE_INFINITY, back: end - 1 }
    let width = 0
    for (let start = end - 1; start >= 0; start -= 1) {
      width += (words[start] as Word).width
      if (width > widest && start < end - 1) break
      const cost = (best[start]?.cost ?? 0) + costOf(words, start, end, width)
      if (cost < found.cost) found = { cost, back: start }
    }
    best[end] = found
  }
  const lines: Line[] = []
  for (let end = words.length; end > 0; end = best[end]?.back ?? 0) {
    const start = best[end]?.back ?? 0
    lines.unshift({ from: (words[start] as Word).from, to: (words[end - 1] as Word).to })
  }
  return lines
}

function costOf(words: readonly Word[], start: number, end: number, width: number): number {
  const isLast = end === words.length
  const endsWell = isLast || (words[end - 1] as Word).isPause
  const spare = (widest - width) / widest
  const pausesInside = words.slice(start, end - 1).filter(word => word.isPause).length
  return 1 + spare * spare + (endsWell ? 0 : 1.6) + (width < narrowest ? 1.5 : 0) + pausesInside * 1.7
}

/** Without pauses at its end; questions and exclamations keep theirs. */
function trimmed(line: string): string {
  return line
    .trim()
    .replace(/[,;:，。；：、.]+$/u, '')
    .trim()
}

/** From the marks that touch the stretch; without any, by its share of the letters. */
function timeOf(
  from: number,
  to: number,
  text: string,
  marks: readonly SpokenMark[],
  endMs: number,
): { startMs: number; endMs: number } {
  const touching = marks.filter(mark => mark.from < to && mark.to > from)
  const [first, last] = [touching[0], touching.at(-1)]
  if (first !== undefined && last !== undefined) {
    const start = from > first.from ? shareTo(from, first) : first.startMs
    const end = to < last.to ? shareTo(to, last) : last.endMs
    return { startMs: Math.round(start), endMs: Math.round(Math.max(start, end)) }
  }
  const length = Math.max(1, text.length)
  return { startMs: Math.round((from / length) * endMs), endMs: Math.round((to / length) * endMs) }
}

function shareTo(at: number, mark: SpokenMark): number {
  return mark.startMs + ((mark.endMs - mark.startMs) * (at - mark.from)) / Math.max(1, mark.to - mark.from)
}
