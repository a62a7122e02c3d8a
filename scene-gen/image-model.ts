// Asks an image model behind an OpenAI-compatible endpoint for one picture, within a deadline, and believes nothing of the answer.
import type OpenAI from 'openai'
import { z } from 'zod'
import { type Clock, within } from '#core/clock.ts'
import { Failure, messageOf } from '#core/failure.ts'
import type { Secret } from '#core/secret.ts'
import type { PictureSize } from '#stage'
import { type PictureHead, pictureHead } from './picture-head.ts'

export const imageModelSettings = z
  .strictObject({
    baseUrl: z
      .url({ protocol: /^https?$/ })
      .describe('Up to and including the version: https://api.openai.com/v1.'),
    model: z.string().min(1).max(200).describe('As the endpoint calls it.'),
    tallSize: z
      .string()
      .regex(/^\d{2,4}x\d{2,4}$/)
      .default('1024x1536')
      .describe('What to ask for where the program is upright.'),
    wideSize: z
      .string()
      .regex(/^\d{2,4}x\d{2,4}$/)
      .default('1536x1024')
      .describe('What to ask for where it is lying.'),
    withinMs: z
      .int()
      .min(1_000)
      .max(600_000)
      .default(90_000)
      .describe('One picture must have come after this long.'),
    attempts: z
      .int()
      .min(1)
      .max(5)
      .default(2)
      .describe('How often it is asked before a built-in set is taken.'),
  })
  .readonly()
export type ImageModelSettings = z.output<typeof imageModelSettings>

export type ImageModel = {
  readonly settings: ImageModelSettings
  /** Absent where the endpoint asks for none. */
  readonly apiKey?: Secret
}

export type GivenPicture = { readonly bytes: Buffer; readonly head: PictureHead }

const largestBytes = 24 * 1024 * 1024
/** Enlarging more than this would be seen. */
const smallestShare = 0.6
const largestPx = 4_096

/** One picture for a prompt. Throws `scene-gen/image-…` with whose fault it is. */
export async function askForPicture(
  model: ImageModel,
  prompt: string,
  size: PictureSize,
  clock: Clock,
  signal: AbortSignal,
): Promise<GivenPicture> {
  const { withinMs } = model.settings
  const late = () => theirs('image-late', `the image endpoint gave no picture within ${withinMs} ms`)
  const bytes = await within(clock, withinMs, each => pictureBytes(model, prompt, size, each), late, signal)
  const head = pictureHead(bytes)
  if (head === undefined)
    throw theirs('image-broken', 'the image endpoint answered with what is no PNG, JPEG or WebP')
  const wrong = wrongSize(head, size)
  if (wrong !== undefined) throw theirs('image-size', wrong)
  return { bytes, head }
}

async function pictureBytes(
  model: ImageModel,
  prompt: string,
  size: PictureSize,
  signal: AbortSignal,
): Promise<Buffer> {
  const { default: Client } = await import('openai')
  const { baseUrl, model: name, tallSize, wideSize, withinMs } = model.settings
  const client = new Client({
    baseURL: baseUrl,
    apiKey: model.apiKey?.reveal() ?? 'none',
    maxRetries: 0,
    timeout: withinMs,
    logLevel: 'off',
  })
  const wish = {
    model: name,
    prompt,
    n: 1,
    size: (size.widthPx > size.heightPx ? wideSize : tallSize) as '1024x1536',
  }
  const answer = await client.images
    .generate({ ...wish, stream: false }, { signal })
    .catch((error: unknown) => {
      throw refusalOf(error)
    })
  const given = (answer as OpenAI.ImagesResponse).data?.[0]
  if (typeof given?.b64_json === 'string' && given.b64_json.length <= largestBytes * 1.4)
    return Buffer.from(given.b64_json, 'base64')
  if (typeof given?.url === 'string') return await fetched(given.url, baseUrl, signal)
  throw theirs('image-broken', 'the image endpoint answered without a picture')
}

/** Endpoints differ: some give a link. It is followed once, in the open only back to the endpoint itself. */
async function fetched(link: string, baseUrl: string, signal: AbortSignal): Promise<Buffer> {
  const url = URL.parse(link)
  const isAllowed = url !== null && (url.protocol === 'https:' || url.origin === new URL(baseUrl).origin)
  if (!isAllowed) throw theirs('image-broken', 'the image endpoint gave a link that is not followed')
  try {
    const answer = await fetch(url, { signal, redirect: 'error' })
    if (!answer.ok || answer.body === null) throw new Error(`status ${answer.status}`)
    const parts: Uint8Array[] = []
    let bytes = 0
    for await (const part of answer.body as unknown as AsyncIterable<Uint8Array>) {
      bytes += part.length
      if (bytes > largestBytes) throw new Error(`more than ${largestBytes} bytes`)
      parts.push(part)
    }
    return Buffer.concat(parts)
  } catch (cause) {
    throw theirs('image-broken', `the picture's link gave none: ${messageOf(cause)}`, cause)
  }
}

function wrongSize({ widthPx, heightPx }: PictureHead, size: PictureSize): string | undefined {
  const said = `the image endpoint gave ${widthPx}×${heightPx}`
  if (Math.max(widthPx, heightPx) > largestPx) return `${said}; ${largestPx} px are the most`
  if (widthPx < size.widthPx * smallestShare || heightPx < size.heightPx * smallestShare)
    return `${said}, too small for ${size.widthPx}×${size.heightPx}; set tallSize and wideSize`
  if (widthPx > heightPx !== size.widthPx > size.heightPx && widthPx !== heightPx)
    return `${said}, which lies where the program stands, or stands where it lies; set tallSize and wideSize`
  return undefined
}

/** What the endpoint's refusal means for us: another key or model is the operator's to give, the rest may be tried again. */
function refusalOf(error: unknown): Failure {
  const status =
    typeof error === 'object' && error !== null && 'status' in error ? Number(error.status) : Number.NaN
  if ([400, 401, 403, 404, 422].includes(status))
    return new Failure(
      'scene-gen/image-refused',
      `the image endpoint refused (${status}); check base URL, model and key`,
      {
        fault: 'operator',
        remedy: 'switch',
        cause: error,
      },
    )
  return theirs(
    'image-unreachable',
    `the image endpoint gave no answer: ${Number.isNaN(status) ? messageOf(error) : status}`,
    error,
  )
}

function theirs(what: string, sentence: string, cause?: unknown): Failure {
  return new Failure(`scene-gen/${what}`, sentence, { fault: 'theirs', remedy: 'retry', cause })
}
