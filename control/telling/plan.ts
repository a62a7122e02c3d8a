// What a person writes down of a receiver: where it is, what it wants to hear of, when and how often.
import { z } from 'zod'
import { kinds } from '#monitoring'
import { nameSchema } from '../store/plan.ts'
import { isTimeZone } from './quiet.ts'
import { severities } from './severity.ts'

export const receiverPlatforms = ['wecom', 'feishu', 'dingtalk', 'http'] as const
export type ReceiverPlatform = (typeof receiverPlatforms)[number]

export const languages = ['zh', 'en', 'both'] as const
export type Language = (typeof languages)[number]

const timeSentence = 'a time of day is written as 23:00'
const timeOfDay = z.string(timeSentence).regex(/^(?:[01]\d|2[0-3]):[0-5]\d$/, timeSentence)
const minutesSentence = 'must be a whole number of minutes from 1 to 1440, or null for never'
const minutes = z.int(minutesSentence).min(1, minutesSentence).max(1_440, minutesSentence)
const zoneSentence = 'must name a time zone such as Asia/Shanghai'

const options = {
  platform: z.enum(receiverPlatforms).describe('Whose format the message has.'),
  language: z.enum(languages).default('zh'),
  severities: z
    .array(z.enum(severities))
    .min(1, 'names nothing to hear of; leave it out for severe and warning')
    .max(severities.length)
    .default(['warning', 'severe']),
  kinds: z
    .array(z.enum(kinds))
    .min(1, 'names nothing to hear of; write null for every kind')
    .max(kinds.length)
    .nullable()
    .default(null)
    .describe('Kinds of incident it hears of; null for every kind.'),
  broadcasts: z
    .array(nameSchema)
    .min(1, 'names no broadcast; write null for all of them')
    .max(100)
    .nullable()
    .default(null)
    .describe('Broadcasts it hears of, and what concerns none; null for all.'),
  timeZone: z
    .string(zoneSentence)
    .max(64, zoneSentence)
    .refine(isTimeZone, zoneSentence)
    .default('Asia/Shanghai')
    .describe('Of quiet hours, and of the times in messages.'),
  quiet: z
    .strictObject({ from: timeOfDay, to: timeOfDay })
    .refine(({ from, to }) => from !== to, 'begins when it ends; write null for no quiet hours')
    .nullable()
    .default(null)
    .describe('What is not severe waits until they are over.'),
  repeatEveryMinutes: minutes
    .nullable()
    .default(null)
    .describe('Says it again until it is acknowledged or over; null for once.'),
  escalate: z
    .strictObject({ to: nameSchema, afterMinutes: minutes })
    .nullable()
    .default(null)
    .describe('Another receiver that is told when nobody acknowledged by then.'),
  privateNetwork: z
    .boolean()
    .default(false)
    .describe('The url leads into your own network: private addresses, and plain http to them.'),
}

export const receiverPlan = z.strictObject(options)
export type ReceiverPlan = z.output<typeof receiverPlan>

const textSentence = 'must be text'

export const receiverBody = z.strictObject({
  ...options,
  url: z
    .string(textSentence)
    .optional()
    .describe('The whole webhook address, kept like a key; left out: the one that is known.'),
  secret: z
    .string(textSentence)
    .optional()
    .describe('What messages are signed with: 加签 or 签名校验 on the platform; needed for http.'),
})
export type ReceiverBody = z.output<typeof receiverBody>
