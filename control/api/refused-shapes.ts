// The shape of encoders that were turned away, for OpenAPI.
import { z } from 'zod'
import { publishRefusals } from '#ingest'
import { nameSchema } from '../store/plan.ts'

export const refused = z
  .object({
    feed: nameSchema.nullable().describe('Null when the key belonged to none.'),
    reason: z.enum(publishRefusals),
    remoteAddress: z.string(),
    why: z.string().describe('What the encoder was told.'),
    times: z.int(),
    lastAtMs: z.number().describe('Milliseconds since 1970.'),
  })
  .describe('An encoder turned away in the last minutes; never what it typed.')
