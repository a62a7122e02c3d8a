// The peer with a frozen far end: how long nginx-rtmp's push stays with an nginx-rtmp that reads nothing.
import { readFileSync } from 'node:fs'
import { type Bench, merely, peerMissing, type Row } from './benchmark.ts'
import { startPump } from './children.ts'
import { startNginx } from './nginx.ts'
import { awaited, must, pause, sharedMs } from './waiting.ts'

const what = 'nginx-rtmp push, the same: abandoned'
const steadyMs = 4_000
const established = '01'

export async function peerFreeze(kbps: number, bench: Bench): Promise<Row> {
  if (!bench.hasPeer) return peerMissing(what, '')
  await using stage = new AsyncDisposableStack()
  const { signal, peerFreezeSeconds } = bench
  const frozen = await startNginx(stage, [], signal)
  const pushes = [`rtmp://127.0.0.1:${frozen.port}/live`]
  const pusher = await startNginx(stage, pushes, signal)
  startPump(stage, { port: pusher.port, app: 'live', kbps, keys: ['camera'] })
  const connection = await must('nginx pushes', () => connectionsTo(frozen.port)[0], signal)
  await pause(steadyMs, signal)
  const fromMs = sharedMs()
  process.kill(frozen.pid, 'SIGSTOP')
  const look = () => (connectionsTo(frozen.port).includes(connection) ? undefined : sharedMs())
  const atMs = await awaited(look, peerFreezeSeconds * 1_000, signal)
  const seconds = atMs === undefined ? undefined : (atMs - fromMs) / 1_000
  const measured = seconds === undefined ? `> ${peerFreezeSeconds} s` : `${seconds.toFixed(1)} s`
  return merely(what, measured, { seconds: seconds ?? null, waitedSeconds: peerFreezeSeconds })
}

/** Connections made to a port of this machine that still stand, by the port they were made from. */
function connectionsTo(port: number): string[] {
  const far = `:${port.toString(16).toUpperCase().padStart(4, '0')}`
  return readFileSync('/proc/net/tcp', 'latin1')
    .split('\n')
    .map(line => line.trim().split(/\s+/))
    .filter(([, , remote, state]) => remote?.endsWith(far) === true && state === established)
    .map(([, local = '']) => local)
}
