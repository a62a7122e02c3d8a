// What control wants of the avatar worker, as it comes over the socket.
import { z } from 'zod'
import { Failure } from '#core/failure.ts'
import { hostPlan, profilePattern } from './rotation/plan.ts'

/** What a feed is made in: that of the program it plays in. */
export const feedProfile = z.strictObject({
  widthPx: z.int().min(64).max(4_096),
  heightPx: z.int().min(64).max(4_096),
  frameRateFps: z.number().min(5).max(120),
  sampleRateHz: z.int().min(8_000).max(96_000),
  channels: z.int().min(1).max(2),
})
export type FeedProfile = z.output<typeof feedProfile>

export const usualProfile: FeedProfile = {
  widthPx: 720,
  heightPx: 1_280,
  frameRateFps: 25,
  sampleRateHz: 48_000,
  channels: 2,
}

/** Size and rate of `720x1280@25`; nothing of any other text. */
export function profileOfText(
  text: string,
): Partial<Pick<FeedProfile, 'widthPx' | 'heightPx' | 'frameRateFps'>> {
  const found = profilePattern.exec(text)
  if (found === null) return {}
  return { widthPx: Number(found[1]), heightPx: Number(found[2]), frameRateFps: Number(found[3]) }
}

/** What a desired state may hold, with all scripts in it: control keeps at most 32 MB of them. */
export const desiredBytes = 40_000_000

const endpoint = z.strictObject({ url: z.string(), model: z.string(), key: z.string() }).nullable()

const avatarDesired = z.strictObject({
  feeds: z.array(z.strictObject({ name: z.string(), plan: hostPlan, profile: feedProfile })),
  /** By name: those that turns name, as they were written. */
  scripts: z.record(z.string(), z.unknown()),
  speech: endpoint,
  voice: z.string(),
  images: endpoint,
  browser: z.string(),
  clipsBytes: z.int(),
  sayLabelEveryMs: z.int(),
})
export type AvatarDesired = z.output<typeof avatarDesired>
export type FeedDesired = AvatarDesired['feeds'][number]

/** Reads a desired state; a mistake in it is control's, and is named without its values: a value may be a key. */
export function readDesired(body: unknown): AvatarDesired {
  const read = avatarDesired.safeParse(body)
  if (read.success) return read.data
  const sentences = read.error.issues.map(issue => `${issue.path.join('.')}: ${issue.message}`).join('; ')
  throw new Failure('avatar/bad-desired', sentences, { fault: 'operator', remedy: 'stop' })
}
