// The call on pasted addresses: what control reads in them. It keeps nothing of them.
import { z } from 'zod'
import { addressWarningRules } from '../commands/address-check.ts'
import { addressRules } from '../rules/address.ts'
import { maxEndpoints, nameSchema, platforms } from '../store/plan.ts'
import type { ApiDeps } from './deps.ts'
import { type Route, route } from './route.ts'

const written = z
  .strictObject({
    url: z.string('must be text').describe('Server and app.'),
    key: z.string('must be text').describe('Everything after it; "" while it is missing.'),
  })
  .describe('As it would be put.')
const asked = z.strictObject({
  addresses: z
    .array(written)
    .max(maxEndpoints, `ask for at most ${maxEndpoints} at a time, as many as a destination takes`),
  broadcast: nameSchema.optional().describe('With `destination`: where they would be used.'),
  destination: nameSchema.optional(),
  platform: z.enum(platforms).optional().describe('Where the destination is not made yet.'),
})

const seen = z.object({
  addresses: z.array(
    z.object({
      url: z.string(),
      platform: z
        .enum(platforms)
        .nullable()
        .describe("By its server, from the policies; null where it is no known platform's."),
      keyFingerprint: z.string().nullable(),
      keyExpiresAtMs: z.number().nullable().describe('What the key says of itself.'),
      faults: z
        .array(z.object({ field: z.enum(['url', 'key']), rule: z.enum(addressRules), detail: z.string() }))
        .describe('It cannot be used as it is.'),
      warnings: z
        .array(z.object({ rule: z.enum(addressWarningRules), about: z.string(), detail: z.string() }))
        .describe('It may be right all the same.'),
    }),
  ),
})

export function addressRoutes({ destinations }: ApiDeps): Route[] {
  return [
    route({
      method: 'post',
      path: '/api/addresses/check',
      role: 'operator',
      summary: 'What can be read in pasted addresses: platform, expiry, mistakes. Nothing is stored',
      body: asked,
      answer: seen,
      audit: 'never',
      handle: ({ body }) => ({
        addresses: destinations.check(body).map(({ faults, ...each }) => ({
          ...each,
          faults: faults.map(({ field, rule, sentence }) => ({ field, rule, detail: sentence })),
        })),
      }),
    }),
  ]
}
