// A broadcast's plan, changed a little at a time: read from control, changed, put again. What the wizard does not show is kept. Pure.

export type PlannedDestination = {
  readonly name: string
  readonly platform: string
  readonly [field: string]: unknown
}

/** As `GET /api/broadcasts/{name}` shows it under `plan`, and `PUT` takes it. */
export type Plan = {
  /** In order of preference. */
  readonly feeds: readonly string[]
  readonly understudy?: string | null
  readonly slate?: Slate | null
  readonly destinations: readonly PlannedDestination[]
  readonly normalise?: readonly string[]
  readonly [field: string]: unknown
}
export type Slate = { readonly design: string; readonly [field: string]: unknown }

/** A plan for a show nobody has planned yet. */
export function newPlan(feeds: readonly string[], language: 'zh' | 'en'): Plan {
  return { feeds, slate: { design: 'lamp', language, motion: 'moving', sound: 'soft' }, destinations: [] }
}

/** Feeds in another order, more or fewer; nothing goes on naming one that is gone. */
export function withFeeds(plan: Plan, feeds: readonly string[]): Plan {
  const named = new Set([...feeds, ...(plan.understudy == null ? [] : [plan.understudy])])
  const { normalise } = plan
  return {
    ...plan,
    feeds,
    ...(normalise === undefined ? {} : { normalise: normalise.filter(feed => feeds.includes(feed)) }),
    destinations: plan.destinations.map(destination => withoutOnly(destination, named)),
  }
}

export function withUnderstudy(plan: Plan, understudy: string | null): Plan {
  const named = new Set([...plan.feeds, ...(understudy === null ? [] : [understudy])])
  return {
    ...plan,
    understudy,
    destinations: plan.destinations.map(destination => withoutOnly(destination, named)),
  }
}

/** Another design keeps language, motion and sound; null is none. */
export function withSlate(plan: Plan, design: string | null, language: 'zh' | 'en'): Plan {
  if (design === null) return { ...plan, slate: null }
  const before = plan.slate ?? { language, motion: 'moving', sound: 'soft' }
  return { ...plan, slate: { ...before, design } }
}

const shortNames: Readonly<Record<string, string>> = { 'wechat-channels': 'channels', rtmp: 'server' }

/** One more destination on a platform, called like it. */
export function withDestination(plan: Plan, platform: string): { plan: Plan; name: string } {
  const stem = shortNames[platform] ?? platform
  const name = freeName(
    stem,
    plan.destinations.map(each => each.name),
  )
  return { plan: { ...plan, destinations: [...plan.destinations, { name, platform }] }, name }
}

export function withoutDestination(plan: Plan, name: string): Plan {
  return { ...plan, destinations: plan.destinations.filter(each => each.name !== name) }
}

/** `stem`, or with the first number that is free: `douyin-2`. */
export function freeName(stem: string, taken: readonly string[]): string {
  for (let i = 1; ; i++) {
    const name = i === 1 ? stem : `${stem}-${i}`
    if (!taken.includes(name)) return name
  }
}

/** `camera-b` after `camera-a`. */
export function nextCamera(taken: readonly string[]): string {
  const letter = 'abcdefgh'.split('').find(each => !taken.includes(`camera-${each}`))
  return letter === undefined ? freeName('camera', taken) : `camera-${letter}`
}

/** The date as a name: `2026-11-29`; of the evening before, until six in the morning. */
export function nameOfTonight(now: Date, taken: readonly string[]): string {
  const evening = new Date(now.getTime() - 6 * 3_600_000)
  const day = [evening.getFullYear(), evening.getMonth() + 1, evening.getDate()]
  return freeName(day.map(part => String(part).padStart(2, '0')).join('-'), taken)
}

const nameForm = /^[a-z0-9][a-z0-9-]{0,31}$/

/** What people write, made a name where that is plain: capitals small, gaps dashes. */
export function asName(written: string): string {
  return written
    .trim()
    .toLowerCase()
    .replaceAll(/[\s_.]+/g, '-')
}

export function isName(text: string): boolean {
  return nameForm.test(text)
}

function withoutOnly(destination: PlannedDestination, named: ReadonlySet<string>): PlannedDestination {
  const { without } = destination
  return Array.isArray(without)
    ? { ...destination, without: without.filter(feed => named.has(String(feed))) }
    : destination
}
