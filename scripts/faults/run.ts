// Acts faults, several broadcasts at a time, and judges each once all is well again.
import { setTimeout as delay } from 'node:timers/promises'
import { acts } from './acts.ts'
import { Gate } from './gates.ts'
import { type Acted, judge, type Told, type Verdict, type Witnessed } from './judge.ts'
import { type FaultName, kindOf } from './kinds.ts'
import type { Destination, Lane } from './lane.ts'
import type { Rig } from './rig.ts'

export type RunPlan = {
  readonly faults: readonly FaultName[]
  readonly random: () => number
  readonly signal: AbortSignal
  readonly onVerdict: (verdict: Verdict) => void
}

/** What is acted at once need not show at once. */
const showsMs = 1_000
/** Whatever else comes of a fault comes within this time. */
const settleMs = 2_000
/** The same trouble again within 5 s counts as one; and what a dead worker leaves behind is taken for its work as long. */
const againMs = 5_500
const apartMs = 2_500

type Struck = { readonly what: string; readonly wellMs: number }

export class Matrix {
  readonly #rig: Rig
  readonly #plan: RunPlan
  readonly #feeds = new Gate()
  readonly #workers = new Gate()
  readonly #struck = new Map<Lane, Struck>()
  readonly #verdicts: Verdict[] = []
  #acted = 0

  constructor(rig: Rig, plan: RunPlan) {
    this.#rig = rig
    this.#plan = plan
  }

  /** Faults of the whole machine are spread among the others, each alone. */
  async run(): Promise<readonly Verdict[]> {
    const { faults } = this.#plan
    const ofMachine = faults.filter(name => kindOf(name).strikes === 'machine')
    const others = faults.filter(name => kindOf(name).strikes !== 'machine')
    const share = Math.ceil(others.length / (ofMachine.length + 1))
    for (let i = 0; i <= ofMachine.length; i++) {
      const queue = others.slice(i * share, (i + 1) * share)
      await Promise.all(this.#rig.lanes.map(lane => this.#work(lane, queue)))
      const machine = ofMachine[i]
      if (machine !== undefined) await this.#actOn(machine, this.#rig.lanes)
    }
    return this.#verdicts
  }

  /** Takes what this broadcast can play, until nothing of that is left. */
  async #work(lane: Lane, queue: FaultName[]): Promise<void> {
    for (;;) {
      const at = queue.findIndex(name => canPlay(lane, name))
      const [name] = at < 0 ? [] : queue.splice(at, 1)
      if (name === undefined) return
      await this.#actOn(name, [lane])
    }
  }

  async #actOn(name: FaultName, lanes: readonly Lane[]): Promise<void> {
    const destination = this.#destinationFor(name, lanes)
    const what = kindOf(name).strikes === 'destination' ? (destination?.name ?? '') : kindOf(name).strikes
    for (const lane of lanes) await this.#rest(lane, what)
    const gate = gateOf(name, this.#feeds, this.#workers)
    const act = () => this.#act(name, lanes, destination)
    const acted = gate === undefined ? await act() : await gate.pass(act, apartMs, this.#plan.signal)
    for (const lane of lanes) this.#struck.set(lane, { what, wellMs: acted.settledMs - settleMs })
    const verdict = await this.#judge(acted, lanes)
    this.#verdicts.push(verdict)
    this.#plan.onVerdict(verdict)
  }

  #destinationFor(name: FaultName, [lane]: readonly Lane[]): Destination | undefined {
    const which =
      name === 'frozen-answering' ? 0 : name === 'frozen-ignoring' ? 1 : this.#plan.random() < 0.5 ? 0 : 1
    return kindOf(name).strikes === 'destination' ? lane?.destinations[which] : undefined
  }

  async #rest(lane: Lane, what: string): Promise<void> {
    const before = this.#struck.get(lane)
    if (before === undefined) return
    const isOfAll = (each: string) => each === 'relay' || each === 'machine'
    const isFree =
      before.what !== what && !isOfAll(before.what) && !isOfAll(what) && !isCamera(before.what, what)
    const restMs = isFree ? 0 : before.wellMs + againMs - Date.now()
    if (restMs > 0) await delay(restMs, undefined, { signal: this.#plan.signal })
  }

  async #act(name: FaultName, lanes: readonly Lane[], destination: Destination | undefined): Promise<Acted> {
    const { signal } = this.#plan
    const atMs = Date.now()
    const number = ++this.#acted
    await acts[name]({ product: this.#rig.product, lanes, destination, signal })
    await delay(showsMs, undefined, { signal })
    for (const lane of lanes) await lane.untilWell(signal)
    await delay(settleMs, undefined, { signal })
    const isOfCamera = isCamera(kindOf(name).strikes, 'camera')
    return {
      number,
      name,
      broadcasts: lanes.map(lane => lane.name),
      subject: destination?.name ?? (isOfCamera ? (lanes[0]?.cameras[0]?.feed ?? null) : null),
      atMs,
      settledMs: Date.now(),
    }
  }

  async #judge(acted: Acted, lanes: readonly Lane[]): Promise<Verdict> {
    const { listener } = this.#rig
    const incidents = await this.#rig.incidentsSince(acted.atMs)
    const told = incidents.map(
      (incident): Told => ({ incident, heardMs: listener.heardMs.get(incident.id) ?? null }),
    )
    const witnessed = await Promise.all(
      lanes.flatMap(lane => lane.destinations.map(destination => this.#witnessed(lane, destination, acted))),
    )
    return judge(acted, told, witnessed)
  }

  async #witnessed(
    lane: Lane,
    { name, platform }: Destination,
    { atMs, settledMs }: Acted,
  ): Promise<Witnessed> {
    const { prometheus } = this.#rig
    const of = `broadcast="${lane.name}",destination="${name}"`
    const fromMs = atMs - 5_000
    const [carrying] = await prometheus.samples(
      `changming_leg_state{${of},state="carrying"}`,
      fromMs,
      settledMs,
    )
    const [dark] = await prometheus.samples(`changming_leg_dark_seconds_total{${of}}`, fromMs, settledMs)
    return {
      broadcast: lane.name,
      destination: name,
      receipts: (await platform.received()).publishes,
      carrying: carrying?.samples ?? [],
      dark: dark?.samples ?? [],
    }
  }
}

function canPlay(lane: Lane, name: FaultName): boolean {
  const { strikes } = kindOf(name)
  return (
    strikes === 'destination' ||
    strikes === 'relay' ||
    (strikes === 'covered-camera') === lane.cameras.length > 1
  )
}

function isCamera(before: string, what: string): boolean {
  return before.includes('camera') && what.includes('camera')
}

/** Undefined for what cannot be taken for one with another broadcast's trouble. */
function gateOf(name: FaultName, feeds: Gate, workers: Gate): Gate | undefined {
  const loses = kindOf(name).expected[0]?.[0]
  return loses === 'feed-lost' ? feeds : loses === 'relay-lost' ? workers : undefined
}
