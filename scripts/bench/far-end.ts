// A real program at the far end of a leg, to be killed or frozen: nginx-rtmp where there is one, else a platform of our own.
import type { Bench } from './benchmark.ts'
import { startSink, startThirdParty } from './children.ts'
import { startNginx } from './nginx.ts'

export type FarEnd = {
  /** As people call it. */
  readonly program: string
  readonly pid: number
  readonly port: number
  readonly url: string
}

const farEnd = (program: string, { pid, port }: { pid: number; port: number }): FarEnd => ({
  program,
  pid,
  port,
  url: `rtmp://127.0.0.1:${port}/live`,
})

/** One that answers pings. */
export async function startAnswering(
  stage: AsyncDisposableStack,
  { hasPeer, signal }: Bench,
): Promise<FarEnd> {
  return hasPeer
    ? farEnd('nginx-rtmp', await startNginx(stage, [], signal))
    : farEnd('our own platform', await startSink(stage, signal))
}

/** One that ignores them. */
export async function startIgnoring(stage: AsyncDisposableStack, { signal }: Bench): Promise<FarEnd> {
  return farEnd('node-media-server', await startThirdParty(stage, signal))
}
