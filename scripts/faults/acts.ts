// How each fault is acted, by real processes and connections, and undone.
import { setTimeout as delay } from 'node:timers/promises'
import type { Incident } from '#monitoring'
import { must } from '../bench/waiting.ts'
import { fullDisk } from '../full-disk.ts'
import type { FaultKind as OrderKind, FaultOrder } from '../platform/faults.ts'
import type { Product } from '../product.ts'
import type { FaultCamera } from './camera.ts'
import type { FaultName } from './kinds.ts'
import type { Destination, Lane } from './lane.ts'

/** What a fault is acted on. */
export type Scene = {
  readonly product: Product
  /** All of them; a fault of one broadcast has the first. */
  readonly lanes: readonly Lane[]
  /** The one that a fault of a destination strikes. */
  readonly destination: Destination | undefined
  readonly signal: AbortSignal
}

/** From the first sign of it to its being undone; all is well again some time after. */
export type Act = (scene: Scene) => Promise<void>

/** A worker that does not answer is asked several times before it is taken for frozen. */
const foundFrozenMs = 3_000
const fullShownWithinMs = 5_000

export const acts: Readonly<Record<FaultName, Act>> = {
  'camera-killed': killedCamera(),
  'camera-frozen': onCamera(async (camera, rest) => {
    camera.freeze(true)
    await rest(3_000)
    camera.freeze(false)
  }),
  'camera-flapping': async scene => {
    const [camera] = firstOf(scene).cameras
    for (let i = 0; i < 3; i++) {
      await camera?.flap(700, scene.signal)
      await delay(1_200, undefined, { signal: scene.signal })
    }
  },
  'camera-covered': killedCamera(), // on a broadcast that has another
  'cameras-both-killed': async scene => {
    const { cameras } = firstOf(scene)
    await Promise.all(cameras.map(camera => camera.kill()))
    await delay(3_000, undefined, { signal: scene.signal })
    for (const camera of cameras) camera.start()
  },
  'camera-hiccup': onCamera(async (camera, rest) => {
    camera.freeze(true)
    await rest(350)
    camera.freeze(false)
  }),
  'clock-jumps': onCamera(async (camera, rest) => {
    camera.order('clock +3600000')
    await rest(2_000)
    camera.order('clock -600000')
    await rest(2_000)
  }),
  'timestamps-wrap': onCamera(async (camera, rest) => {
    camera.order(`clock =${2 ** 32 - 2_000}`)
    await rest(4_000)
  }),
  'sound-lost': onCamera(async (camera, rest) => {
    camera.order('sound off')
    await rest(3_000)
    camera.order('sound on')
  }),
  'size-changed': onCamera(async (camera, rest) => {
    camera.order('size small')
    await rest(3_500)
    camera.order('size usual')
  }),
  'frozen-answering': frozen(),
  'frozen-ignoring': frozen(),
  'endpoint-reset': here('reset', 1_500),
  'endpoint-killed': here('kill', 2_500),
  'publish-refused': everywhere('refuse-publish', 3_000, {
    code: 'NetStream.Publish.Failed',
    description: 'The server cannot take the stream.',
    kick: true,
  }),
  'refusing-fast': everywhere('refuse-fast-loop', 3_000),
  'slow-drip': here('slow-drip', 6_000, { bytesPerSecond: 20_000 }),
  'key-expired': blocking('expire-key'),
  'room-closed': blocking('close-room'),
  duplicate: everywhere('reject-duplicate', 3_000, { kick: true }),
  'replaced-by-another': blocking('replaced-by-new'),
  'dns-failing': async scene => {
    const [lane, destination] = targetOf(scene)
    await lane.paste(destination, ['rtmp://gone.invalid/live'])
    await delay(4_000, undefined, { signal: scene.signal })
    await lane.paste(destination)
  },
  'relay-killed': async scene => signalTo(scene, 'SIGKILL', [`relay-${firstOf(scene).name}`]),
  'relay-frozen': async scene => {
    signalTo(scene, 'SIGSTOP', [`relay-${firstOf(scene).name}`])
    await delay(foundFrozenMs, undefined, { signal: scene.signal })
  },
  'uplink-cut': async ({ lanes, signal }) => {
    const platforms = lanes.flatMap(lane => lane.destinations.map(({ platform }) => platform))
    await Promise.all(platforms.map(platform => platform.order('freeze', 'both')))
    await delay(3_500, undefined, { signal })
    await Promise.all(platforms.map(platform => platform.order('none', 'both')))
  },
  'ingest-killed': async scene => signalTo(scene, 'SIGKILL', ['ingest']),
  'ingest-frozen': async scene => {
    signalTo(scene, 'SIGSTOP', ['ingest'])
    await delay(foundFrozenMs, undefined, { signal: scene.signal })
  },
  'control-killed': async ({ product, signal }) => {
    await product.killControl()
    await delay(2_000, undefined, { signal })
    await product.startControl()
  },
  unwatched: async scene => {
    const { product, signal } = scene
    const lane = firstOf(scene)
    const [destination] = lane.destinations
    if (destination === undefined) throw new Error('there is no destination')
    const address = await lane.addressOf(destination)
    await product.killControl()
    await destination.platform.order('kill', address)
    await delay(2_500, undefined, { signal })
    await destination.platform.order('none', address)
    await product.startControl()
  },
  'disk-full': async ({ product, signal }) => {
    const isOpen = async () => {
      const { incidents } = await product.api('GET', '/api/incidents')
      const isIt = ({ kind, overMs }: Incident) => kind === 'store-full' && overMs === null
      return incidents.some(isIt) || undefined
    }
    const meanwhile = async () => {
      await must('an incident is shown though it cannot be written', isOpen, signal, fullShownWithinMs)
      await delay(2_000, undefined, { signal })
    }
    await fullDisk(product, meanwhile, signal)
  },
  'all-killed': async scene => {
    const { product, lanes } = scene
    await product.killControl()
    signalTo(scene, 'SIGKILL', ['ingest', ...lanes.map(({ name }) => `relay-${name}`)])
    await product.startControl()
  },
}

