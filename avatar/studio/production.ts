// Makes a host's clips: a voice, lips, motion, set and overlays come together here; what was made before is taken from the shelf.
import { availableParallelism } from 'node:os'
import { join } from 'node:path'
import { Failure } from '#core/failure.ts'
import { aigcMark } from '#scene-gen'
import type { Mouth } from '#stage'
import { BakeShelf, planMotion } from '../bake/index.ts'
import { type Clip, ClipShelf, makeClip } from '../clip/index.ts'
import { Composer, PictureMemory } from '../compose/index.ts'
import type { AvatarDesired } from '../desired.ts'
import type { Line } from '../feed/lines.ts'
import type { Live, Look, Studio, Take } from '../feed/studio.ts'
import { lipsOf } from '../lips/index.ts'
import { refuseCovered } from '../overlay/index.ts'
import { gatedVoice } from '../script/index.ts'
import { type Speech, speechHz } from '../speech/index.ts'
import { clipKeys } from './clip-keys.ts'
import { codingFor } from './coding.ts'
import { browserOf, samplesAt } from './fitting.ts'
import { isLabelOn } from './label-check.ts'
import { type Logo, Logos } from './logos.ts'
import { overlaysOf, type Shown } from './overlays.ts'
import { mouthsFor, timedOverlays } from './pictures.ts'
import type { ProductionDeps } from './production-deps.ts'
import { processorSeconds } from './processor-time.ts'
import { Scenery } from './scenery.ts'
import { Sets } from './sets.ts'
import { StageKeeper } from './stage-keeper.ts'
import { Turns } from './turns.ts'
import { Voices } from './voices.ts'
import { type Dressed, Wardrobe } from './wardrobe.ts'
import { type Appearance, Wings } from './wings.ts'
import { Workload } from './workload.ts'

export type Means = Pick<AvatarDesired, 'speech' | 'voice' | 'images' | 'browser' | 'clipsBytes'>

/** Hosts' loops, sets and frames together. */
const pictureBytes = 2_000_000_000
const bakesBytes = 3_000_000_000
/** A pause lasts at least so long; then another follows, or a sentence. */
const pauseMs = 3_800
/** After the last sound, before whatever follows. */
const breathMs = 240
/** A host's motion ends with its loops: at most so much later than what it says. */
const mostMotionMs = 12_000

/** What is said in a clip; undefined for a pause. */
type Said = { readonly line: Line; readonly speech: Speech; readonly mouths: readonly Mouth[] } | undefined

type Wanted = {
  readonly look: Look
  readonly line: Line | null
  readonly live: Live | null
  readonly keys: ReturnType<typeof clipKeys>
  readonly appearance: Appearance
  readonly logo: Logo | undefined
}

export class Production implements Studio {
  readonly #deps: ProductionDeps
  readonly #memory = new PictureMemory(pictureBytes)
  readonly #composer = new Composer(this.#memory)
  readonly #stages: StageKeeper
  readonly #scenery: Scenery
  readonly #sets: Sets
  readonly #voices: Voices
  readonly #wardrobe: Wardrobe
  readonly #wings: Wings
  readonly #logos: Logos
  readonly #turns = new Turns(Math.max(1, availableParallelism() - 1))
  #clips: Promise<ClipShelf> | undefined
  #bakes: Promise<BakeShelf> | undefined
  #means: Means = { speech: null, voice: '', images: null, browser: 'any', clipsBytes: 4_000_000_000 }
  #renderer = ''
  #voice = ''
  #doing = ''
  readonly #workload: Workload
  #accountedSeconds = processorSeconds()

