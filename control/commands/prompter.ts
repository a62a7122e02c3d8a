// Commands on teleprompters: what a host reads, where the host is, and the desk's cue cards.
import { type ReadSegment, readScript, readSegments, type Script } from '#avatar'
import { Failure, messageOf } from '#core/failure.ts'
import { Mistakes } from '../rules/mistakes.ts'
import type { CueKind, Place, StoredCue, StoredPrompter } from '../store/prompter-store.ts'
import type { CommandDeps } from './deps.ts'
import { noSuch, notReady } from './refusals.ts'
import type { ScriptCommands } from './scripts.ts'

export type PrompterView = StoredPrompter & {
  /** What is wrong with the chosen script; '' while it can be read. */
  readonly trouble: string
  readonly title: string | null
  readonly language: Script['language']
  readonly segments: readonly ReadSegment[]
  /** Newest first. */
  readonly cues: readonly StoredCue[]
  /** How many tablets have asked of late. */
  readonly tablets: number
  /** The newest event when this was said: an answer with a smaller one is older. */
  readonly asOf: number
  readonly nowMs: number
}

export type Move = {
  readonly script: string
  readonly place: Place
  /** The version the tablet knew when the host moved. */
  readonly base: number
  /** How long ago the host moved. */
  readonly ageMs: number
}

const mostOpenCues = 20
const tabletIsHereForMs = 25_000
const mostTablets = 30
/** A tablet tells at most each 700 ms; several may, and catch up. */
const mostMoves = 60
const movesWithinMs = 10_000
const dayMs = 86_400_000

export class PrompterCommands {
  readonly #deps: CommandDeps
  readonly #scripts: ScriptCommands
  readonly #tablets = new Map<string, Map<string, number>>()
  readonly #moves = new Map<string, { sinceMs: number; count: number }>()
  readonly #read = new Map<string, { written: unknown; segments: readonly ReadSegment[] }>()

  constructor(deps: CommandDeps, scripts: ScriptCommands) {
    this.#deps = deps
    this.#scripts = scripts
  }

  /** `tablet`: by what name a tablet that shows it calls itself. */
  view(broadcast: string, tablet: string | null): PrompterView {
    this.#checkBroadcast(broadcast)
    const { store, clock } = this.#deps
    const kept = store.prompters.of(broadcast)
    return {
      ...kept,
      ...this.#reading(kept.script),
      cues: store.prompters.cues(broadcast),
      tablets: this.#count(broadcast, tablet),
      asOf: store.events.lastId(),
      nowMs: clock.wallMs(),
    }
  }

