// The demo's report and its table: what they make of what was received.
import { expect, test } from 'vitest'
import { cut, fit, paint, widthOf, withoutColour } from '../../scripts/demo/text.ts'
import { reportLines, whatViewersSaw } from '../../scripts/demo/viewers.ts'
import { plainLine, tableLines, type View } from '../../scripts/demo/table.ts'
import { Receipts, type Receipt } from '../../scripts/platform/receipts.ts'

const faultAtMs = 10_000

function receipt(more: Partial<Receipt>): Receipt {
  const receipts = new Receipts()
  receipts.open({ address: 'main', connectedAtMs: 1_000, atMs: 1_050, streamName: 'key' })
  const [made] = receipts.list()
  return {
    ...(made as Receipt),
    firstKeyframeAtMs: 1_100,
    lastMediaAtMs: faultAtMs - 20,
    maxGapMs: 34,
    ...more,
  }
}

const backup = (connectedMs: number, pictureMs: number, more: Partial<Receipt> = {}) =>
  receipt({
    address: 'backup',
    connectedAtMs: faultAtMs + connectedMs,
    atMs: faultAtMs + connectedMs + 30,
    firstKeyframeAtMs: faultAtMs + pictureMs,
    lastMediaAtMs: faultAtMs + 9_000,
    ...more,
  })

const killed = { kind: 'kill', address: 'main', atMs: faultAtMs } as const
const frozen = { kind: 'freeze', address: 'main', atMs: faultAtMs } as const

test('a killed platform that is back at its backup in time kept the promise', () => {
  const seen = whatViewersSaw({
    platform: 'channels',
    fault: killed,
    publishes: [receipt({}), backup(60, 180)],
  })
  expect(seen).toMatchObject({ leftMs: 60, recoveredMs: 180, darkestMs: 200, largestHoleMs: 34, broken: [] })
})

test('late, lost again or never back is a broken promise that says why', () => {
  const of = (fault: typeof killed | typeof frozen, ...next: Receipt[]) =>
    whatViewersSaw({ platform: 'x', fault, publishes: [receipt({}), ...next] }).broken
  expect(of(killed, backup(60, 700))).toEqual(['the picture was back after 700 ms, promised are 500 ms'])
  expect(of(frozen, backup(1_600, 1_900))).toEqual([])
  expect(of(frozen, backup(2_100, 2_300))).toEqual(['it was left after 2100 ms, promised are 2000 ms'])
  expect(of(killed, backup(60, 180, { endedAtMs: faultAtMs + 500 }))).toHaveLength(1)
  expect(of(killed)).toEqual(['no picture came to the backup address'])
})

test('a platform that nothing was done to must have noticed nothing', () => {
  const of = (...publishes: Receipt[]) =>
    whatViewersSaw({ platform: 'kuaishou', fault: null, publishes }).broken
  expect(of(receipt({}))).toEqual([])
  expect(of(receipt({ maxGapMs: 400, maxWireSilenceMs: 900 }))).toHaveLength(2)
  expect(of(receipt({ endedAtMs: 5 }), receipt({}))).toEqual(['2 pushes where one was promised'])
})

test('how long an unread connection lay about does not count as darkness of the frozen address', () => {
  const publishes = [receipt({ maxWireSilenceMs: 60_000 }), backup(1_600, 1_900)]
  expect(whatViewersSaw({ platform: 'douyin', fault: frozen, publishes }).darkestMs).toBe(1_920)
})

test('the report has a line per platform and a sentence per broken promise', () => {
  const publishes = [receipt({}), backup(60, 700)]
  const lines = reportLines([whatViewersSaw({ platform: 'channels', fault: killed, publishes })])
  expect(lines).toHaveLength(4)
  expect(lines[2]).toContain('✘')
  expect(lines[3]).toContain('700 ms')
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
      carryingSinceMs: 0,
      lastProgressAgeMs: 0,
      evidence: { kernelAcked: true, windowAck: true, pong: true },
    },
  ],
  kbps: { douyin: 2_640 },
  received: {},
  feed: 'camera-a 1280×720@30',
  news: ['18:00:00  douyin: stalled main → connecting backup'],
  newsTotal: 1,
}

test('the table says of each destination where it is, how fast, and what its platform received', () => {
  const lines = tableLines(view, 160).map(withoutColour)
  const line = lines.find(each => each.startsWith('douyin'))
  expect(line).toMatch(/在播 carrying +backup +2\.6 +12\.3 +0\.4 +33 +0 +1\.6 +还没有 nothing yet/)
  expect(lines.join('\n')).toContain('http://127.0.0.1:8080/#token=t')
  expect(plainLine(view)).toBe('01:15  douyin carrying@backup 2.6 Mb/s dropped 0 dark 1.6 s')
})

test('a narrow terminal gets fewer columns, not cut ones', () => {
  const line = tableLines(view, 80).find(each => each.startsWith('douyin')) ?? ''
  expect(widthOf(line)).toBeLessThanOrEqual(80)
  expect(withoutColour(line)).toContain('在播 carrying')
  expect(withoutColour(line)).toContain('还没有 nothing yet')
})
