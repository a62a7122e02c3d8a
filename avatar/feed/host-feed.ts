// One host feed: what it is told, what it plays, and what is made ready for it meanwhile.
import type { Socket } from 'node:net'
import { type Clock, slept } from '#core/clock.ts'
import { Failure, messageOf } from '#core/failure.ts'
import type { Log } from '#core/log.ts'
import { readBrief } from '#scene-gen'
import { personaOf } from '../casting.ts'
import type { FeedDesired } from '../desired.ts'
import { Playout } from '../playout/playout.ts'
import type { Scene } from '../playout/scene.ts'
import { type TurnPlan } from '../rotation/plan.ts'
import { turnAt } from '../rotation/turn.ts'
import type { HostCounters, HostFeedSnapshot, Now } from '../snapshot.ts'
import { Act } from './act.ts'
import { type Cue, Cues } from './cues.ts'
import { type AskedInterjection, Interjections } from './interjections.ts'
import type { Book, Gated, Line } from './lines.ts'
import type { Studio, Take } from './studio.ts'

export type HostFeedDeps = {
  readonly clock: Clock
  readonly log: Log
  readonly studio: Studio
  readonly playbook: Book
  readonly sayLabelEveryMs: () => number
  readonly aigc: string
  readonly note: (kind: string, detail: Readonly<Record<string, unknown>>) => void
  /** What is to be said beside the script, kept through restarts. */
  readonly interjections: { recall(): unknown; keep(list: unknown): void }
}

const idleTickMs = 250
const retryFirstMs = 1_000
const retryMostMs = 30_000

export class HostFeed {
  readonly name: string
  readonly #deps: HostFeedDeps
  readonly #cues: Cues
  readonly #playout: Playout
  #desired: FeedDesired
  #act: Act | undefined
  /** The turn that follows, while it is made ready. */
  #coming: Act | undefined
  #disclosedAtMs = -Infinity
  #wasOnAir = false
  #isLate = false
  #now: Now | null = null
  readonly #interjections: Interjections
  #trouble = ''
  #isLabelSeen: boolean | null = null
  #counters: HostCounters