  constructor(deps: ProductionDeps) {
    const { clock, log, folder } = deps
    const cacheFolder = join(folder, 'browser')
    this.#deps = deps
    this.#workload = new Workload(clock)
    const browser = () => browserOf(this.#means.browser)
    this.#stages = new StageKeeper({ clock, log, cacheFolder, browser })
    this.#scenery = new Scenery(this.#memory, this.#stages)
    this.#sets = new Sets({ clock, log, stages: this.#stages, folder: join(folder, 'sets') })
    this.#voices = new Voices({ clock, log, folder })
    this.#wings = new Wings(deps.hostsFolder)
    this.#logos = new Logos(deps.logosFolder)
    this.#wardrobe = new Wardrobe({
      wings: this.#wings,
      clock,
      log,
      memory: this.#memory,
      cacheFolder,
      browser,
      shelf: () => this.#bakeShelf(),
      onRenderer: renderer => (this.#renderer = renderer),
      onWhole: () => this.#workload.stir(),
      whenCalm: signal => this.#workload.whenCalm(signal),
    })
  }

  /** What may be used from now on. */
  setMeans(means: Means): void {
    this.#means = means
    this.#voices.setMeans(means)
    this.#sets.setMeans(means)
  }

  get doing(): string {
    return this.#wardrobe.doing || this.#doing
  }

  /** It holds what it made clips of, and has made none for a while: all that is said lies on the shelf. */
  get mayRest(): boolean {
    return this.#workload.hasRested && !this.#wardrobe.isDrawing
  }

  get renderer(): string {
    return this.#renderer || this.#stages.renderer
  }

  get voice(): string {
    return this.#voice
  }

  async pause(look: Look, signal: AbortSignal): Promise<Take> {
    return await this.#take(look, null, signal)
  }

  async speak(look: Look, line: Line, signal: AbortSignal): Promise<Take> {
    return await this.#take(look, line, signal)
  }

  async live(look: Look, line: Line | null, live: Live, signal: AbortSignal): Promise<Take> {
    return await this.#newTake({ look, line, live, ...(await this.#namesOf(look, line)) }, signal)
  }

  want({ host, profile }: Look): void {
    this.#wardrobe.want(host, profile)
  }

  async #said(look: Look, line: Line | null, signal: AbortSignal): Promise<Said> {
    if (line === null) return undefined
    const { text, language } = line
    this.#doing = `正在配音 giving a voice to: ${text}`
    const speech = await gatedVoice(this.#voices.of(look.host)).speak(line, signal)
    this.#voice = speech.engine
    const { spoken, samples, marks } = speech
    const heard = { text: spoken, language, samples, frameRateFps: look.profile.frameRateFps }
    const asked = marks === undefined ? heard : { ...heard, marks }
    const { mouths } = await lipsOf(asked, { reference: this.#voices.reference }, signal)
    return { line, speech, mouths }
  }

  async #namesOf(look: Look, line: Line | null) {
    const voiceKey = line === null ? '' : this.#voices.of(look.host).keyOf(line.text, line.language)
    const appearance = await this.#wings.of(look.host)
    const logo = look.logo === undefined ? undefined : await this.#logos.of(look.logo)
    return { keys: clipKeys(look, line, voiceKey, appearance, logo), appearance, logo }
  }

  async #take(look: Look, line: Line | null, signal: AbortSignal): Promise<Take> {
    const shelf = await this.#clipShelf()
    const names = await this.#namesOf(look, line)
    const { whole, early } = names.keys
    // One that was made of fewer loops will do until there are more.
    const fitting = this.#wardrobe.isWhole(look.host, look.profile) ? [whole] : [whole, early]
    for (const key of fitting) {
      const clip = await shelf.find(key)
      if (clip === undefined) continue
      if (key === early) this.#wardrobe.complete(look.host, look.profile)
      return this.#accounted(clip, true)
    }
    return await this.#newTake({ look, line, live: null, ...names }, signal)
  }

