// The stand-in platform over real sockets: what it records, and each fault as a publisher meets it.
import { spawn } from 'node:child_process'
import { once } from 'node:events'
import { connect } from 'node:net'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { ControlPort } from '../../scripts/platform/control-port.ts'
import { type FaultKind, noFault } from '../../scripts/platform/faults.ts'
import { StandIn } from '../../scripts/platform/stand-in.ts'
import { Secret } from '#core/secret.ts'
import { encodeAmf0, PublishConnection, serialiseMessage } from '#media'
import { audioTag, publishTo, sendSecond, until, videoTag } from './publishing.ts'

const manners = { pings: 'answered', acks: 'answered' } as const
const standIn = new StandIn({ name: 'douyin', port: 0, backupPort: 0, manners })
const token = 'token-of-this-test'
const control = new ControlPort(standIn, token)
let controlPort = 0
let main = 0
let backup = 0

beforeAll(async () => {
  await standIn.open()
  controlPort = await control.listen(0)
  main = standIn.portOf('main') ?? 0
  backup = standIn.portOf('backup') ?? 0
})
afterAll(async () => {
  control.close()
  await standIn.close()
})

const order = (kind: FaultKind, more: object = {}) =>
  standIn.order({ fault: { ...noFault, kind, ...more }, address: 'main' })
const ask = (path: string, init: RequestInit = {}) =>
  fetch(`http://127.0.0.1:${controlPort}${path}`, {
    ...init,
    headers: { authorization: `Bearer ${token}` },
  })
const last = () => standIn.received().publishes.at(-1)

async function publishing(name: string, port = main) {
  const made = publishTo(port, name)
  await made.live
  sendSecond(made.publisher, 0)
  await until(() => (last()?.videoFrames ?? 0) === 25)
  return made
}

test('it records a publish with its frames, timestamps and holes, and never its name', async () => {
  const { publisher, live, ended } = publishTo(main, 'records?secret=1')
  await live
  sendSecond(publisher, 1_000)
  publisher.send(videoTag(2_500, true))
  publisher.send(audioTag(2_500))
  publisher.send(videoTag(2_400, false))
  await until(() => last()?.videoFrames === 27)
  publisher.close()
  expect(await ended).toBe('')
  await until(() => last()?.endedAtMs !== null)
  expect(last()).toMatchObject({
    address: 'main',
    videoFrames: 27,
    audioFrames: 26,
    maxGapMs: 540,
    nonMonotonic: 1,
    firstDtsMs: 1_000,
    lastDtsMs: 2_400,
  })
  expect(last()?.firstKeyframeAtMs).toBeGreaterThanOrEqual(last()?.atMs ?? Infinity)
  expect(JSON.stringify(standIn.received())).not.toContain('records')
})

test('the control port gives receipts and takes faults from who has the token', async () => {
  expect((await fetch(`http://127.0.0.1:${controlPort}/received`)).status).toBe(401)
  expect(await (await ask('/received')).json()).toMatchObject({ name: 'douyin', openPublishes: 0 })
  const wrong = await ask('/fault', { method: 'POST', body: '{"kind":"earthquake"}' })
  expect(wrong.status).toBe(400)
  expect(await wrong.json()).toMatchObject({ code: 'scripts/bad-fault' })
  const taken = await ask('/fault', { method: 'POST', body: '{"kind":"stall","address":"backup"}' })
  expect(await taken.json()).toMatchObject({ kind: 'stall', address: 'backup' })
  await ask('/fault', { method: 'POST', body: '{"kind":"none","address":"both"}' })
  expect(standIn.received().faults).toEqual({ main: 'none', backup: 'none' })
})

test('viewers get from the third-party server what was published', async () => {
  const { publisher } = await publishing('viewers')
  const answer = await ask('/play.flv?address=main')
  expect(answer.headers.get('content-type')).toBe('video/x-flv')
  const reader = (answer.body as ReadableStream<Uint8Array>).getReader()
  const { value } = await reader.read()
  expect(Buffer.from(value ?? []).toString('latin1', 0, 3)).toBe('FLV')
  await reader.cancel()
  publisher.close()
  await until(() => last()?.endedAtMs !== null)
  expect((await ask('/play.flv')).status).toBe(503)
})

test('frozen, it keeps its sockets open, reads nothing and answers nobody; then it reads on', async () => {
  const { publisher, ended } = await publishing('frozen')
  await order('freeze')
  sendSecond(publisher, 1_000)
  const newcomer = connect(main, '127.0.0.1')
  await once(newcomer, 'connect')
  newcomer.write(Buffer.alloc(1_537, 3))
  const heard = await Promise.race([once(newcomer, 'data'), new Promise(resolve => setTimeout(resolve, 300))])
  expect(heard).toBe(undefined)
  expect(last()?.videoFrames).toBe(25)
  expect(publisher.isLive).toBe(true)
  await order('none')
  await until(() => last()?.videoFrames === 50)
  newcomer.destroy()
  publisher.close()
  await ended
})

test('killed, it resets its publishers and refuses connections, until it is revived on the same port', async () => {
  const { ended } = await publishing('killed')
  await order('kill')
  expect(await ended).toContain('ECONNRESET')
  expect(await publishTo(main).ended).toContain('ECONNREFUSED')
  const other = await publishing('killed', backup)
  other.publisher.close()
  await order('none')
  const again = await publishing('killed')
  again.publisher.close()
  await again.ended
})

test('a refused publish says the code and description that were ordered', async () => {
  await order('refuse-publish', { code: 'NetStream.Publish.Denied', description: 'not tonight' })
  expect(await publishTo(main, 'refused').ended).toBe('refused: not tonight')
  await order('none')
})

