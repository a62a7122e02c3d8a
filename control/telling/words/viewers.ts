// What viewers see of an incident now, and what they have missed once it is over, in both languages. Pure.
import type { Incident, Seen, Sentences } from '#monitoring'
import { lostMsOf } from '../severity.ts'
import { lasting } from './lasting.ts'

/** So many destinations are named; the rest is a number. */
const mostNamed = 4

const sights = {
  frozen: { en: 'a frozen picture', zh: '画面卡住' },
  slate: { en: 'the slate', zh: '垫片画面' },
  dark: { en: 'nothing', zh: '没有画面' },
} as const

export function seenNow(incident: Incident): Sentences {
  const missing = incident.seen.filter(({ now }) => now !== null)
  if (missing.length > 0) {
    const en = listed(missing, each => `${placeOf(each, incident)} sees ${sights[each.now ?? 'dark'].en}`)
    const zh = listed(missing, each => `${placeOf(each, incident)} ${sights[each.now ?? 'dark'].zh}`)
    return { en: en.join('; '), zh: zh.join('；') }
  }
  if (incident.kind === 'sound-lost')
    return { en: 'see the picture but hear nothing', zh: '有画面，没有声音' }
  if (incident.overMs === null && incident.kind === 'sound-silent')
    return { en: 'see the picture but hear nothing', zh: '有画面，没有声音' }
  if (incident.overMs === null && incident.kind === 'sound-clipped')
    return { en: 'see the picture and hear it distorted', zh: '画面正常，声音失真' }
  return { en: 'see a picture as usual', zh: '画面正常' }
}

export function lostIn(incident: Incident): Sentences {
  const losing = incident.seen.filter(each => lostMsOf(each) > 0)
  if (losing.length === 0) return { en: 'missed nothing', zh: '没有损失' }
  return {
    en: listed(losing, each => `${placeOf(each, incident)} ${losses(each, 'en').join(', ')}`).join('; '),
    zh: listed(losing, each => `${placeOf(each, incident)} ${losses(each, 'zh').join('、')}`).join('；'),
  }
}

function losses({ frozenMs, slateMs, darkMs }: Seen, language: 'en' | 'zh'): string[] {
  const words = {
    en: ['frozen for', 'slate for', 'no picture for'],
    zh: ['卡住', '垫片', '无画面'],
  }[language]
  return [frozenMs, slateMs, darkMs].flatMap((ms, i) =>
    ms > 0 ? [`${words[i]} ${lasting(ms)[language]}`] : [],
  )
}

function placeOf({ broadcast, destination }: Seen, { broadcasts }: Incident): string {
  return broadcasts.length > 1 ? `${broadcast}/${destination}` : destination
}

function listed(seen: readonly Seen[], say: (each: Seen) => string): string[] {
  const named = seen.slice(0, mostNamed).map(say)
  return seen.length > mostNamed ? [...named, `+${seen.length - mostNamed}`] : named
}
