// What a person writes down of a host feed: who speaks, what, before what, from when to when.
import { z } from 'zod'
import { setBrief } from '#scene-gen'
import { clockWish } from '../overlay/clock.ts'

const nameSentence =
  'a name has 1 to 32 of the characters a-z, 0-9 and "-", and begins with a letter or digit'
const name = z.string(nameSentence).regex(/^[a-z0-9][a-z0-9-]{0,31}$/, nameSentence)

const timeSentence = 'write a time of day such as 22:30'
const timeOfDay = z.string(timeSentence).regex(/^([01]\d|2[0-3]):[0-5]\d$/, timeSentence)

const setSentence =
  'name a set of yours from GET /api/sets, or write a brief such as {"words": "无线耳机", "set": "studio"}'

/** One host's turn. Without `from` and `to` it is on whenever no other turn is. */
export const turnPlan = z
  .strictObject({
    host: name.describe('lin, mei or xing, or one of your own from /api/hosts.'),
    script: name.describe('A script that was put with PUT /api/scripts/{script}, or one that came with us.'),
    set: z
      .union([name, setBrief], { error: setSentence })
      .optional()
      .describe(
        'What stands behind the host: a set by its name in /api/sets, or a brief; by default it follows what the script sells.',
      ),
    from: timeOfDay.optional(),
    to: timeOfDay.optional(),
  })
  .refine(({ from, to }) => (from === undefined) === (to === undefined), {
    message: 'from and to go together: set both, or neither',
  })
  .refine(({ from, to }) => from === undefined || from !== to, {
    message: 'a turn from and to the same minute is no turn; leave both out for all day',
  })
export type TurnPlan = z.output<typeof turnPlan>

export const profilePattern = /^([1-9]\d{1,4})x([1-9]\d{1,4})@([1-9]\d{0,2})$/

export const hostPlan = z.strictObject({
  rotation: z
    .array(turnPlan)
    .min(1, 'a host feed needs at least one turn')
    .max(24)
    .describe('The first turn whose time it is, is on; hand-over is at a sentence end.'),
  profile: z
    .string()
    .regex(profilePattern, 'a profile is written WIDTHxHEIGHT@FPS, such as 720x1280@25')
    .optional()
    .describe('Absent: that of the broadcast it plays in, 720x1280@25 until that is known.'),
  label: z
    .string()
    .max(40)
    .refine(text => text.includes('数字人') && text.includes('AI生成'), {
      message: 'the label must hold AI生成 and 数字人, such as AI生成·数字人主播',
    })
    .default('AI生成·数字人主播')
    .describe('On every picture of the host. It cannot be left out.'),
  timeZone: z
    .string()
    .refine(isTimeZone, 'must name a time zone such as Asia/Shanghai')
    .default('Asia/Shanghai')
    .describe('Of the rotation.'),
  logo: name.optional().describe('Of /api/logos, shown at the upper right; absent: none.'),
  clock: clockWish
    .optional()
    .describe(
      'Shows the time of day at the upper right; absent: no clock. While there is one, what is on air is composed anew, and not kept.',
    ),
})
export type HostPlan = z.output<typeof hostPlan>

function isTimeZone(name: string): boolean {
  try {
    new Intl.DateTimeFormat('en', { timeZone: name })
    return true
  } catch {
    return false
  }
}