test('an expired key, a closed room and a replacement tell the publisher before they close', async () => {
  const told: [FaultKind, string][] = [
    ['expire-key', 'expired'],
    ['close-room', 'closed by the server: The live room is closed.'],
    ['replaced-by-new', 'replaced by a new push'],
  ]
  for (const [kind, sentence] of told) {
    const { ended } = await publishing(`told-${kind}`)
    await order(kind)
    expect(await ended).toContain(sentence)
    await order('none')
  }
})

test('with an expired key or in a closed room new publishes are refused too', async () => {
  for (const kind of ['expire-key', 'close-room'] as const) {
    await order(kind)
    expect(await publishTo(main, `new-${kind}`).ended).toContain('refused: ')
    await order('none')
  }
})

test('a second publish is refused as a duplicate while the first goes on', async () => {
  const first = await publishing('twice')
  await order('reject-duplicate')
  expect(await publishTo(main, 'twice').ended).toContain('Already publishing')
  sendSecond(first.publisher, 1_000)
  await until(() => last()?.videoFrames === 50)
  await order('none')
  first.publisher.close()
  await first.ended
})

test('dripping, it reads far slower than it is sent to', async () => {
  const { publisher, ended } = await publishing('drip')
  await order('slow-drip', { bytesPerSecond: 1_000 })
  sendSecond(publisher, 1_000)
  sendSecond(publisher, 2_000)
  await new Promise(resolve => setTimeout(resolve, 300))
  expect(last()?.videoFrames).toBeLessThan(75)
  await order('reset')
  expect(await ended).toContain('ECONNRESET')
  await order('none')
})

test('an idle publisher is dropped without a word', async () => {
  const { ended } = await publishing('idle')
  await order('drop-idle', { idleMs: 100 })
  expect(await ended).toBe('the server closed the connection')
  await order('none')
})

test('in a fast loop it closes every connection at once', async () => {
  await order('refuse-fast-loop')
  expect(await publishTo(main, 'loop').ended).not.toBe('')
  expect(standIn.received().refusedConnections).toBe(1)
  await order('none')
})

test('pings are answered and windows acknowledged for a server that does neither', async () => {
  const deaf = new StandIn({
    name: 'deaf',
    port: 0,
    backupPort: undefined,
    manners: { pings: 'ignored', acks: 'ignored' },
  })
  await deaf.open()
  try {
    expect(await signsOfLife(main)).toEqual({ pong: true, ack: true })
    expect(await signsOfLife(deaf.portOf('main') ?? 0)).toEqual({ pong: false, ack: false })
    expect(deaf.portOf('backup')).toBe(null)
  } finally {
    await deaf.close()
  }
})

test('the third-party server crashes on odd input, and is back', async () => {
  const before = standIn.received().thirdPartyRestarts
  const payload = encodeAmf0('connect', 1, { app: 'live' }) // without tcUrl: it dies of "Invalid URL"
  const socket = connect(main, '127.0.0.1')
  socket.on('error', () => {}) // it is reset
  socket.write(Buffer.alloc(1 + 1_536 + 1_536, 3))
  socket.write(serialiseMessage({ typeId: 20, timestampMs: 0, streamId: 0, payload }, 128, 3))
  await until(() => standIn.received().thirdPartyRestarts === before + 1)
  socket.destroy()
  await until(() => standIn.playUrl('main') === undefined)
  await until(async () => {
    const { publisher, live, ended } = publishTo(main, 'after-the-crash')
    const isBack = await Promise.race([live.then(() => true), ended.then(() => false)])
    publisher.close()
    return isBack
  })
  expect(last()?.address).toBe('main')
})

test('the program says its ports in one line and ends with its parent', async () => {
  const args = ['scripts/platform.ts', '--port', '0', '--name', 'kuaishou', '--with-parent']
  const child = spawn(process.execPath, args, { stdio: ['pipe', 'pipe', 'ignore'] })
  const [line] = (await once(child.stdout.setEncoding('utf8'), 'data')) as [string]
  const ready = JSON.parse(line) as Record<string, unknown>
  expect(ready).toMatchObject({ name: 'kuaishou', backupPort: null })
  expect(Object.keys(ready)).toEqual(['name', 'rtmpPort', 'backupPort', 'controlPort', 'token'])
  child.stdin.end()
  expect(await once(child, 'exit')).toEqual([0, null])
})

async function signsOfLife(port: number): Promise<{ pong: boolean; ack: boolean }> {
  const signs = { pong: false, ack: false }
  const socket = connect(port, '127.0.0.1')
  const live = Promise.withResolvers<void>()
  const connection = new PublishConnection(
    { app: 'live', tcUrl: `rtmp://127.0.0.1:${port}/live`, streamName: new Secret('signs') },
    { chunkSizeBytes: 4_096, ackWindowBytes: 2_000 },
    {
      send: bytes => void socket.write(bytes),
      phase: phase => {
        if (phase === 'live') live.resolve()
      },
      ack: () => (signs.ack = true),
      pong: () => (signs.pong = true),
      refused: () => {},
      closedByServer: () => {},
    },
  )
  socket.on('connect', () => connection.start())
  socket.on('data', bytes => connection.push(bytes, performance.now()))
  await live.promise
  for (let i = 0; i < 20 && !(signs.pong && signs.ack); i++) {
    connection.ping(performance.now())
    await new Promise(resolve => setTimeout(resolve, 25))
  }
  socket.destroy()
  return signs
}
