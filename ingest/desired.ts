// What ingest is asked to be: the body of `PUT /desired`.
import { z } from 'zod'
import { Failure } from '#core/failure.ts'
import { ingestSettings } from './settings.ts'

const port = z.int().min(0).max(65_535)

const ingestDesired = z.strictObject({
  rtmp: z.strictObject({ host: z.string().min(1), port }),
  rtmps: z
    .strictObject({ port, certFile: z.string().min(1), keyFile: z.string().min(1) })
    .nullish()
    .transform(rtmps => rtmps ?? null),
  limits: ingestSettings.prefault({}),
  feeds: z.array(
    z.strictObject({
      name: z.string().regex(/^[a-z0-9][a-z0-9-]{0,31}$/),
      keyDigest: z.string().regex(/^[0-9a-f]{64}$/),
    }),
  ),
})

/** Listeners, limits and feeds; a feed's key is known only by its SHA-256. */
export type IngestDesired = z.output<typeof ingestDesired>
/** What `PUT /desired` takes: as IngestDesired, with everything that has a fallback optional. */
export type IngestDesiredInput = z.input<typeof ingestDesired>

/** Throws `ingest/bad-desired` with every mistake in it. */
export function readDesired(body: unknown): IngestDesired {
  const read = ingestDesired.safeParse(body)
  if (read.success) return read.data
  const wrong = read.error.issues.map(issue => `${issue.path.join('.')}: ${issue.message}`).join('; ')
  throw new Failure('ingest/bad-desired', wrong, { fault: 'operator', remedy: 'stop' })
}