function onCamera(act: (camera: FaultCamera, rest: (ms: number) => Promise<void>) => Promise<void>): Act {
  return async scene => {
    const [camera] = firstOf(scene).cameras
    if (camera === undefined) throw new Error('there is no camera')
    await act(camera, ms => delay(ms, undefined, { signal: scene.signal }))
  }
}

function killedCamera(): Act {
  return onCamera(async (camera, rest) => {
    await camera.kill()
    await rest(3_000)
    camera.start()
  })
}

/** Its old connections are reset before it serves again: what lies in their buffers never came. */
function frozen(): Act {
  return async scene => {
    const [lane, destination] = targetOf(scene)
    const address = await lane.addressOf(destination)
    const { platform } = destination
    await platform.order('freeze', address)
    await delay(4_000, undefined, { signal: scene.signal })
    await platform.order('kill', address)
    await platform.order('none', address)
  }
}

type More = Partial<FaultOrder['fault']>

function here(kind: OrderKind, ms: number, more: More = {}): Act {
  return async scene => {
    const [lane, destination] = targetOf(scene)
    const address = await lane.addressOf(destination)
    await destination.platform.order(kind, address, more)
    await delay(ms, undefined, { signal: scene.signal })
    await destination.platform.order('none', address)
  }
}

function everywhere(kind: OrderKind, ms: number, more: More = {}): Act {
  return async scene => {
    const [, { platform }] = targetOf(scene)
    await platform.order(kind, 'both', more)
    await delay(ms, undefined, { signal: scene.signal })
    await platform.order('none', 'both')
  }
}

/** The destination waits for a person, who pastes new addresses. */
function blocking(kind: OrderKind): Act {
  return async scene => {
    const [lane, destination] = targetOf(scene)
    await destination.platform.order(kind, 'both')
    await delay(2_500, undefined, { signal: scene.signal })
    await destination.platform.order('none', 'both')
    await lane.paste(destination)
  }
}

function firstOf({ lanes }: Scene): Lane {
  const [lane] = lanes
  if (lane === undefined) throw new Error('there is no broadcast')
  return lane
}

function targetOf(scene: Scene): [Lane, Destination] {
  if (scene.destination === undefined) throw new Error('there is no destination')
  return [firstOf(scene), scene.destination]
}

function signalTo({ product }: Scene, signal: NodeJS.Signals, names: readonly string[]): void {
  const pids = product.pids()
  for (const name of names) {
    const pid = pids[name]
    if (pid === undefined) throw new Error(`there is no process ${name}`)
    process.kill(pid, signal)
  }
}