  #newTake(wanted: Wanted, signal: AbortSignal): Promise<Take> {
    return this.#workload.clip(async () => {
      const { clip, key } = await this.#labelled(wanted, signal)
      if (wanted.live === null) await (await this.#clipShelf()).keep(key, clip)
      this.#doing = ''
      return this.#accounted(clip, false)
    })
  }

  /** Throws `avatar/label-not-seen` where a viewer could not read the label on what was made. */
  async #labelled({ look, line, live, keys, appearance, logo }: Wanted, signal: AbortSignal) {
    const { clip, key, shown } = await this.#wardrobe.withDressed(look.host, look.profile, async dressed => {
      const said = await this.#said(look, line, signal)
      const lastsMs =
        said === undefined ? pauseMs : (said.speech.samples.length * 1_000) / speechHz + breathMs
      const besides = { logo, credit: appearance.credit, live, lastsMs: lastsMs + mostMotionMs }
      const shown = await overlaysOf(look, said, besides, this.#scenery, signal)
      const key = dressed.isWhole ? keys.whole : keys.early
      const make = () => this.#made(look, dressed, said, shown, { key, lastsMs }, signal)
      return { key, shown, clip: await this.#turns.take(make, signal) }
    })
    if (await isLabelOn(clip, shown.label, this.#deps, signal)) return { clip, key }
    throw new Failure(
      'avatar/label-not-seen',
      'the AI label cannot be read on what was made: it is not played',
      { fault: 'ours', remedy: 'retry' },
    )
  }

  async #made(
    look: Look,
    { host, placed }: Dressed,
    said: Said,
    shown: Shown,
    { key, lastsMs }: { readonly key: string; readonly lastsMs: number },
    signal: AbortSignal,
  ): Promise<Clip> {
    const { profile } = look
    const { widthPx, heightPx, frameRateFps } = profile
    const size = { widthPx, heightPx }
    const motion = planMotion({
      atLeastPictures: Math.ceil((lastsMs * frameRateFps) / 1_000),
      loops: host.loops,
      accents: shown.accents,
      seed: parseInt(key.slice(0, 8), 16),
    })
    this.#doing = said === undefined ? '正在合成 composing a pause' : `正在合成 composing: ${said.line.text}`
    refuseCovered(
      shown.label.box,
      shown.overlays.map(({ name, drawn }) => ({ name, box: drawn.box })),
    )
    const drawn = [...shown.overlays.map(each => each.drawn), shown.label]
    const set = this.#sets.of(look.set, size, signal)
    return await this.#scenery.withBackdrop(set.key, size, set.draw, backdropAddress =>
      this.#scenery.withProps(drawn, async props => {
        const label = props.at(-1)
        if (label === undefined) throw new Error('there is no label')
        const plan = {
          ...size,
          backdropAddress,
          hostXPx: placed.xPx,
          hostYPx: placed.yPx,
          motion: host.framesOf(motion),
          mouths: mouthsFor(motion.pictures, said?.mouths),
          overlays: timedOverlays(shown, props, { frameRateFps, pictures: motion.pictures }),
          label: { cutout: label.cutout, xPx: label.box.xPx, yPx: label.box.yPx },
        }
        return await makeClip(
          this.#composer.compose(plan, signal),
          samplesAt(said?.speech.samples ?? new Int16Array(0), profile.sampleRateHz),
          { ...codingFor(profile), pictures: motion.pictures, aigc: aigcMark('Changming', key) },
          this.#deps,
          signal,
        )
      }),
    )
  }

  /** Time that was spent since the last clip was finished goes to this one: their sum is right. */
  #accounted(clip: Clip, isReused: boolean): Take {
    const seconds = processorSeconds()
    const cpuSeconds = isReused ? 0 : seconds - this.#accountedSeconds
    this.#accountedSeconds = seconds
    return { clip, isReused, cpuSeconds }
  }

  #clipShelf(): Promise<ClipShelf> {
    const { clock, log, folder } = this.#deps
    const plan = { folder: join(folder, 'clips'), mostBytes: this.#means.clipsBytes, clock, log }
    return (this.#clips ??= ClipShelf.open(plan))
  }

  #bakeShelf(): Promise<BakeShelf> {
    const { clock, log, folder } = this.#deps
    return (this.#bakes ??= BakeShelf.open({
      folder: join(folder, 'bakes'),
      mostBytes: bakesBytes,
      clock,
      log,
    }))
  }

  /** Ends bakes, browser, voices and threads. */
  async close(): Promise<void> {
    await this.#wardrobe.close()
    await Promise.all([this.#stages.close(), this.#voices.close(), this.#composer.close()])
  }
}
