// What control wants of this worker, as it comes over the socket.
import { z } from 'zod'
import { Failure } from '#core/failure.ts'
import { contentFaults } from './probe/content.ts'
import { relaySettings } from './settings.ts'
import { languages, motions, soundings } from './slate/ffmpeg-args.ts'

export const carriers = ['rtmp', 'ffmpeg'] as const
export type CarrierName = (typeof carriers)[number]

const endpoint = z.strictObject({ url: z.string(), key: z.string() })

const destination = z.strictObject({
  name: z.string(),
  platform: z.string(),
  carrier: z.enum(carriers).default('rtmp'),
  rendition: z.literal('source').default('source'),
  without: z.array(z.string()).default([]),
  /** Goes up whenever a person acts on the destination: a blocked leg then tries again. */
  generation: z.int(),
  /** False: stopped alone, while its siblings go on. */
  isOn: z.boolean().default(true),
  endpoints: z.array(endpoint),
})

/** How the slate shall look and sound; null for none. A design is a ready one, or the path of the operator's own. */
const slate = z
  .strictObject({
    design: z.union([
      z.strictObject({ ready: z.string() }),
      z.strictObject({ file: z.string(), isClip: z.boolean() }),
    ]),
    language: z.enum(languages),
    motion: z.enum(motions),
    sound: z.enum(soundings),
  })
  .nullable()
  .default({ design: { ready: 'lamp' }, language: 'zh', motion: 'moving', sound: 'soft' })

export const relayDesired = z.strictObject({
  broadcast: z.string(),
  wish: z.enum(['on', 'off']),
  onSlate: z.boolean().default(false),
  feeds: z.array(z.string()),
  /** Feeds that an FFmpeg makes fit the profile. */
  normalise: z.array(z.string()).default([]),
  /** `1920x1080@30`; null: that of the first healthy feed. */
  profile: z.string().nullable().default(null),
  /** What makes a feed unfit for air, beside its absence. */
  cutOn: z.array(z.enum(contentFaults)).default([]),
  slate,
  /** A feed, or the slate. */
  take: z.string().nullable().default(null),
  ingestSocket: z.string(),
  /** Those of the feeds that are virtual hosts: read from the avatar worker, which is told when one is on air. */
  hosts: z.array(z.string()).default([]),
  avatarSocket: z.string().default(''),
  limits: relaySettings.prefault({}),
  destinations: z.array(destination),
})

export type RelayDesired = z.output<typeof relayDesired>
export type DesiredDestination = z.output<typeof destination>

/** Reads a desired state; a mistake in it is control's, and is named without its values: a value may be a key. */
export function readDesired(body: unknown): RelayDesired {
  const read = relayDesired.safeParse(body)
  if (read.success) return read.data
  const sentences = read.error.issues.map(issue => `${issue.path.join('.')}: ${issue.message}`).join('; ')
  throw new Failure('relay/bad-desired', sentences, { fault: 'operator', remedy: 'stop' })
}
