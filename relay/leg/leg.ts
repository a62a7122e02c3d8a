// One leg: a program carried to one destination over one of its endpoints, until told to stop.
import { slept } from '#core/clock.ts'
import { messageOf } from '#core/failure.ts'
import { Lifecycle } from '#core/lifecycle.ts'
import { digestOf } from '#core/secret.ts'
import type { Carriage, CarriageDeps, CarriageMaker } from '../carrier/carriage.ts'
import type { KernelTable } from '../carrier/kernel-acks.ts'
import { type Endpoint, keyExpiryMs } from './address.ts'
import { type CarryEnd, judgeEnd, type Verdict } from './carry-end.ts'
import { nextEndpoint, waitBeforeMs } from './endpoint-choice.ts'
import {
  type Evidence,
  kindsOf,
  noEvidence,
  provedAtMs,
  silenceMs,
  silentFromMs,
  standingOf,
} from './evidence.ts'
import { type Away, type LegCounters, LegTally, notAway } from './leg-tally.ts'
import type { LegFlight, LegSnapshot, LegWish } from './leg-snapshot.ts'
import { scrubbed } from './scrub.ts'
import { Service } from './service.ts'
import { trueSinceMs } from './since.ts'
import { type Cause, following, type LegState, moves } from './state.ts'
import { heldBy, type UplinkHold } from './uplink.ts'

export type LegDeps = Omit<CarriageDeps, 'program'> & {
  readonly random: () => number
  readonly makeCarriage: (carrier: LegWish['carrier']) => CarriageMaker
  /** Whether every leg of this machine has fallen silent together. */
  readonly isUplinkDown: () => Promise<boolean>
  readonly onState: (now: LegState, before: LegState, leg: Leg) => void
}

/** Looks this often whether there is something to carry, or a change of what is wished. */
const armedLookMs = 50
/** A far end that takes nothing but pings for this long shows nothing. */
const darkAfterMs = 1_000
/** That a silent one takes again is known so much later: until then it is not counted as dark. */
const againKnownAfterMs = 400

export class Leg {
  readonly lifecycle: Lifecycle<LegState>
  readonly #deps: LegDeps
  #wish: LegWish
  #changed = new AbortController()
  #carriage: Carriage | undefined
  #endpoint = -1
  #failures = 0
  #refused = new Set<number>()
  #verdict: (Verdict & { said: string | null }) | undefined
  readonly #tally = new LegTally()
  readonly #service = new Service()
  #isServing = false
  #sinceWallMs: number
  /** Since when the present state has been true of the far end: it is found out later. */
  #trueSinceMs: number
  #carryingSinceMs: number | null = null
  #leftAtMs = -Infinity
  #uplink: UplinkHold | null = null
  #isAskingUplink = false
  #isHeld = false

  constructor(wish: LegWish, deps: LegDeps) {
    this.#wish = wish
    this.#deps = deps
    this.#sinceWallMs = this.#trueSinceMs = deps.clock.wallMs()
    this.lifecycle = new Lifecycle<LegState>(moves, { at: 'idle' }, error =>
      deps.log.error({ error: messageOf(error) }, 'relay/watcher-threw'),
    )
    this.lifecycle.watch((now, before) => deps.onState(now, before, this))
  }

  get destination(): string {
    return this.#wish.destination
  }

  get program(): string {
    return this.#wish.program.name
  }

  /** Wall time from which what the present state says was so. */
  get trueSinceMs(): number {
    return this.#trueSinceMs
  }

  get endpointOrdinal(): number | null {
    return this.#endpoint < 0 ? null : this.#endpoint
  }

