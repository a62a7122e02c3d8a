// The demo's report and its table: what they make of what was received.
import { expect, test } from 'vitest'
import { cut, fit, paint, widthOf, withoutColour } from '../../scripts/demo/text.ts'
import { type Act, reportLines, whatViewersSaw } from '../../scripts/demo/viewers.ts'
import { plainLine, tableLines, type View } from '../../scripts/demo/table.ts'
import { Receipts, type Receipt, type Second } from '../../scripts/platform/receipts.ts'
import type { Received } from '../../scripts/platform/stand-in.ts'

const faultAtMs = 1_000_000

/** A publish with these even seconds around the fault, but for some. */
function receipt(more: Partial<Receipt> = {}, uneven: Readonly<Record<number, Second>> = {}): Receipt {
  const receipts = new Receipts()
  receipts.open({
    address: 'main',
    connectedAtMs: faultAtMs - 60_000,
    atMs: faultAtMs - 59_950,
    streamName: 'key',
  })
  const [made] = receipts.list()
  const endsMs = [-4_000, -3_000, -2_000, -1_000, 0, 1_000, 2_000, 3_000, 4_000, 5_000]
  return {
    ...(made as Receipt),
    firstKeyframeAtMs: faultAtMs - 59_900,
    lastMediaAtMs: faultAtMs + 4_990,
    seconds: endsMs.map(ms => uneven[ms] ?? [faultAtMs + ms, 34, 60]),
    ...more,
  }
}

const backup = (connectedMs: number, pictureMs: number, more: Partial<Receipt> = {}) =>
  receipt({
    address: 'backup',
    connectedAtMs: faultAtMs + connectedMs,
    atMs: faultAtMs + connectedMs + 30,
    firstKeyframeAtMs: faultAtMs + pictureMs,
    ...more,
  })

const act = (kind: Act['kind'], platform: string | null = null): Act => ({
  kind,
  platform,
  atMs: faultAtMs,
  untilMs: faultAtMs + 5_000,
})

const received = (name: string, ...publishes: Receipt[]): Received => ({
  name,
  publishes,
  openPublishes: 1,
  faults: {},
  refusedConnections: 0,
  thirdPartyRestarts: 0,
})

test('a platform that failed and is back at its backup in time kept the promise', () => {
  const acts = [act('platform-killed', 'channels')]
  const { rows, broken, connections } = whatViewersSaw(acts, [
    received('channels', receipt({ endedAtMs: faultAtMs + 5 }), backup(60, 180)),
    received('kuaishou', receipt()),
  ])
  expect(rows[0]?.cells).toEqual([
    { held: false, leftMs: 60, recoveredMs: 180, isKept: true },
    { held: true, holeMs: 34, quietMs: 60, isKept: true },
  ])
  expect({ broken, connections }).toEqual({ broken: [], connections: [2, 1] })
})

test('late, lost again or never back is a broken promise that says why', () => {
  const of = (kind: 'platform-killed' | 'platform-frozen', ...next: Receipt[]) =>
    whatViewersSaw([act(kind, 'x')], [received('x', receipt({ endedAtMs: faultAtMs }), ...next)]).broken
  expect(of('platform-killed', backup(60, 700))).toEqual([
    'x, platform-killed: left after 60 ms and back after 700 ms, promised are 500 and 500 ms',
  ])
  expect(of('platform-frozen', backup(1_600, 1_900))).toEqual([])
  expect(of('platform-frozen', backup(2_100, 2_300))).toHaveLength(1)
  expect(of('platform-killed', backup(60, 180, { endedAtMs: faultAtMs + 500 }))).toEqual([
    'x: its last connection did not last',
  ])
  expect(of('platform-killed')).toContain('x, platform-killed: no picture came to the backup address')
})

test('a camera that fails may cost no connection, no more than a moment of silence, and no hole', () => {
  const of = (kind: Act['kind'], ...publishes: Receipt[]) =>
    whatViewersSaw([act(kind)], [received('kuaishou', ...publishes)]).broken
  expect(of('camera-killed', receipt())).toEqual([])
  const silent = receipt({}, { 1_000: [faultAtMs + 1_000, 34, 720] })
  expect(of('camera-killed', silent)).toEqual([
    'kuaishou, camera-killed: nothing came for 720 ms, promised are 200 ms',
  ])
  expect(of('camera-frozen', silent)).toEqual([])
  const torn = receipt({}, { 3_000: [faultAtMs + 3_000, 350, 60] })
  expect(of('camera-frozen', torn)).toEqual([
    'kuaishou, camera-frozen: a hole of 350 ms in its timestamps, promised are 200 ms',
  ])
  expect(of('camera-killed', receipt({ endedAtMs: faultAtMs + 5 }), receipt())).toEqual([
    'kuaishou: 2 connections, promised are 1',
  ])
})

