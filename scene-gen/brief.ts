// What a set is asked for in: words about the product, never a scene graph.
import { createHash } from 'node:crypto'
import { z } from 'zod'
import { Failure } from '#core/failure.ts'
import { setKinds, timesOfDay } from '#stage'

export const categories = [
  'technology',
  'beauty',
  'food',
  'home',
  'fashion',
  'health',
  'industry',
  'general',
] as const
export type Category = (typeof categories)[number]

const colour = z.string().regex(/^#[0-9a-fA-F]{6}$/, 'write a colour as #rrggbb, for example #3f6fb5')

export const setBrief = z
  .strictObject({
    words: z
      .string()
      .trim()
      .min(1)
      .max(200)
      .describe('The product and what is special about it, in any language.'),
    category: z.enum(categories).default('general').describe('What kind of product it is.'),
    timeOfDay: z.enum(timesOfDay).default('day').describe('What time it is behind the host.'),
    colours: z
      .strictObject({ main: colour, accent: colour })
      .optional()
      .describe("The brand's; without them the set brings its own."),
    set: z.enum(setKinds).optional().describe('Takes this built-in set, whatever the words say.'),
    seed: z.int().min(0).max(0xffff_ffff).optional().describe('Another number, another arrangement.'),
  })
  .readonly()
export type SetBrief = z.output<typeof setBrief>
export type SetBriefInput = z.input<typeof setBrief>

/** A brief with all its defaults. Throws `scene-gen/bad-brief` with every mistake. */
export function readBrief(input: unknown): SetBrief {
  const read = setBrief.safeParse(input)
  if (read.success) return read.data
  throw new Failure('scene-gen/bad-brief', `a set cannot be made of this:\n${z.prettifyError(read.error)}`, {
    fault: 'operator',
    remedy: 'stop',
  })
}

export function sha256(...parts: readonly (string | Uint8Array)[]): string {
  const hash = createHash('sha256')
  for (const part of parts) hash.update(part)
  return hash.digest('hex')
}
