// How long words take to say, by counting them: good enough to tell speech from a click or an endless hum.
import type { Language } from './language.ts'

const msPerHanzi = 215
const msPerKana = 130
const msPerVowelGroup = 190
const msPerComma = 260
const msPerStop = 380

/** Milliseconds that the offline voice takes at its usual pace, silence around it not counted. */
export function estimatedMs(spoken: string, language: Language): number {
  const count = (pattern: RegExp) => spoken.match(pattern)?.length ?? 0
  const words = spoken.match(/[A-Za-zÀ-ÿ']+/g) ?? []
  const inside = spoken.replace(/[\s\p{P}]+$/u, '')
  const pauses = (pattern: RegExp, ms: number) => (inside.match(pattern)?.length ?? 0) * ms
  return (
    count(/\p{Script=Han}/gu) * (language === 'yue' ? 200 : msPerHanzi) +
    count(/[\u3040-\u30ff]/gu) * msPerKana +
    words.reduce((sum, word) => sum + vowelGroups(word) * msPerVowelGroup, 0) +
    pauses(/[，、,：:]/g, msPerComma) +
    pauses(/[。！？.!?；;]/g, msPerStop)
  )
}

function vowelGroups(word: string): number {
  if (/^[A-Z]{1,4}$/.test(word)) return word.length
  const groups =
    word
      .toLowerCase()
      .replace(/(?<=[^aeiouy])e$/, '')
      .match(/[aeiouyà-ÿ]+/g)?.length ?? 0
  return Math.max(1, groups)
}

/** Slowest and fastest that anybody may speak, as shares of the estimate; short words get some grace. */
const shortest = 0.4
const longest = 2.6
const graceMs = 350

/** Why a sound of this length cannot be these words, or null when it can. */
export function lengthFault(spoken: string, language: Language, ms: number): string | null {
  const expectedMs = estimatedMs(spoken, language)
  const said = `${Math.round(ms)} ms for words that take about ${Math.round(expectedMs)} ms`
  if (ms < expectedMs * shortest - graceMs / 2 || ms < 40) return `too short: ${said}`
  return ms > expectedMs * longest + graceMs ? `too long: ${said}` : null
}
