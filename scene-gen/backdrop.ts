// A brief becomes a backdrop: from the image model where there is one, from a built-in set whenever that does not serve.
import type { Clock } from '#core/clock.ts'
import { Failure, messageOf } from '#core/failure.ts'
import type { Log } from '#core/log.ts'
import { type PictureSize, setsVersion } from '#stage'
import { aigcMark } from './aigc-mark.ts'
import { type BehindHost, faultsBehindHost, measureBehindHost } from './behind-host.ts'
import { readBrief, type SetBrief, type SetBriefInput, sha256 } from './brief.ts'
import { chooseSet, type SetChoice } from './choose.ts'
import { askForPicture, type GivenPicture, type ImageModel } from './image-model.ts'
import { amendments, type PictureFault, promptFor, promptVersion } from './prompts.ts'
import { type Backdrop, backdropKey, type BackdropShelf } from './shelf.ts'

/** What is needed of the browser that draws; `openStage` gives more. */
export type SetStage = {
  readonly renderer: string
  take(
    at: { readonly module: string; readonly name: string },
    argument: unknown,
    signal: AbortSignal,
    withinMs?: number,
  ): Promise<Buffer>
  lend(name: string, type: string, bytes: Buffer): string
  takeBack(path: string): void
}

export type BackdropDeps = {
  readonly stage: SetStage
  readonly clock: Clock
  readonly log: Log
  readonly shelf?: BackdropShelf
  /** Without one, sets are built-in. */
  readonly imageModel?: ImageModel
  /** Of GB 45438: who answers for what a model makes; empty while there is no code. */
  readonly contentProducer?: string
  /** How many drawings a built-in set is the mean of; by the renderer's speed when absent. */
  readonly samples?: number
}

const drawWithinMs = 180_000
const fitWithinMs = 30_000

/** What stands behind the host, for a brief, in pixels. Swapping it needs nothing of a host baked again. */
export async function backdropFor(
  brief: SetBriefInput,
  size: PictureSize,
  deps: BackdropDeps,
  signal: AbortSignal,
): Promise<Backdrop> {
  checkSize(size)
  const read = readBrief(brief)
  const choice = chooseSet(read)
  if (deps.imageModel === undefined || read.set !== undefined)
    return await builtIn(read, choice, size, deps, signal)
  try {
    return await generated(read, choice, size, { ...deps, imageModel: deps.imageModel }, signal)
  } catch (error) {
    if (signal.aborted) throw error
    deps.log.warn({ why: messageOf(error) }, 'scene-gen/image-model-did-not-serve')
    const because = `${choice.because}; the image model did not serve: ${messageOf(error)}`
    return await builtIn(read, { ...choice, because }, size, deps, signal)
  }
}

/** llvmpipe draws the whole in some seconds, SwiftShader in three times that; a GPU at once. */
export function samplesFor(renderer: string): number {
  return /swiftshader/i.test(renderer) ? 16 : 40
}

async function builtIn(
  brief: SetBrief,
  { plan, because }: SetChoice,
  size: PictureSize,
  deps: BackdropDeps,
  signal: AbortSignal,
): Promise<Backdrop> {
  const samples = deps.samples ?? samplesFor(deps.stage.renderer)
  const wish = JSON.stringify(['built-in', setsVersion, plan, size.widthPx, size.heightPx, samples])
  const kept = await deps.shelf?.find(wish)
  if (kept !== undefined) return kept
  const at = { module: 'sets/page.ts', name: 'drawBackdrop' }
  const rgba = pixels(await deps.stage.take(at, { plan, size, samples }, signal, drawWithinMs), size)
  const provenance = {
    by: 'built-in',
    brief,
    plan,
    because,
    madeAtMs: deps.clock.wallMs(),
    measured: measureBehindHost(rgba, size),
  } as const
  const backdrop = { ...size, rgba, key: backdropKey(rgba, size), provenance }
  await deps.shelf?.keep(wish, backdrop)
  return backdrop
}

type WithModel = BackdropDeps & { readonly imageModel: ImageModel }

