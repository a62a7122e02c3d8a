// What a plan must mean beside its shape: feeds that exist, names that differ, nothing that is not built yet.
import { readyDesigns } from '#relay'
import type { BroadcastPlan, DestinationPlan } from '../store/plan.ts'
import { playbackMistakes } from './playback.ts'
import type { Mistake } from './mistakes.ts'

export type KnownNames = {
  readonly feeds: ReadonlySet<string>
  /** Those of the feeds that are virtual hosts. */
  readonly hosts: ReadonlySet<string>
  /** The operator's own slates. */
  readonly slates: readonly string[]
}

/** Every mistake in a plan, given the names of what exists. */
export function planMistakes(plan: BroadcastPlan, known: KnownNames): Mistake[] {
  return [
    ...feedMistakes(plan, known.feeds),
    ...slateMistakes(plan, known.slates),
    ...normaliseMistakes(plan, known),
    ...understudyMistakes(plan, known),
    ...repeated(
      plan.destinations.map(({ name }) => name),
      i => `destinations.${i}.name`,
      'a destination',
    ),
    ...plan.destinations.flatMap((destination, i) => destinationMistakes(destination, i, plan)),
  ]
}

function feedMistakes(plan: BroadcastPlan, known: ReadonlySet<string>): Mistake[] {
  const unknown = plan.feeds.flatMap((feed, i) =>
    known.has(feed)
      ? []
      : [{ field: `feeds.${i}`, detail: `${feed} is not a feed yet; make it with PUT /api/feeds/${feed}` }],
  )
  return [...unknown, ...repeated(plan.feeds, i => `feeds.${i}`, 'a feed')]
}

function understudyMistakes({ understudy, feeds }: BroadcastPlan, known: KnownNames): Mistake[] {
  if (understudy === null) return []
  const make = `make one with PUT /api/feeds/${understudy} {"kind": "host", …}, or write null`
  if (!known.hosts.has(understudy))
    return [
      {
        field: 'understudy',
        detail: known.feeds.has(understudy)
          ? `${understudy} is a camera; an understudy is a virtual host: ${make}`
          : `${understudy} is no feed yet; ${make}`,
      },
    ]
  return feeds.includes(understudy)
    ? [{ field: 'understudy', detail: `${understudy} is one of the feeds already; name it in one place` }]
    : []
}

function slateMistakes({ slate }: BroadcastPlan, own: readonly string[]): Mistake[] {
  const designs = [...readyDesigns, ...own]
  if (slate === null || designs.includes(slate.design)) return []
  const detail = `is no design here; name one of ${designs.join(', ')}, or upload it with PUT /api/slates/${slate.design}`
  return [{ field: 'slate.design', detail }]
}

function normaliseMistakes({ normalise, feeds }: BroadcastPlan, { hosts }: KnownNames): Mistake[] {
  return normalise.flatMap((feed, i) =>
    feeds.includes(feed)
      ? hosts.has(feed)
        ? [
            {
              field: `normalise.${i}`,
              detail: `${feed} is a virtual host, which is made to fit anyway; leave it out`,
            },
          ]
        : []
      : [
          {
            field: `normalise.${i}`,
            detail: `${feed} is not a feed of this broadcast; name one of ${feeds.join(', ')}`,
          },
        ],
  )
}

function repeated(names: readonly string[], field: (i: number) => string, what: string): Mistake[] {
  return names.flatMap((name, i) =>
    names.indexOf(name) === i
      ? []
      : [{ field: field(i), detail: `${name} is here twice; ${what} may be named once` }],
  )
}

function destinationMistakes(destination: DestinationPlan, i: number, plan: BroadcastPlan): Mistake[] {
  const at = `destinations.${i}`
  const mistakes: Mistake[] = []
  if (destination.rendition !== 'source')
    mistakes.push({
      field: `${at}.rendition`,
      detail: 'there are no renditions yet: every destination gets the picture as it comes; write "source"',
    })
  if (destination.platform === 'srt' && destination.carrier === 'rtmp')
    mistakes.push({
      field: `${at}.carrier`,
      detail: 'srt is carried by FFmpeg; write "ffmpeg", or leave it out',
    })
  mistakes.push(...playbackMistakes(destination).map(detail => ({ field: `${at}.playback.url`, detail })))
  const named = new Set([...plan.feeds, ...(plan.understudy === null ? [] : [plan.understudy])])
  for (const [j, feed] of destination.without.entries())
    if (!named.has(feed))
      mistakes.push({
        field: `${at}.without.${j}`,
        detail: `${feed} is not a feed of this broadcast; name one of ${[...named].join(', ')}`,
      })
  if (plan.feeds.length > 0 && plan.feeds.every(feed => destination.without.includes(feed)))
    mistakes.push({ field: `${at}.without`, detail: 'leaves no feed for this destination; take one out' })
  return mistakes
}
