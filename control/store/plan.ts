// What a person writes down: a broadcast's plan, tonight's addresses. Shapes only; what they must mean is in rules.ts.
import { z } from 'zod'
import { contentFaults, languages, motions, soundings } from '#relay'
import { overridesPlan, unstamped } from '../policy/policy.ts'

/** Names of feeds, broadcasts and destinations. */
export const namePattern = /^[a-z0-9][a-z0-9-]{0,31}$/
export const nameSentence =
  'a name has 1 to 32 of the characters a-z, 0-9 and "-", and begins with a letter or digit, such as camera-a'

export const nameSchema = z.string(nameSentence).regex(namePattern, nameSentence)

export const platforms = [
  'douyin',
  'wechat-channels',
  'kuaishou',
  'taobao',
  'bilibili',
  'xiaohongshu',
  'youtube',
  'twitch',
  'rtmp',
  'srt',
] as const
export type Platform = (typeof platforms)[number]
export const carriers = ['rtmp', 'ffmpeg'] as const

export const destinationPlan = z
  .strictObject({
    name: nameSchema,
    platform: z.enum(platforms).describe('What stands at the other end.'),
    rendition: z.string().default('source').describe('Only "source" until renditions exist.'),
    carrier: z.enum(carriers).optional().describe('How bytes move; "rtmp" unless the platform is srt.'),
    without: z.array(nameSchema).max(16).default([]).describe('Feeds this destination must not carry.'),
    playback: z
      .strictObject({
        url: z
          .string('must be text')
          .max(4_096)
          .describe('Where viewers get it: HTTP-FLV, HLS (.m3u8) or RTMP.'),
        privateNetwork: z
          .boolean()
          .default(false)
          .describe('It stands in your own network, and that is meant.'),
      })
      .optional()
      .describe(
        'Pulled now and then, to prove that what we send is shown. Shown to whoever may look: no secrets.',
      ),
    policy: overridesPlan.optional().describe("Laid over the platform's policy, for this live room alone."),
  })
  .describe('A live room we push to.')

const slateSentence =
  'write "default", null for none, or an object such as {"design": "lamp", "language": "zh", "motion": "moving", "sound": "soft"}'

/** What is shown when no feed is fit for air. */
export const slatePlan = z
  .preprocess(
    written => (written === 'default' ? {} : written),
    z
      .strictObject(
        {
          design: nameSchema
            .default('lamp')
            .describe('A ready one (lamp, plain), or your own from /api/slates.'),
          language: z.enum(languages).default('zh'),
          motion: z.enum(motions).default('moving'),
          sound: z.enum(soundings).default('soft'),
        },
        slateSentence,
      )
      .nullable(),
  )
  .default({ design: 'lamp', language: 'zh', motion: 'moving', sound: 'soft' })

const endSentence = 'must be a time with its zone, such as 2026-12-01T02:00:00+08:00'

export const broadcastPlan = z.strictObject({
  feeds: z
    .array(nameSchema)
    .min(1, 'a broadcast needs at least one feed')
    .max(8)
    .describe('In order of preference.'),
  understudy: nameSchema
    .nullable()
    .default(null)
    .describe('A virtual host that steps in when no feed is fit for air, and gives back at a sentence end.'),
  slate: slatePlan,
  normalise: z
    .array(nameSchema)
    .max(8)
    .default([])
    .describe('Feeds that an FFmpeg makes fit the profile, where the machine can: about a core each.'),
  cutOn: z
    .array(z.enum(contentFaults, `write any of ${contentFaults.map(each => `"${each}"`).join(', ')}`))
    .max(contentFaults.length)
    .default([])
    .describe('What takes a feed off the air, beside its loss: nothing, unless it is named here.'),
  profile: z
    .string()
    .regex(
      /^[1-9]\d{1,4}x[1-9]\d{1,4}@[1-9]\d{0,2}$/,
      'a profile is written WIDTHxHEIGHT@FPS, such as 1920x1080@30',
    )
    .optional(),
  plannedEndAt: z.iso
    .datetime({ offset: true, error: endSentence })
    .optional()
    .describe(
      'When the show shall end: preflight holds keys and the longest show against it. It ends nothing.',
    ),
  destinations: z.array(destinationPlan).max(50).default([]),
})
export type BroadcastPlan = z.output<typeof broadcastPlan>
export type DestinationPlan = BroadcastPlan['destinations'][number]

/** The plan as somebody would put it again: without what control fills in. */
export function asWritten(plan: BroadcastPlan): BroadcastPlan {
  const destinations = plan.destinations.map(({ policy, ...destination }) =>
    policy === undefined ? destination : { ...destination, policy: unstamped(policy) },
  )
  return { ...plan, destinations }
}

/** The way bytes move to a destination, its default filled in. */
export function carrierOf(destination: DestinationPlan): (typeof carriers)[number] {
  return destination.carrier ?? (destination.platform === 'srt' ? 'ffmpeg' : 'rtmp')
}

/** Everything that a broadcast may show, the best first: its feeds, then the understudy. */
export function feedsOf({ feeds, understudy }: Pick<BroadcastPlan, 'feeds' | 'understudy'>): string[] {
  return understudy === null ? feeds : [...feeds, understudy]
}

export const endpointPlan = z
  .strictObject({
    url: z.string('must be text').describe('Server and app: rtmp://host/app. Never the key.'),
    key: z
      .string('must be text')
      .optional()
      .describe('Everything after it, query included, to the letter. Never given back.'),
    keyFingerprint: z
      .string('must be text')
      .optional()
      .describe('Instead of the key: the address is there already, with the same url, and stays.'),
  })
  .describe('One address by which a destination can be reached.')
export const maxEndpoints = 8
export const endpointPlans = z
  .array(endpointPlan)
  .max(
    maxEndpoints,
    `a destination takes at most ${maxEndpoints} endpoints; keep the ones you would really use`,
  )
  .describe('In order of preference.')
export type EndpointPlan = z.output<typeof endpointPlan>
