// The faults of `--faults`: one platform freezes, another dies; then what viewers of each saw.
import { setTimeout as delay } from 'node:timers/promises'
import { failed } from './programs.ts'
import type { Stage } from './stage.ts'
import { type FaultActed, type Seen, whatViewersSaw } from './viewers.ts'
import type { Watch } from './watch.ts'

const steadyMs = 6_000
const apartMs = 6_000
const carriesWithinMs = 20_000

export async function actFaults(stage: Stage, watch: Watch, signal: AbortSignal): Promise<Seen[]> {
  await allCarry(watch, signal)
  await delay(steadyMs, undefined, { signal })
  const freeze = await act(stage, watch, { platform: 'douyin', kind: 'freeze' })
  await delay(apartMs, undefined, { signal })
  const kill = await act(stage, watch, { platform: 'channels', kind: 'kill' })
  await delay(apartMs, undefined, { signal })
  await allCarry(watch, signal)
  const acted: Readonly<Record<string, FaultActed>> = { douyin: freeze, channels: kill }
  return await Promise.all(
    stage.platforms.map(async each => {
      const { publishes } = await each.received()
      return whatViewersSaw({ platform: each.name, fault: acted[each.name] ?? null, publishes })
    }),
  )
}

async function act(
  stage: Stage,
  watch: Watch,
  plan: { platform: string; kind: 'freeze' | 'kill' },
): Promise<FaultActed> {
  const platform = stage.platforms.find(each => each.name === plan.platform)
  if (platform === undefined) throw failed(`there is no platform ${plan.platform}`)
  const words = { freeze: '主地址冻结 main address freezes', kill: '主地址宕机 main address dies' }
  watch.tell(`⚡ ${plan.platform}: ${words[plan.kind]}`)
  return { kind: plan.kind, address: 'main', atMs: await platform.order(plan.kind, 'main') }
}

async function allCarry(watch: Watch, signal: AbortSignal): Promise<void> {
  const untilMs = performance.now() + carriesWithinMs
  while (!(watch.view?.legs.every(leg => leg.state.at === 'carrying') ?? false)) {
    if (performance.now() > untilMs) {
      const states = watch.view?.legs.map(leg => `${leg.destination} ${leg.state.at}: ${leg.why ?? ''}`)
      throw failed(`not every destination carries after ${carriesWithinMs / 1_000} s:\n${states?.join('\n')}`)
    }
    await delay(100, undefined, { signal })
  }
}