  /** Chooses the script, or says when the show shall end. Another script begins at its beginning. */
  put(
    broadcast: string,
    wished: {
      readonly script?: string | null | undefined
      readonly plannedEndMs?: number | null | undefined
    },
  ): void {
    this.#checkBroadcast(broadcast)
    const { store, clock } = this.#deps
    const before = store.prompters.of(broadcast)
    const { script = before.script, plannedEndMs = before.plannedEndMs } = wished
    const nowMs = clock.wallMs()
    if (plannedEndMs !== null && Math.abs(plannedEndMs - nowMs) > 2 * dayMs)
      throw new Mistakes([
        { field: 'plannedEndMs', detail: 'must lie within two days from now, in milliseconds since 1970' },
      ])
    if (script !== null && script !== before.script) this.#checkFit(script)
    if (script === before.script && plannedEndMs === before.plannedEndMs) return // said already
    const isOther = script !== before.script
    const after: StoredPrompter = isOther
      ? { script, plannedEndMs, version: before.version + 1, place: null, movedMs: nowMs }
      : { ...before, plannedEndMs }
    this.#do(broadcast, 'prompter-changed', { script, plannedEndMs }, () =>
      store.prompters.put(broadcast, after),
    )
  }

  /**
   * Takes the place of a tablet, and says whether it was taken: where nobody moved since what the tablet knew, or the host moved
   * there after whoever else moved. So a tablet that was away loses nothing, and undoes nothing newer.
   */
  move(broadcast: string, { script, place, base, ageMs }: Move): boolean {
    this.#checkBroadcast(broadcast)
    this.#slowDown(broadcast)
    const { store, clock } = this.#deps
    const before = store.prompters.of(broadcast)
    const movedMs = clock.wallMs() - ageMs
    if (script !== before.script || (base !== before.version && movedMs <= before.movedMs)) return false
    if (JSON.stringify(before.place) === JSON.stringify(place)) return true // said already
    const version = before.version + 1
    const { segment, sentence, mode } = place
    this.#do(broadcast, 'prompter-moved', { script, version, segment, sentence, mode }, () =>
      store.prompters.put(broadcast, {
        ...before,
        place,
        version,
        movedMs: Math.max(movedMs, before.movedMs),
      }),
    )
    return true
  }

  /** Shows the host a card. */
  send(
    broadcast: string,
    cue: {
      readonly text: string
      readonly kind: CueKind
      readonly forMs: number | null
      readonly by: string
    },
  ): StoredCue {
    this.#checkBroadcast(broadcast)
    const { store, clock } = this.#deps
    const nowMs = clock.wallMs()
    const open = store.prompters.cues(broadcast).filter(each => isOpen(each, nowMs))
    if (open.length >= mostOpenCues)
      throw new Failure(
        'control/too-many',
        `${mostOpenCues} cards wait for the host already; withdraw some first`,
        { fault: 'operator', remedy: 'retry' },
      )
    const { text, kind, forMs, by } = cue
    const id = store.prompters.nextCueId()
    this.#do(broadcast, 'cue-sent', { cue: id, cueKind: kind, text, by }, () =>
      store.prompters.addCue(broadcast, {
        kind,
        text,
        sentMs: nowMs,
        sentBy: by,
        untilMs: forMs === null ? null : nowMs + forMs,
      }),
    )
    return this.#cue(broadcast, id)
  }

  /** A card stands on a tablet's screen, was confirmed by the host, or is taken back. Twice is once. */
  mark(broadcast: string, id: number, what: 'shown' | 'seen' | 'withdrawn'): StoredCue {
    this.#checkBroadcast(broadcast)
    const { store, clock } = this.#deps
    const cue = this.#cue(broadcast, id)
    const isSaid = what === 'shown' ? cue.shownMs : what === 'seen' ? cue.seenMs : cue.withdrawnMs
    if (isSaid !== null) return cue
    this.#do(broadcast, `cue-${what}`, { cue: id, text: cue.text }, () => {
      if (what === 'seen') store.prompters.markCue(id, 'shown', clock.wallMs())
      store.prompters.markCue(id, what, clock.wallMs())
    })
    return this.#cue(broadcast, id)
  }

  #cue(broadcast: string, id: number): StoredCue {
    const cue = this.#deps.store.prompters.cue(broadcast, id)
    if (cue === undefined)
      throw noSuch('cue card', String(id), `GET /api/broadcasts/${broadcast}/prompter lists them`)
    return cue
  }

  #do(broadcast: string, kind: string, detail: Readonly<Record<string, unknown>>, change: () => void): void {
    const { store, clock } = this.#deps
    store.command({ atMs: clock.wallMs(), broadcast, kind, detail }, change)
  }

  #checkBroadcast(name: string): void {
    if (this.#deps.store.broadcasts.find(name) === undefined)
      throw noSuch('broadcast', name, `make it with PUT /api/broadcasts/${name}`)
  }

  #checkFit(name: string): void {
    const { origin, readBy } = readScript(this.#scripts.find(name).script)
    if (origin === 'draft' && readBy === undefined)
      throw notReady(
        `${name} was drafted by a language model and nobody has read it: read it, correct it, and write your name into readBy`,
      )
  }

  /** The script as it is read out; where it is gone or broken, why. */
  #reading(name: string | null): Pick<PrompterView, 'trouble' | 'title' | 'language' | 'segments'> {
    const nothing = { title: null, language: 'zh', segments: [] } as const
    if (name === null) return { trouble: '', ...nothing }
    try {
      const { script: written } = this.#scripts.find(name)
      const script = readScript(written)
      const { title = null, language } = script
      return { trouble: '', title, language, segments: this.#segmentsOf(name, script) }
    } catch (error) {
      return { trouble: messageOf(error), ...nothing }
    }
  }

  /** Tablets ask again and again: the gate looks at a script once. */
  #segmentsOf(name: string, script: Script): readonly ReadSegment[] {
    const known = this.#read.get(name)
    const written = JSON.stringify(script)
    if (known?.written === written) return known.segments
    const segments = readSegments(script)
    if (this.#read.size >= 20) this.#read.clear()
    this.#read.set(name, { written, segments })
    return segments
  }

  #count(broadcast: string, tablet: string | null): number {
    const nowMs = this.#deps.clock.nowMs()
    const here = this.#tablets.get(broadcast) ?? new Map<string, number>()
    for (const [id, atMs] of here) if (nowMs - atMs > tabletIsHereForMs) here.delete(id)
    if (tablet !== null && (here.has(tablet) || here.size < mostTablets)) here.set(tablet, nowMs)
    if (here.size > 0) this.#tablets.set(broadcast, here)
    else this.#tablets.delete(broadcast)
    return here.size
  }

  #slowDown(broadcast: string): void {
    const nowMs = this.#deps.clock.nowMs()
    const counted = this.#moves.get(broadcast)
    if (counted === undefined || nowMs - counted.sinceMs > movesWithinMs)
      this.#moves.set(broadcast, { sinceMs: nowMs, count: 1 })
    else if (++counted.count > mostMoves)
      throw new Failure('control/too-many', 'tablets tell where the host is too often; wait a moment', {
        fault: 'operator',
        remedy: 'retry',
      })
  }
}

function isOpen({ seenMs, withdrawnMs, untilMs }: StoredCue, nowMs: number): boolean {
  return seenMs === null && withdrawnMs === null && (untilMs === null || untilMs > nowMs)
}