async function generated(
  brief: SetBrief,
  choice: SetChoice,
  size: PictureSize,
  deps: WithModel,
  signal: AbortSignal,
): Promise<Backdrop> {
  const { settings } = deps.imageModel
  const wish = JSON.stringify([
    'image-model',
    promptVersion,
    settings.baseUrl,
    settings.model,
    brief,
    size.widthPx,
    size.heightPx,
  ])
  const kept = await deps.shelf?.find(wish)
  if (kept !== undefined) return kept
  let faults: PictureFault[] = []
  let last: unknown = new Error('no attempt was made')
  for (let attempt = 1; attempt <= settings.attempts; attempt += 1) {
    const colours = { main: choice.plan.mainColour, accent: choice.plan.accentColour }
    const prompt = promptFor(
      brief,
      choice.plan.kind,
      colours,
      faults.map(fault => amendments[fault]),
    )
    try {
      const given = await askForPicture(deps.imageModel, prompt, size, deps.clock, signal)
      const rgba = await fitted(given, size, deps, signal)
      const measured = measureBehindHost(rgba, size)
      faults = faultsBehindHost(measured)
      if (faults.length === 0) {
        const backdrop = {
          ...size,
          rgba,
          key: backdropKey(rgba, size),
          provenance: made(brief, prompt, given, measured, deps),
        }
        await deps.shelf?.keep(wish, backdrop)
        return backdrop
      }
      last = unfit(faults, measured)
    } catch (error) {
      if (signal.aborted) throw error
      last = error
      if (error instanceof Failure && error.remedy === 'switch') break // asking again would be refused again
    }
  }
  throw last
}

function made(
  brief: SetBrief,
  prompt: string,
  { bytes }: GivenPicture,
  measured: BehindHost,
  { imageModel, clock, contentProducer = '' }: WithModel,
) {
  const fileSha256 = sha256(bytes)
  return {
    by: 'image-model',
    brief,
    because: 'an image model is set, and its picture passed the checks',
    madeAtMs: clock.wallMs(),
    measured,
    model: imageModel.settings.model,
    endpointHost: new URL(imageModel.settings.baseUrl).host,
    prompt,
    promptVersion,
    fileSha256,
    AIGC: aigcMark(contentProducer, fileSha256.slice(0, 32), fileSha256),
  } as const
}

/** Unpacked by the browser, in its sandbox, and cut to the program's size. */
async function fitted(
  { bytes, head }: GivenPicture,
  size: PictureSize,
  { stage }: BackdropDeps,
  signal: AbortSignal,
): Promise<Uint8Array> {
  const path = stage.lend(`picture-${sha256(bytes).slice(0, 16)}`, head.type, bytes)
  try {
    return pixels(
      await stage.take({ module: 'sets/page.ts', name: 'fitPicture' }, { path, size }, signal, fitWithinMs),
      size,
    )
  } finally {
    stage.takeBack(path)
  }
}

function pixels(bytes: Buffer, { widthPx, heightPx }: PictureSize): Uint8Array {
  if (bytes.length === widthPx * heightPx * 4)
    return new Uint8Array(bytes.buffer, bytes.byteOffset, bytes.length)
  throw new Failure(
    'scene-gen/drawing-broken',
    `the browser gave ${bytes.length} bytes for ${widthPx}×${heightPx}`,
    {
      fault: 'ours',
      remedy: 'retry',
    },
  )
}

function unfit(faults: readonly PictureFault[], { brightness, unrest }: BehindHost): Failure {
  const figures = `brightness ${brightness.toFixed(2)}, unrest ${unrest.toFixed(3)}`
  return new Failure(
    'scene-gen/image-unfit',
    `its picture is ${faults.join(' and ')} behind the host (${figures})`,
    {
      fault: 'theirs',
      remedy: 'retry',
    },
  )
}

function checkSize({ widthPx, heightPx }: PictureSize): void {
  const isSide = (side: number): boolean =>
    Number.isInteger(side) && side % 2 === 0 && side >= 64 && side <= 4_096
  if (isSide(widthPx) && isSide(heightPx)) return
  throw new Failure(
    'scene-gen/bad-size',
    `a backdrop has even sides from 64 to 4096 px, not ${widthPx}×${heightPx}`,
    {
      fault: 'ours',
      remedy: 'stop',
    },
  )
}
