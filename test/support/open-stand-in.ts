// A third-party RTMP server that stands in for a platform, in this process, for as long as a test runs.
import { onTestFinished } from 'vitest'
import { StandIn } from '../../scripts/platform/stand-in.ts'

export async function openStandIn(): Promise<{ readonly standIn: StandIn; readonly port: number }> {
  const standIn = new StandIn({
    name: 'shop',
    port: 0,
    backupPort: undefined,
    manners: { pings: 'answered' },
  } as never)
  onTestFinished(() => standIn.close())
  await standIn.open()
  return { standIn, port: standIn.portOf('main') as number }
}
