// The words of a message: for each incident what viewers see, what the system does, what a person must do. Pure.
import type { Incident, Sentences } from '#monitoring'
import type { Language } from '../plan.ts'
import { clockTime } from '../quiet.ts'
import type { Why } from '../schedule.ts'
import { severityOf } from '../severity.ts'
import { dutyOf } from './duties.ts'
import { lasting } from './lasting.ts'
import { lostIn, seenNow } from './viewers.ts'

/** One incident in a message. */
export type Notice = {
  readonly why: Why
  readonly incident: Incident
  /** Who did not acknowledge it, where that is why. */
  readonly from: string | null
}

export type Writing = {
  readonly language: Language
  readonly timeZone: string
  /** Where people look further; null where nobody said. */
  readonly publicUrl: string | null
  readonly nowMs: number
  readonly limitBytes: number
}

type Tongue = 'en' | 'zh'

/** All notices in one text of at most so many bytes; what does not fit is counted. */
export function textOf(notices: readonly Notice[], writing: Writing): string {
  const tongues: Tongue[] = writing.language === 'both' ? ['zh', 'en'] : [writing.language]
  const blocks = notices.map(notice => tongues.map(tongue => blockOf(notice, tongue, writing)).join('\n'))
  const tail = writing.publicUrl === null ? [] : [writing.publicUrl]
  for (let kept = blocks.length; kept > 0; kept -= 1) {
    const left = blocks.length - kept
    const more = left === 0 ? [] : [tongues.map(tongue => moreOf(left)[tongue]).join('\n')]
    const text = [...blocks.slice(0, kept), ...more, ...tail].join('\n\n')
    if (Buffer.byteLength(text) <= writing.limitBytes) return text
  }
  return cut(blocks[0] ?? '', writing.limitBytes)
}

function moreOf(left: number): Sentences {
  return { zh: `另有 ${left} 件，见事故列表。`, en: `${left} more: see the list of incidents.` }
}

function blockOf(notice: Notice, tongue: Tongue, writing: Writing): string {
  const { incident } = notice
  const place = incident.broadcasts.length === 0 ? '' : ` ${incident.broadcasts.slice(0, 4).join(', ')}`
  const title = `【${titleOf(notice, writing.nowMs)[tongue]}】${place}`
  const lines = incident.overMs === null ? openLines(notice, writing) : overLines(incident, writing)
  return [title, incident.cause[tongue], ...lines.map(line => line[tongue])].join('\n')
}

const ranks: Readonly<Record<ReturnType<typeof severityOf>, Sentences>> = {
  severe: { en: 'severe', zh: '严重' },
  warning: { en: 'warning', zh: '警告' },
  note: { en: 'note', zh: '提示' },
}

function titleOf({ incident, why, from }: Notice, nowMs: number): Sentences {
  const both = (en: string, zh: string) => ({ en: `Changming: ${en}`, zh: `长明 ${zh}` })
  if (incident.overMs !== null)
    return incident.recoveredMs === null ? both('ended', '已结束') : both('over', '已恢复')
  const { en, zh } = ranks[severityOf(incident)]
  const since = lasting(nowMs - incident.openedMs)
  switch (why) {
    case 'opened':
    case 'over':
      return both(en, zh)
    case 'changed':
      return both(`${en}, changed`, `${zh}·有变化`)
    case 'again':
      return both(`${en}, not acknowledged for ${since.en}`, `${zh}·${since.zh}无人确认`)
    case 'escalated':
      return both(
        `${en}, ${from ?? 'nobody'} did not acknowledge for ${since.en}`,
        `${zh}·${from ?? ''} ${since.zh}未确认，转给你`,
      )
    default:
      return why satisfies never
  }
}

function openLines({ incident }: Notice, { timeZone }: Writing): Sentences[] {
  const [seen, duty] = [seenNow(incident), dutyOf(incident)]
  const since = clockTime(incident.beganMs, timeZone)
  const { id } = incident
  return [
    { en: `Viewers: ${seen.en}`, zh: `观众：${seen.zh}` },
    { en: `System: ${duty.system.en}`, zh: `系统：${duty.system.zh}` },
    { en: `You: ${duty.person.en}`, zh: `要做：${duty.person.zh}` },
    { en: `Since ${since}, incident ${id}`, zh: `${since} 起，事故 ${id}` },
  ]
}

function overLines(incident: Incident, { timeZone }: Writing): Sentences[] {
  const { beganMs, overMs, recoveredMs, id } = incident
  const endMs = overMs ?? beganMs
  const [took, lost] = [lasting(endMs - beganMs), lostIn(incident)]
  const span = `${clockTime(beganMs, timeZone)}–${clockTime(endMs, timeZone)}`
  const never = recoveredMs === null
  return [
    {
      en: `Lasted ${took.en} (${span})${never ? '; ended before it came right' : ''}`,
      zh: `历时 ${took.zh}（${span}）${never ? '，未恢复即结束' : ''}`,
    },
    { en: `Viewers: ${lost.en}`, zh: `观众：${lost.zh}` },
    { en: `Incident ${id}`, zh: `事故 ${id}` },
  ]
}

/** At most so many bytes, never half a character. */
function cut(text: string, bytes: number): string {
  return new TextDecoder().decode(Buffer.from(text).subarray(0, bytes), { stream: true })
}

export function testText(receiver: string, language: Language): string {
  const zh = `【长明 测试】通知接收方 ${receiver} 已接通。真正的事故会写明观众看到什么、系统在做什么、你要做什么。`
  const en = `【Changming: test】Receiver ${receiver} works. A real message says what viewers see, what the system does, and what you must do.`
  return language === 'both' ? `${zh}\n${en}` : { zh, en }[language]
}