  constructor(desired: FeedDesired, counters: HostCounters, deps: HostFeedDeps) {
    this.name = desired.name
    this.#desired = desired
    this.#counters = counters
    this.#deps = deps
    this.#cues = new Cues(deps.clock)
    this.#interjections = new Interjections(deps.interjections.recall(), {
      clock: deps.clock,
      keep: list => deps.interjections.keep(list),
      tell: detail => deps.note('interjection', { feed: desired.name, ...detail }),
    })
    this.#playout = new Playout({ clock: deps.clock, aigc: deps.aigc, next: () => this.#next() })
  }

  /** A new plan or profile: played from the next sentence on. */
  apply(desired: FeedDesired): void {
    this.#desired = desired
  }

  /** Has the host say a sentence next. Throws where too many wait. */
  interject(wanted: AskedInterjection): void {
    this.#interjections.add(wanted)
  }

  /** Takes back one that waits. */
  takeBack(id: string): void {
    this.#interjections.remove(id)
  }

  read(socket: Socket): void {
    this.#playout.read(socket)
  }

  /** A broadcast says what it wishes. Told to go on air while nobody sees it, it begins with its next picture. */
  cue(by: string, cue: Cue): void {
    const before = this.#cues.now
    this.#cues.hear(by, cue)
    if (before === 'stand-by' && this.#cues.now === 'on-air') this.#playout.breakOff()
  }

  /** Plays and prepares until the signal. */
  async run(signal: AbortSignal): Promise<void> {
    await Promise.all([this.#playout.run(signal), this.#prepare(signal)])
  }

  #next(): Scene | undefined {
    const act = this.#turnOver()
    const cue = this.#cues.now
    const nowMs = this.#deps.clock.nowMs()
    this.#now = null
    if (cue !== 'on-air') this.#wasOnAir = cue === 'wind-up' && this.#wasOnAir
    if (act?.pause === undefined) return undefined
    if (cue === 'on-air') {
      const { disclosed, next } = act
      const isOwed = !this.#wasOnAir || nowMs - this.#disclosedAtMs >= this.#deps.sayLabelEveryMs()
      this.#wasOnAir = true
      if (isOwed && disclosed !== undefined) return this.#disclose(act, disclosed, nowMs)
      const asked = this.#interjections.ready(act.key)
      if (asked !== undefined) return this.#interject(asked.line, asked.take)
      if (next !== undefined) return this.#speak(act, next.line, next.take)
      this.#noteLate()
    }
    return { clip: act.pause.clip, isSpeaking: false, onEnd: () => {} }
  }

  #disclose(act: Act, take: Take, nowMs: number): Scene {
    this.#disclosedAtMs = nowMs
    return this.#scene(take, { line: act.disclosure, from: 'disclosure', segment: '' }, () => {})
  }

  #interject(line: AskedInterjection, take: Take): Scene {
    this.#interjections.begin(line.id)
    return this.#scene(take, { line, from: 'interjection', segment: '' }, isWhole =>
      this.#interjections.end(line.id, isWhole),
    )
  }

  #speak(act: Act, line: Gated, take: Take): Scene {
    this.#isLate = false
    return this.#scene(take, { line, from: 'script', segment: line.segment }, isWhole => {
      if (!isWhole) return
      this.#keepPosition(act)
      this.#counters = { ...this.#counters, sentencesSpoken: this.#counters.sentencesSpoken + 1 }
    })
  }

  #scene(
    { clip, isReused }: Take,
    { line, from, segment }: Pick<Now, 'from' | 'segment'> & { readonly line: Line },
    then: (isWhole: boolean) => void,
  ): Scene {
    this.#now = {
      text: line.text,
      from,
      segment,
      product: line.product?.name ?? null,
      isFromClip: isReused,
      beganAtMs: Math.round(this.#deps.clock.wallMs()),
      lastsMs: Math.round((clip.pictures.length * 1_000) / clip.frameRateFps),
    }
    const onEnd = (isWhole: boolean) => {
      this.#now = null
      then(isWhole)
    }
    return { clip, isSpeaking: true, onEnd }
  }

  /** A disk that takes nothing more costs the place in the script after a restart, not the host. */
  #keepPosition(act: Act): void {
    try {
      act.said()
    } catch (error) {
      this.#deps.log.warn({ feed: this.name, error: messageOf(error) }, 'avatar/position-not-kept')
    }
  }

  /** Once for each stretch in which nothing was ready. */
  #noteLate(): void {
    if (this.#isLate) return
    this.#isLate = true
    this.#counters = { ...this.#counters, sentencesLate: this.#counters.sentencesLate + 1 }
    this.#deps.note('sentence-late', { feed: this.name })
  }

  /** The turn that is on: the coming one takes over between two scenes, as soon as it can do so without a gap. */
  #turnOver(): Act | undefined {
    if (this.#coming?.isReady === true || (this.#act === undefined && this.#coming?.pause !== undefined)) {
      const [from, to] = [this.#act?.look.host ?? null, this.#coming.look.host]
      this.#act = this.#coming
      this.#coming = undefined
      this.#disclosedAtMs = -Infinity // whoever comes says what it is
      this.#deps.note('turn', { feed: this.name, from, to })
    }
    return this.#act
  }

  async #prepare(signal: AbortSignal): Promise<void> {
    const { clock, studio, log } = this.#deps
    let failures = 0
    while (!signal.aborted) {
      try {
        const act = this.#wantedAct()
        const hasWorked =
          (act.pause !== undefined &&
            (await this.#interjections.prepare(act.key, act.look, studio, signal))) ||
          (await act.prepare(studio, signal))
        failures = 0
        this.#trouble = ''
        if (!hasWorked) await slept(clock, idleTickMs, signal)
      } catch (error) {
        if (signal.aborted) return
        failures += 1
        const trouble = messageOf(error)
        if (error instanceof Failure && error.code === 'avatar/label-not-seen') this.#noteUnlabelled()
        if (trouble !== this.#trouble) log.warn({ feed: this.name, trouble }, 'avatar/cannot-prepare')
        this.#trouble = trouble
        await slept(clock, Math.min(retryMostMs, retryFirstMs * 2 ** (failures - 1)), signal)
      }
    }
  }

  /** What clips are made for: the coming turn until it can take over, else the present one. */
  #wantedAct(): Act {
    const { plan, profile } = this.#desired
    const { turn } = turnAt(plan, this.#deps.clock.wallMs())
    const key = JSON.stringify([turn, this.#deps.playbook.versionOf(turn), plan.label, profile])
    if (this.#act?.key === key) {
      this.#coming = undefined
      return this.#act
    }
    if (this.#coming?.key !== key) this.#coming = this.#newAct(key, turn)
    return this.#coming
  }

  #newAct(key: string, turn: TurnPlan): Act {
    const { playbook } = this.#deps
    const { plan, profile } = this.#desired
    const usual = () => readBrief({ words: playbook.wordsOf(turn), category: personaOf(turn.host).category })
    const set = typeof turn.set === 'object' ? turn.set : usual() // names are made briefs before they come here
    const look = { host: turn.host, set, label: plan.label, profile }
    return new Act(key, look, playbook.linesOf(this.name, turn), playbook.disclosureOf(turn), {
      onTake: take => this.#noteTake(take),
      onRefused: ({ text }, why) => {
        this.#counters = { ...this.#counters, sentencesRefused: this.#counters.sentencesRefused + 1 }
        this.#deps.note('sentence-refused', { feed: this.name, text, why })
      },
    })
  }

  #noteTake(take: Take): void {
    const { clipsMade, clipsReused, clipCpuSeconds } = this.#counters
    this.#counters = {
      ...this.#counters,
      clipsMade: clipsMade + (take.isReused ? 0 : 1),
      clipsReused: clipsReused + (take.isReused ? 1 : 0),
      clipCpuSeconds: clipCpuSeconds + take.cpuSeconds,
    }
    this.#isLabelSeen = true
  }

  /** What was made is not played. */
  #noteUnlabelled(): void {
    if (this.#isLabelSeen !== false) this.#deps.note('label-not-seen', { feed: this.name })
    this.#isLabelSeen = false
  }

  counters(): HostCounters {
    return this.#counters
  }

  snapshot(): HostFeedSnapshot {
    const act = this.#act ?? this.#coming
    const { plan, profile } = this.#desired
    const { turn } = turnAt(plan, this.#deps.clock.wallMs())
    return {
      ...this.#counters,
      name: this.name,
      host: act?.look.host ?? turn.host,
      script: turn.script,
      state: this.#act === undefined ? 'preparing' : this.#cues.now,
      doing: this.#deps.studio.doing,
      saying: this.#now === null || this.#now.from === 'disclosure' ? null : this.#now.text,
      now: this.#now,
      next: this.#act?.upcoming(this.#now?.from === 'script' ? 1 : 0) ?? [],
      interjections: this.#interjections.shown(),
      progress: act?.lines.progress ?? { said: 0, of: 0 },
      widthPx: profile.widthPx,
      heightPx: profile.heightPx,
      frameRateFps: profile.frameRateFps,
      queueSeconds: Math.round((this.#act?.queueSeconds ?? 0) * 10) / 10,
      isLabelSeen: this.#isLabelSeen,
      readers: this.#playout.readers,
      sentence: act?.lines.sentence ?? 0,
      latenessMs: Math.round(this.#playout.latenessMs),
      trouble: this.#trouble,
    }
  }
}
