// Which faults are one incident: what took the others along, what began together, what came back at once.
import type { EngineState, Fault, Group } from './state.ts'
import type { Kind } from './types.ts'

/** Clocks of processes and their looks at things differ by this much. */
const looseMs = 1_500
/** Processes, or feeds, that go within this time went together. */
const togetherMs = { workers: 3_000, feeds: 1_000, stores: 10_000, contents: 15_000 }
/** What a dead process leaves behind is met this long after its successor came: our own ghost at a platform. */
const aftermathMs = 5_000
/** The same trouble again this soon has not been over. */
const againMs = 5_000

const workers: readonly Kind[] = ['ingest-lost', 'relay-lost', 'avatar-lost', 'control-lost']
const network: readonly Kind[] = [
  'endpoint-stalled',
  'endpoint-lost',
  'endpoint-unreachable',
  'endpoint-refused',
]

/** Gives every fault that is due its incident: a new one, or one that is there; two that turn out to be one are merged. */
export function openDue(state: EngineState, nowMs: number): void {
  const due = state.faults
    .filter(({ incident, openAtMs }) => incident === null && openAtMs <= nowMs)
    .sort((a, b) => a.openAtMs - b.openAtMs)
  for (const { id } of due) open(state, id)
  joinLate(state)
}

function open(state: EngineState, id: string): void {
  const fault = state.faults.find(each => each.id === id)
  if (fault === undefined || fault.incident !== null) return
  const related = state.faults.filter(other => other.id !== id && isOne(fault, other))
  const found = oldestOf(state, related)
  if (found === undefined) state.groups = [...state.groups, newGroup(id)]
  assign(state, fault, found?.id ?? id)
}

/** What an incident that came later explains of those that stand already. */
function joinLate(state: EngineState): void {
  for (const fault of state.faults.filter(({ incident }) => incident !== null)) {
    const related = state.faults.filter(
      other => other.incident !== null && other.incident !== fault.incident && isOne(fault, other),
    )
    const now = state.faults.find(({ id }) => id === fault.id)
    const oldest = oldestOf(state, now === undefined ? [] : [now, ...related])
    if (oldest === undefined || related.length === 0) continue
    const merged = new Set([fault.incident, ...related.map(({ incident }) => incident)])
    const { acknowledgedMs = null, acknowledgedBy = null } =
      state.groups.find(group => merged.has(group.id) && group.acknowledgedMs !== null) ?? {}
    state.groups = state.groups.map(group => {
      if (!merged.has(group.id)) return group
      return group.id === oldest.id
        ? { ...group, acknowledgedMs, acknowledgedBy }
        : { ...group, mergedInto: oldest.id }
    })
    state.faults = state.faults.map(each =>
      merged.has(each.incident) ? { ...each, incident: oldest.id } : each,
    )
  }
}

function newGroup(id: string): Group {
  return { id, openedMs: null, acknowledgedMs: null, acknowledgedBy: null, mergedInto: null, told: '' }
}

function assign(state: EngineState, fault: Fault, incident: string): void {
  state.faults = state.faults.map(each => (each.id === fault.id ? { ...each, incident } : each))
}

function oldestOf(state: EngineState, faults: readonly Fault[]): Group | undefined {
  const ids = new Set(faults.map(({ incident }) => incident))
  return state.groups.find(group => ids.has(group.id) && group.mergedInto === null)
}

/** Whether two faults are one thing that went wrong; in either order. */
export function isOne(a: Fault, b: Fault): boolean {
  return isAgain(a, b) || isAgain(b, a) || areTogether(a, b) || explains(a, b) || explains(b, a)
}

function isAgain(before: Fault, after: Fault): boolean {
  const isSame = before.key === after.key && before.kind === after.kind
  const { endedMs } = before
  return isSame && endedMs !== null && after.beganMs >= before.beganMs && after.beganMs - endedMs <= againMs
}

function areTogether(a: Fault, b: Fault): boolean {
  const apartMs = Math.abs(a.beganMs - b.beganMs)
  if (a.uplink !== null && a.uplink === b.uplink) return true
  if (isWorker(a) && isWorker(b)) return apartMs <= togetherMs.workers
  if (a.kind === 'store-full' && b.kind === 'store-full') return apartMs <= togetherMs.stores
  if (isContent(a) && isContent(b))
    return (
      a.subject.feed === b.subject.feed &&
      a.broadcasts[0] === b.broadcasts[0] &&
      apartMs <= togetherMs.contents
    )
  return isFeed(a) && isFeed(b) && apartMs <= togetherMs.feeds
}

const isWorker = (fault: Fault) => fault.key.startsWith('worker ')
const isLeg = (fault: Fault) => fault.key.startsWith('leg ')
const isContent = (fault: Fault) => fault.key.startsWith('content ')
const isFeed = (fault: Fault) => fault.key.startsWith('feed ')

function explains(cause: Fault, effect: Fault): boolean {
  const shareOne = cause.broadcasts.some(each => effect.broadcasts.includes(each))
  if (isWorker(cause) && workers.includes(cause.kind) && !isWorker(effect)) {
    if (cause.kind === 'ingest-lost' || cause.kind === 'avatar-lost')
      return isFeed(effect) && beganDuring(cause, effect, looseMs)
    return cause.kind === 'relay-lost' && isLeg(effect) && shareOne && beganDuring(cause, effect, aftermathMs)
  }
  if (cause.uplink !== null)
    return isLeg(effect) && network.includes(effect.kind) && beganDuring(cause, effect, looseMs)
  if (!isFeed(cause) || !shareOne) return false
  if (effect.kind === 'profile-changed') return beganDuring(cause, effect, looseMs)
  if (effect.kind === 'sound-lost')
    return effect.subject.feed === cause.subject.feed && beganDuring(cause, effect, looseMs)
  return effect.kind === 'platform-closed' && beganDuring(cause, effect, looseMs)
}

function beganDuring(cause: Fault, effect: Fault, afterwardsMs: number): boolean {
  const untilMs = (cause.endedMs ?? Infinity) + afterwardsMs
  return effect.beganMs >= cause.beganMs - looseMs && effect.beganMs <= untilMs
}