  /** What a machine-wide look needs: how long it has owed a proof, null while it has no live connection. */
  get silentForMs(): number | null {
    const view = this.#carriage?.view()
    const isLive = ['publishing', 'carrying', 'stalled'].includes(this.lifecycle.state.at)
    return view === undefined || !isLive ? null : silenceMs(view.evidence, this.#deps.clock.nowMs())
  }

  /** Takes up a changed wish. Only what concerns the connection in use disturbs it. */
  change(wish: LegWish): void {
    const before = this.#wish
    this.#wish = wish
    const isActedOn = wish.generation !== before.generation
    const isSameNow =
      this.#endpoint < 0 || sameEndpoint(before.endpoints[this.#endpoint], wish.endpoints[this.#endpoint])
    if (isActedOn) {
      this.#refused.clear()
      this.#failures = 0
    }
    const isMoved = !isSameNow || wish.program !== before.program || wish.carrier !== before.carrier
    if (isMoved) this.#endpoint = -1
    if (wish.program !== before.program) this.#service.forget()
    const isWaiting =
      isActedOn && ['waiting', 'blocked', 'armed', 'stopped'].includes(this.lifecycle.state.at)
    if (isMoved || wish.isOn !== before.isOn || isWaiting) this.#wake('the wish changed')
  }

  #wake(why: string): void {
    this.#changed.abort(new Error(why))
    this.#changed = new AbortController()
  }

  /** The life of the leg; resolves when the signal ends it. */
  async run(signal: AbortSignal): Promise<void> {
    while (!signal.aborted) {
      const turn = AbortSignal.any([signal, this.#changed.signal])
      if (!this.#wish.isOn) await this.#rest(turn)
      else if (this.lifecycle.state.at === 'blocked' && this.#refusedAll()) await untilAborted(turn)
      else if (this.#wish.endpoints.length === 0)
        await this.#stayBlocked('auth-missing', 'no push address was given', turn)
      else await this.#serve(turn)
    }
    this.#stopped('the worker is closing')
  }

  #refusedAll(): boolean {
    return this.#nextOrdinal() === undefined
  }

  async #rest(turn: AbortSignal): Promise<void> {
    if (this.lifecycle.state.at !== 'idle') this.#stopped('the broadcast was stopped')
    await untilAborted(turn)
  }

  #stopped(why: string): void {
    this.#carryingSinceMs = null
    if (this.lifecycle.state.at !== 'stopped') this.#announce({ at: 'stopped', cause: 'client-stop', why })
  }

  async #stayBlocked(cause: Cause, why: string, turn: AbortSignal): Promise<void> {
    this.#verdict = { cause, why, said: this.#verdict?.said ?? null }
    if (this.lifecycle.state.at === 'idle' || this.lifecycle.state.at === 'stopped')
      this.#announce({ at: 'armed' })
    if (this.lifecycle.state.at !== 'blocked') this.#announce({ at: 'blocked', cause, why })
    await untilAborted(turn)
  }

  /** From armed to the end of one attempt, and what follows from it. */
  async #serve(turn: AbortSignal): Promise<void> {
    // Woken while armed, by somebody who acted: it is armed already.
    if (!['waiting', 'armed'].includes(this.lifecycle.state.at)) this.#announce({ at: 'armed' })
    while (!turn.aborted && !this.#hasSomethingToCarry()) {
      if (this.lifecycle.state.at === 'waiting') this.#announce({ at: 'armed' })
      await slept(this.#deps.clock, armedLookMs, turn)
    }
    if (turn.aborted) return
    const ordinal = this.#isHeld && this.#endpoint >= 0 ? this.#endpoint : this.#nextOrdinal()
    if (ordinal === undefined)
      return this.#stayBlocked(
        this.#verdict?.cause ?? 'auth-invalid',
        this.#verdict?.why ?? 'every endpoint was refused',
        turn,
      )
    this.#endpoint = ordinal
    const end = await this.#carry(this.#wish.endpoints[ordinal] as Endpoint, turn)
    if (turn.aborted || end.by === 'asked') return this.#afterAsked()
    await this.#after(end, turn)
  }