test('what was uneven before or after a fault is not laid to it; what stays silent is', () => {
  const of = (publish: Receipt) => whatViewersSaw([act('camera-killed')], [received('x', publish)]).broken
  expect(of(receipt({}, { [-2_000]: [faultAtMs - 2_000, 900, 900] }))).toEqual([])
  const ended = receipt({ seconds: [], lastMediaAtMs: faultAtMs + 1_000 })
  expect(of(ended)).toEqual(['x, camera-killed: nothing came for 4000 ms, promised are 200 ms'])
})

test('the report has a line per fault, a column per platform and a sentence per broken promise', () => {
  const silent = receipt({}, { 1_000: [faultAtMs + 1_000, 34, 720] })
  const acts = [act('camera-killed'), act('camera-frozen')]
  const report = whatViewersSaw(acts, [received('douyin', receipt()), received('kuaishou', silent)])
  const lines = reportLines(report).map(withoutColour)
  expect(lines.find(line => line.includes('camera killed'))).toMatch(/✔ 34 \/ 60 ms +✘ 34 \/ 720 ms/)
  expect(lines.find(line => line.includes('camera frozen'))).toMatch(/✔ 34 \/ 60 ms +✔ 34 \/ 720 ms/)
  expect(lines.filter(line => line.startsWith('✘'))).toHaveLength(1)
  for (const line of lines) expect(widthOf(line)).toBeLessThanOrEqual(100)
})

test('Chinese letters take two columns and colours none', () => {
  expect(widthOf(paint('在播 ok', 'green'))).toBe(7)
  expect(fit('在播', 6)).toBe('在播  ')
  expect(fit('1.5', 6, 'right')).toBe('   1.5')
  expect(withoutColour(cut(paint('长明长明', 'gold'), 6))).toBe('长明…')
})

const view: View = {
  seconds: 75,
  page: 'http://127.0.0.1:8080/#token=t',
  legs: [
    {
      destination: 'douyin',
      platform: 'douyin',
      program: 'main',
      wanted: 'on',
      state: { at: 'carrying', sinceMs: 0 },
      cause: null,
      why: null,
      said: null,
      carrier: 'rtmp',
      endpoint: 1,
      endpoints: 2,
      server: null,
      attempts: 2,
      sentBytes: 1,
      ackedBytes: 12_340_000,
      rttMs: 0.42,
      queueMs: 33,
      queueBytes: 0,
      droppedFrames: 0,
      reconnects: {},
      darkMs: 1_650,
      lastLitAtMs: null,
      wishedMs: 60_000,
      goodMs: 58_000,
      carryingSinceMs: 0,
      lastProgressAgeMs: 0,
      evidence: { kernelAcked: true, windowAck: true, pong: true },
    },
  ],
  kbps: { douyin: 2_640 },
  received: {},
  feed: 'camera-a 1280×720@30',
  onAir: 'camera-a',
  isSlateReady: true,
  news: ['18:00:00  douyin: stalled main → connecting backup'],
  newsTotal: 1,
}

test('the table says of each destination where it is, how fast, and what its platform received', () => {
  const lines = tableLines(view, 170).map(withoutColour)
  const line = lines.find(each => each.startsWith('douyin'))
  expect(line).toMatch(/在播 carrying +backup +2\.6 +12\.3 +0\.4 +33 +0 +1\.6 +– +还没有 nothing yet/)
  expect(lines.join('\n')).toContain('http://127.0.0.1:8080/#token=t')
  expect(plainLine(view)).toBe('01:15  camera-a → douyin carrying@backup 2.6 Mb/s dropped 0 dark 1.6 s')
})

test('the table says when viewers see the slate, and while there is none to be shown', () => {
  const line = (more: Partial<View>) =>
    tableLines({ ...view, ...more }, 160)
      .map(withoutColour)
      .find(each => each.startsWith('播出 on air'))
  expect(line({})).toMatch(/camera-a$/)
  expect(line({ onAir: 'slate' })).toContain('垫片 slate')
  expect(line({ isSlateReady: false })).toContain('the slate is being made')
})

test('a narrow terminal gets fewer columns, not cut ones', () => {
  const line = tableLines(view, 80).find(each => each.startsWith('douyin')) ?? ''
  expect(widthOf(line)).toBeLessThanOrEqual(80)
  expect(withoutColour(line)).toContain('在播 carrying')
  expect(withoutColour(line)).toContain('还没有 nothing yet')
})
