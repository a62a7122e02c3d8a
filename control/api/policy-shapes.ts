// Shapes of policies in answers, for OpenAPI.
import { z } from 'zod'
import { policyFieldNames, policyFields } from '../policy/fields.ts'
import { confidences } from '../policy/policy.ts'
import { platforms } from '../store/plan.ts'

const date = z.string().describe('Of the source, or of the day on which it was looked at.')
const note = z.string().optional()
const by = z.string().optional().describe('Who wrote it.')

function byField(shapeOf: (value: z.ZodType) => z.ZodType) {
  return z.object(Object.fromEntries(policyFieldNames.map(name => [name, shapeOf(policyFields[name])])))
}

export const policyValues = byField(value =>
  z.object({
    value,
    source: z.string(),
    date,
    confidence: z.enum(confidences),
    note,
    from: z.enum(['built-in', 'platform', 'destination']).describe('Which layer it comes from.'),
    by,
  }),
)
const overrides = byField(value => z.object({ value, source: z.string(), note, date, by }).optional())
export const policy = z.object({ platform: z.enum(platforms), values: policyValues, overrides })
export const policies = z.object({ policies: z.array(policy) })
