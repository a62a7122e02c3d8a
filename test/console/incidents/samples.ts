// An incident as control answers it, for tests: a camera was lost for nine seconds on two platforms.
import type { Incident, Shown, Span } from '../../../console/incidents/types.ts'

export const beganMs = Date.UTC(2026, 10, 28, 12, 0, 0)

export const span = (
  how: Span['how'],
  fromMs: number,
  toMs: number | null,
  destination = 'douyin',
): Span => ({
  broadcast: 'evening',
  destination,
  program: 'main',
  how,
  fromMs: beganMs + fromMs,
  toMs: toMs === null ? null : beganMs + toMs,
})

export const seen = (destination: string) => ({
  broadcast: 'evening',
  destination,
  frozenMs: 0,
  slateMs: 0,
  darkMs: 0,
})

export function incident(more: Partial<Incident> = {}): Incident {
  return {
    id: 'i1',
    broadcast: 'evening',
    broadcasts: ['evening'],
    kind: 'feed-lost',
    scope: 'feed',
    subject: {},
    beganMs,
    noticedMs: beganMs + 700,
    actedMs: beganMs + 750,
    openedMs: beganMs + 1_200,
    acknowledgedMs: null,
    acknowledgedBy: null,
    recoveredMs: beganMs + 9_000,
    overMs: beganMs + 9_000,
    cause: { en: 'It is gone.', zh: '中断了。' },
    seen: [seen('douyin'), seen('kuaishou')],
    evidence: [],
    mergedInto: null,
    spans: [
      span('frozen', 0, 750),
      span('frozen', 0, 750, 'kuaishou'),
      span('slate', 750, 9_000),
      span('slate', 750, 9_000, 'kuaishou'),
    ],
    ...more,
  }
}

export function shot(atMs: number, moment: Shown['moment'], more: Partial<Shown> = {}): Shown {
  return {
    picture: `p${atMs}`,
    atMs: beganMs + atMs,
    untilMs: null,
    broadcast: 'evening',
    program: 'main',
    shows: 'feed',
    how: null,
    feed: 'camera-a',
    moment,
    destinations: ['douyin', 'kuaishou'],
    last: null,
    ...more,
  }
}
