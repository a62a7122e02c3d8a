// Shapes of answers about receivers, for OpenAPI.
import { z } from 'zod'
import { nameSchema } from '../store/plan.ts'
import { receiverPlan } from '../telling/plan.ts'

const wallMs = z.number().describe('Milliseconds since 1970.')

export const receiver = z.looseObject({
  name: nameSchema,
  ...receiverPlan.shape,
  server: z.string().describe('All of the url that is shown.'),
  urlFingerprint: z.string(),
  secretFingerprint: z.string().nullable(),
  pending: z.int().describe('Incidents that it should have been told of by now.'),
  trouble: z.string().describe('Why the last attempt failed; empty when it did not.'),
  triedMs: wallMs.nullable(),
  deliveredMs: wallMs.nullable(),
  retryAtMs: wallMs.nullable(),
  outcomes: z.object({ delivered: z.int(), failed: z.int(), expired: z.int() }),
})
export const receivers = z.object({ receivers: z.array(receiver) })
export const tested = z.object({ delivered: z.literal(true), tookMs: z.int() })
