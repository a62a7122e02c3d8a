// One host feed: what it is told, what it plays, and what is made ready for it meanwhile.
import type { Socket } from 'node:net'
import { slept } from '#core/clock.ts'
import { Failure, messageOf } from '#core/failure.ts'
import { readBrief } from '#scene-gen'
import { personaOf } from '../casting.ts'
import type { FeedDesired } from '../desired.ts'
import { Playout } from '../playout/playout.ts'
import type { Scene } from '../playout/scene.ts'
import { type TurnPlan } from '../rotation/plan.ts'
import { turnAt } from '../rotation/turn.ts'
import { countersWith, type HostCounters, type HostFeedSnapshot, type Now } from '../snapshot.ts'
import { Act } from './act.ts'
import { type Choice, choicesFrom, nowOf, type Standing } from './choices.ts'
import { type AskedComment, Comments } from './comments.ts'
import { type Cue, Cues } from './cues.ts'
import { type AskedInterjection, Interjections } from './interjections.ts'
import type { HostFeedDeps } from './feed-deps.ts'
import { LiveScenes, type Outlook, scenesAhead } from './live-scenes.ts'
import type { Take } from './studio.ts'

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
  readonly #comments: Comments
  readonly #live: LiveScenes
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
    this.#comments = new Comments(deps.comments.recall(), {
      clock: deps.clock,
      keep: list => deps.comments.keep(list),
      tell: detail => deps.note('comment', { feed: desired.name, ...detail }),
    })
    this.#live = new LiveScenes({
      clock: deps.clock,
      log: deps.log,
      studio: deps.studio,
      comments: this.#comments,
      outlook: () => this.#outlook(),
      onTake: take => this.#noteTake(take),
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

  /** Shows a viewer's comment from the next scene on. Throws where too many wait. */
  comment(wanted: AskedComment): void {
    this.#comments.add(wanted)
  }

  /** Takes back one that waits. */
  takeCommentBack(id: string): void {
    this.#comments.remove(id)
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
    await Promise.all([this.#playout.run(signal), this.#prepare(signal), this.#live.run(signal)])
  }

  #next(): Scene | undefined {
    const act = this.#turnOver()
    const cue = this.#cues.now
    this.#now = null
    if (cue !== 'on-air') this.#wasOnAir = cue === 'wind-up' && this.#wasOnAir
    const nowMs = this.#deps.clock.nowMs()
    const [choice] = act === undefined ? [] : choicesFrom(this.#standing(act), nowMs, 1)
    if (act === undefined || choice === undefined) return undefined
    this.#wasOnAir ||= cue === 'on-air'
    if (choice.kind === 'disclosure') this.#disclosedAtMs = nowMs
    if (choice.kind === 'script') this.#isLate = false
    if (choice.kind === 'pause' && cue === 'on-air') this.#noteLate()
    if (choice.kind === 'interjection') this.#interjections.begin(choice.line.id)
    const take = this.#live.takeFor(act.key, choice) ?? choice.take
    this.#now = nowOf(choice, take, this.#deps.clock.wallMs())
    const onEnd = (isWhole: boolean) => this.#ended(act, choice, isWhole)
    return { clip: take.clip, isSpeaking: choice.kind !== 'pause', onEnd }
  }

  #standing(act: Act): Standing {
    return {
      act,
      cue: this.#cues.now,
      isSayingLine: act === this.#act && this.#now?.from === 'script',
      asked: this.#interjections.ready(act.key),
      wasOnAir: this.#wasOnAir,
      disclosedAtMs: act === this.#act ? this.#disclosedAtMs : -Infinity,
      sayLabelEveryMs: this.#deps.sayLabelEveryMs(),
    }
  }

  /** Undefined while nobody sees the host, or nothing is live about it. */
  #outlook(): Outlook | undefined {
    const { clock } = this.#deps
    const act = this.#coming?.isReady === true ? this.#coming : this.#act
    const nextAtMs = this.#playout.nextAtMs
    const wish = this.#desired.plan.clock ?? null
    if (act === undefined || nextAtMs === undefined || this.#cues.now === 'stand-by') return undefined
    if (!this.#comments.isWanted && wish === null) return undefined
    const choices = choicesFrom(this.#standing(act), nextAtMs, scenesAhead)
    const fromMs = nextAtMs + clock.wallMs() - clock.nowMs()
    return { actKey: act.key, look: act.look, clock: wish, fromMs, choices }
  }

  #ended(act: Act, choice: Choice, isWhole: boolean): void {
    this.#now = null
    if (choice.kind === 'interjection') this.#interjections.end(choice.line.id, isWhole)
    if (choice.kind !== 'script' || !isWhole) return
    this.#keepPosition(act)
    this.#counters = { ...this.#counters, sentencesSpoken: this.#counters.sentencesSpoken + 1 }
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
        act.want(studio, clock.nowMs())
        const hasWorked =
          (act.pause !== undefined &&
            (await this.#interjections.prepare(act.key, act.look, studio, signal))) ||
          ((!this.#live.isMaking || act.ready(1) === undefined) && (await act.prepare(studio, signal)))
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
    const key = JSON.stringify([turn, this.#deps.playbook.versionOf(turn), plan.label, plan.logo, profile])
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
    const logo = plan.logo === undefined ? {} : { logo: plan.logo }
    const look = { host: turn.host, set, label: plan.label, profile, ...logo }
    return new Act(key, look, playbook.linesOf(this.name, turn), playbook.disclosureOf(turn), {
      onTake: take => this.#noteTake(take),
      onRefused: ({ text }, why) => {
        this.#counters = { ...this.#counters, sentencesRefused: this.#counters.sentencesRefused + 1 }
        this.#deps.note('sentence-refused', { feed: this.name, text, why })
      },
    })
  }

  #noteTake(take: Take): void {
    this.#counters = countersWith(this.#counters, take)
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
      comments: this.#comments.all,
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