  #hasSomethingToCarry(): boolean {
    return this.#wish.onSlate || this.#wish.program.hasPicture
  }

  #nextOrdinal(): number | undefined {
    return nextEndpoint({ count: this.#wish.endpoints.length, last: this.#endpoint, refused: this.#refused })
  }

  async #carry(endpoint: Endpoint, turn: AbortSignal): Promise<CarryEnd> {
    this.#tally.attempted()
    this.#announce({ at: 'connecting', attempt: this.#tally.counters(undefined).attempts })
    const make = this.#deps.makeCarriage(this.#wish.carrier)
    const carriage = make(endpoint, () => this.#announce({ at: 'publishing' }), {
      ...this.#deps,
      program: this.#wish.program,
    })
    this.#carriage = carriage
    try {
      return await carriage.run(turn)
    } finally {
      this.#tally.ended(carriage.view())
      this.#carriage = undefined
      this.#leftAtMs = this.lifecycle.state.at === 'connecting' ? this.#leftAtMs : this.#deps.clock.nowMs()
    }
  }

  /** We left of our own will: the wish changed. What follows is the loop's affair. */
  #afterAsked(): void {
    this.#forgiveIfHealthy()
    this.#carryingSinceMs = null
    if (this.#wish.isOn)
      this.#announce({ at: 'waiting', retryInMs: 0, cause: 'client-stop', why: 'the wish changed' })
  }

  async #after(end: CarryEnd, turn: AbortSignal): Promise<void> {
    const { clock, limits } = this.#deps
    this.#forgiveIfHealthy()
    this.#carryingSinceMs = null
    const endpoint = this.#wish.endpoints[this.#endpoint]
    const verdict = judgeEnd(end, clock.wallMs(), endpoint === undefined ? null : keyExpiryMs(endpoint.key))
    const said =
      end.by === 'refused' ? `${end.code} ${end.description}`.trim() : end.by === 'child' ? end.said : null
    this.#verdict = { ...verdict, said: scrubbed(said, this.#wish.endpoints) }
    this.#tally.failed(verdict.cause)
    this.#failures++
    const what = following[verdict.cause]
    const isGhost = clock.nowMs() - this.#leftAtMs <= limits.ghostForMs
    if (what === 'block-endpoint') this.#refused.add(this.#endpoint)
    if (what === 'block-leg' || (what === 'retry-if-ghost' && !isGhost)) {
      for (const ordinal of this.#wish.endpoints.keys()) this.#refused.add(ordinal)
    }
    const why = scrubbed(verdict.why, this.#wish.endpoints) ?? verdict.why
    if (this.#refusedAll()) return this.#stayBlocked(verdict.cause, why, turn)
    this.#isHeld = this.#uplink !== null
    const retryInMs = this.#plannedWaitMs()
    this.#announce({ at: 'waiting', retryInMs, cause: verdict.cause, why })
    // A refusal, a FIN or an RST is that endpoint's own; only where nothing came back may it be the uplink.
    if (isUnheard(end) && (await this.#deps.isUplinkDown())) this.#isHeld = true
    if (retryInMs > 0) await slept(clock, retryInMs, turn)
  }

  #forgiveIfHealthy(): void {
    const { clock, limits } = this.#deps
    if (this.#carryingSinceMs !== null && clock.nowMs() - this.#carryingSinceMs >= limits.healthyAfterMs)
      this.#failures = 0
  }

  #plannedWaitMs(): number {
    const { limits, random } = this.#deps
    const backoff = { firstMs: limits.backoffFirstMs, factor: 2, maxMs: limits.backoffMaxMs, jitter: 0.2 }
    const usable = this.#wish.endpoints.length - this.#refused.size
    return waitBeforeMs({ failures: this.#failures, usable, backoff }, random)
  }

  #announce(next: LegState): void {
    const { clock } = this.#deps
    const before = { at: this.lifecycle.state.at, trueSinceMs: this.#trueSinceMs }
    const evidence = this.#carriage?.view().evidence ?? noEvidence
    this.#sinceWallMs = clock.wallMs()
    const silentForMs = clock.nowMs() - silentFromMs(evidence, clock.nowMs())
    const provedForMs = clock.nowMs() - provedAtMs(evidence)
    const againForMs = clock.nowMs() - evidence.againAtMs
    const facts = { nowMs: this.#sinceWallMs, silentForMs, provedForMs, againForMs }
    this.#trueSinceMs = trueSinceMs(next.at, before, facts)
    this.lifecycle.announce(next)
    this.#countLight()
  }

  /** A tick: counts darkness, reads what the far end took, and leaves one that takes nothing. */
  look(table: KernelTable): void {
    const carriage = this.#carriage
    const at = this.lifecycle.state.at
    this.#countLight()
    this.#countService()
    if (carriage === undefined || (at !== 'publishing' && at !== 'carrying' && at !== 'stalled')) return
    carriage.look(table)
    const { limits, clock } = this.#deps
    const view = carriage.view()
    const standing = standingOf(view.evidence, limits, clock.nowMs())
    if (standing === 'carrying' && at !== 'carrying') this.#nowCarrying()
    else if ((standing === 'stalled' || standing === 'abandon') && at !== 'stalled')
      this.#announce({ at: 'stalled' })
    if (standing === 'abandon') this.#abandonUnlessUplink(carriage, silenceMs(view.evidence, clock.nowMs()))
    else if (standing === 'carrying') this.#uplink = null
    if (view.droppingForMs >= limits.slowAfterMs && this.#wish.endpoints.length - this.#refused.size > 1) {
      carriage.abandon({ by: 'slow', forMs: view.droppingForMs })
    }
  }

  #countLight(): void {
    const { clock } = this.#deps
    const { at } = this.lifecycle.state
    const mediaAgeMs = at === 'carrying' ? (this.#carriage?.view().mediaAgeMs ?? 0) : 0
    const isLit = at === 'carrying' && mediaAgeMs < darkAfterMs
    const light = isLit ? 'lit' : at === 'publishing' ? 'unproved' : 'dark'
    const forMs = mediaAgeMs >= darkAfterMs ? mediaAgeMs : clock.wallMs() - this.#trueSinceMs
    const unsureMs = at === 'stalled' ? againKnownAfterMs : 0
    this.#tally.tick(this.#wish.isOn ? light : 'unwished', Math.max(0, forMs), clock, unsureMs)
  }

  /** Seconds count once there was something to send, until the wish is taken back. */
  #countService(): void {
    const isBegun = !['idle', 'armed', 'stopped'].includes(this.lifecycle.state.at)
    this.#isServing = this.#wish.isOn && (this.#isServing || isBegun)
    if (!this.#isServing) return this.#service.forget()
    const judged = this.#service.look(this.#deps.clock.nowMs(), () => {
      const { ackedBytes, darkMs } = this.counters()
      const emittedBytes = this.#wish.program.outputBytes
      return { ackedBytes, darkMs, emittedBytes, pendingBytes: this.#pendingBytes() }
    })
    if (judged !== null) this.#tally.served(judged)
  }

  #pendingBytes(): number {
    const view = this.#carriage?.view()
    return view === undefined ? 0 : view.queueBytes + view.unackedBytes
  }

  /** Whether its seconds count now: a successor goes on counting them. */
  get isServing(): boolean {
    return this.#isServing
  }

  #nowCarrying(): void {
    this.#isHeld = false
    this.#carryingSinceMs ??= this.#deps.clock.nowMs()
    this.#announce({ at: 'carrying' })
  }

  #abandonUnlessUplink(carriage: Carriage, forMs: number): void {
    if (this.#isAskingUplink) return
    this.#isAskingUplink = true
    void this.#deps.isUplinkDown().then(isDown => {
      this.#isAskingUplink = false
      if (carriage !== this.#carriage || this.lifecycle.state.at !== 'stalled') return
      const { clock, limits } = this.#deps
      const nowMs = clock.nowMs()
      this.#uplink = heldBy(this.#uplink, isDown, nowMs, limits.uplinkWithinMs)
      const isHeld = this.#uplink !== null && nowMs - this.#uplink.sinceMs < limits.uplinkHoldMs
      if (!isHeld) carriage.abandon({ by: 'silent', forMs })
    })
  }

  #progressAgeMs(evidence: Evidence): number | null {
    const nowMs = this.#deps.clock.nowMs()
    const ageMs = nowMs - provedAtMs(evidence)
    return ageMs === Infinity ? null : Math.round(Math.max(ageMs, silenceMs(evidence, nowMs)))
  }

  /** Counters as a predecessor of this worker last wrote them down; `away` is null where it was not serving then. */
  restore(counters: LegCounters, away: Away | null): void {
    this.#isServing = away !== null
    this.#tally.restore(counters, away ?? notAway)
    this.#leftAtMs = this.#deps.clock.nowMs() // the predecessor's connections ended a moment ago: a duplicate is our own ghost
  }

  counters(): LegCounters {
    return this.#tally.counters(this.#carriage?.view())
  }

  /** For the flight recorder. */
  flight(): LegFlight {
    const view = this.#carriage?.view()
    const { at } = this.lifecycle.state
    const { sentBytes, ackedBytes } = this.counters()
    return {
      destination: this.#wish.destination,
      sentBytes,
      ackedBytes,
      rttMs: view?.rttMs ?? null,
      queueMs: Math.round(view?.queueMs ?? 0),
      dtsMs: view?.dtsMs ?? null,
      skewMs: view?.skewMs ?? null,
      state: at,
      endpoint: this.endpointOrdinal,
    }
  }

  snapshot(): LegSnapshot {
    const view = this.#carriage?.view()
    const evidence = view?.evidence ?? noEvidence
    const { state } = this.lifecycle
    return {
      destination: this.#wish.destination,
      platform: this.#wish.platform,
      program: this.#wish.program.name,
      wanted: this.#wish.isOn ? 'on' : 'off',
      state: { ...state, sinceMs: Math.round(this.#sinceWallMs) },
      ...this.#explained(state),
      said: this.#verdict?.said ?? null,
      carrier: this.#wish.carrier,
      endpoint: this.endpointOrdinal,
      endpoints: this.#wish.endpoints.length,
      server: this.#wish.endpoints[this.#endpoint]?.address.tcUrl ?? null,
      ...this.counters(),
      ...roundedTimes(this.counters()),
      rttMs: view?.rttMs ?? null,
      queueMs: Math.round(view?.queueMs ?? 0),
      queueBytes: view?.queueBytes ?? 0,
      carryingSinceMs: this.#carryingSinceWallMs(),
      lastProgressAgeMs: this.#progressAgeMs(evidence),
      evidence: kindsOf(evidence),
    }
  }

  #explained(state: LegState): { cause: Cause | null; why: string | null } {
    if (state.at === 'carrying' || state.at === 'publishing' || state.at === 'idle')
      return { cause: null, why: null }
    if (state.at === 'stopped') return { cause: state.cause, why: state.why }
    if (state.at === 'stalled' && this.#uplink !== null) return { cause: 'network', why: uplinkSentence }
    if (state.at === 'stalled') return { cause: 'timeout', why: 'connected, but the far end takes nothing' }
    return { cause: this.#verdict?.cause ?? null, why: this.#verdict?.why ?? null }
  }

  #carryingSinceWallMs(): number | null {
    const { clock } = this.#deps
    return this.#carryingSinceMs === null
      ? null
      : Math.round(clock.wallMs() - (clock.nowMs() - this.#carryingSinceMs))
  }
}

const uplinkSentence = 'all legs fell silent at once: the uplink; endpoints are held'

function roundedTimes({ darkMs, wishedMs, goodMs }: LegCounters) {
  return { darkMs: Math.round(darkMs), wishedMs: Math.round(wishedMs), goodMs: Math.round(goodMs) }
}

function isUnheard(end: CarryEnd): boolean {
  return end.by === 'late' || (end.by === 'closed' && end.during === 'tcp' && end.error !== 'ECONNREFUSED')
}

function sameEndpoint(a: Endpoint | undefined, b: Endpoint | undefined): boolean {
  if (a === undefined || b === undefined) return a === b
  return a.address.tcUrl === b.address.tcUrl && digestOf(a.key.reveal()) === digestOf(b.key.reveal())
}

function untilAborted(signal: AbortSignal): Promise<void> {
  if (signal.aborted) return Promise.resolve()
  return new Promise(resolve => signal.addEventListener('abort', () => resolve(), { once: true }))
}
