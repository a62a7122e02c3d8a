// Shapes of answers, for OpenAPI. Loose where a worker speaks: its snapshot is passed on as it is.
import { z } from 'zod'
import { hostPlan } from '#avatar'
import { kinds } from '#monitoring'
import { contentFaults } from '#relay'
import { verifiedStates } from '../probes/judge.ts'
import { nameSchema, platforms } from '../store/plan.ts'
import { roles } from '../store/access-store.ts'
import { auditOutcomes } from '../store/audit-store.ts'
import { policyValues } from './policy-shapes.ts'
import { refused } from './refused-shapes.ts'

const wallMs = z.number().describe('Milliseconds since 1970.')
const worker = z.looseObject({
  state: z.enum(['none', 'starting', 'up', 'unreachable']),
  pid: z.int().nullable(),
  snapshotAgeMs: z.number().nullable(),
  restarts: z.int(),
})

export const made = z.object({
  name: nameSchema,
  kind: z.enum(['rtmp', 'host']),
  publishUrl: z.string().nullable().describe('Publish to this + "/" + streamKey.'),
  otherPublishUrls: z.array(z.string()),
  streamKey: z.string().nullable().describe('Shown once, when it is made.'),
  keyFingerprint: z.string(),
  host: hostPlan.nullable().describe('Of a virtual host: what it plays.'),
})
export const feed = z.looseObject({
  name: nameSchema,
  kind: z.enum(['rtmp', 'host']),
  keyFingerprint: z.string(),
  host: z.looseObject({}).nullable().describe('Of a virtual host: what it plays, and how it is doing.'),
})
export const feeds = z.object({
  publishUrl: z.string().nullable(),
  otherPublishUrls: z.array(z.string()),
  trouble: z.string(),
  worker,
  feeds: z.array(feed),
  refused: z.array(refused),
  nowMs: wallMs,
})
const leg = z.looseObject({
  destination: nameSchema,
  platform: z.enum(platforms),
  wanted: z.enum(['on', 'off']).describe('Off where the broadcast is, or it was stopped alone.'),
  state: z.looseObject({ at: z.string(), sinceMs: wallMs }),
  cause: z.string().nullable(),
  why: z.string().nullable(),
  endpoint: z.int().nullable(),
  ackedBytes: z.number(),
  keyFingerprint: z.string().nullable(),
  lastLitAtMs: wallMs.nullable().describe('When the room last got media; null before the first.'),
  verified: z
    .object({
      state: z.enum(verifiedStates),
      sinceMs: wallMs,
      atMs: wallMs,
      latencyMs: z.number().nullable().describe('From sending a picture to its being played.'),
      why: z.string(),
    })
    .nullable()
    .describe('What its playback proves; null where it has none, or the leg does not carry.'),
  standbys: z
    .array(
      z.looseObject({
        endpoint: z.int(),
        state: z.enum(['ready', 'no-name', 'no-answer', 'no-tls', 'no-rtmp', 'refused']),
        why: z.string(),
        atMs: wallMs,
      }),
    )
    .describe('Addresses that stand by: whether each would have us, as far as connecting shows.'),
  roomClosesInMs: z
    .number()
    .nullable()
    .describe('Until the platform closes the room; null where nobody knows.'),
  roomLeft: z
    .object({ sinceMs: wallMs, closesInMs: z.number().nullable() })
    .nullable()
    .describe('We stopped pushing, and nobody has said yet that the room was ended at the platform.'),
})
export const broadcast = z.looseObject({
  name: nameSchema,
  wish: z.enum(['on', 'off']),
  feeds: z.array(nameSchema),
  take: nameSchema.nullable(),
  duty: z
    .object({ name: z.string(), sinceMs: wallMs, untilMs: wallMs })
    .nullable()
    .describe('Who watches over its virtual hosts.'),
  onAirSinceMs: wallMs.nullable(),
  destinations: z.array(
    z.looseObject({
      name: nameSchema,
      endpoints: z.int(),
      withoutByPolicy: z
        .array(nameSchema)
        .optional()
        .describe(
          'Feeds that the policy in force keeps out, beside `without`. Where one broadcast is asked for.',
        ),
      policyInForce: policyValues.optional().describe('Where one broadcast is asked for.'),
    }),
  ),
  programs: z.array(z.looseObject({ name: z.string(), onAir: z.string().nullable() })),
  contents: z
    .array(
      z.looseObject({
        feed: nameSchema,
        probe: z.enum(['waiting', 'looking', 'failed']),
        why: z.string(),
        faults: z.array(z.object({ what: z.enum(contentFaults), sinceMs: wallMs })),
      }),
    )
    .describe('What is seen in each feed, by decoding key frames and pieces of sound.'),
  slateState: z
    .looseObject({ at: z.enum(['none', 'making', 'ready', 'failed']) })
    .describe('Whether the slate can be shown now.'),
  legs: z.array(leg),
  worker,
  warnings: z.array(z.string()).optional(),
  plan: z
    .looseObject({})
    .optional()
    .describe('Where one broadcast is asked for: what was put, to be changed and put again.'),
  nowMs: wallMs,
})
export const broadcasts = z.object({ broadcasts: z.array(broadcast) })
export const endpoints = z.object({
  endpoints: z.array(
    z.object({ url: z.string(), keyFingerprint: z.string(), keyExpiresAtMs: wallMs.nullable() }),
  ),
  warnings: z.array(z.string()),
})
const verdict = z.enum(['GO', 'NO-GO'])
const checks = z.array(
  z.object({
    rule: z.string(),
    outcome: z
      .enum(['passed', 'told', 'failed'])
      .describe('"told" is information and never stands in the way.'),
    passed: z.boolean(),
    detail: z.string(),
    mend: z.string().nullable().describe('What to do about it.'),
  }),
)
export const preflight = z.object({
  broadcast: nameSchema,
  verdict,
  checks,
  destinations: z.array(z.object({ destination: nameSchema, verdict, checks })),
})
export const slate = z.object({ name: nameSchema, kind: z.enum(['picture', 'clip']), bytes: z.int() })
export const slates = z.object({
  ready: z.array(z.string()),
  languages: z.array(z.string()),
  motions: z.array(z.string()),
  sounds: z.array(z.string()),
  own: z.array(slate),
})
const title = z
  .string()
  .nullable()
  .describe('How the person is called, such as 小王; null where the name does.')
export const visitor = z.object({
  name: z.string(),
  role: z.enum(roles),
  title,
  by: z.enum(['admin', 'token', 'account']).describe('What they came in with.'),
  session: z.string().nullable().describe('The id of their session; null for a program with its token.'),
})
export const signIn = z.object({ hasAccounts: z.boolean(), hasSession: z.boolean() })
export const account = z.object({
  name: nameSchema,
  title,
  role: z.enum(roles),
  madeMs: wallMs,
  passwordMs: wallMs.describe('When the password was last set.'),
})
export const accounts = z.object({ accounts: z.array(account) })
export const sessions = z.object({
  sessions: z.array(
    z.object({
      id: z.string(),
      name: z.string().describe('Of the account or the token.'),
      title,
      role: z.enum(roles),
      by: z.enum(['token', 'account']),
      openedMs: wallMs,
      seenMs: wallMs.describe('Last seen, to half a minute.'),
      untilMs: wallMs,
      address: z.string(),
      browser: z.string().describe('As it names itself; empty where it does not.'),
      isThis: z.boolean().describe('The one that asks.'),
    }),
  ),
})
export const audit = z.object({
  entries: z.array(
    z.object({
      id: z.string(),
      atMs: wallMs,
      who: z.string().nullable().describe('An account, a token, or admin; null for a stranger.'),
      title,
      role: z.enum(roles).nullable().describe('Null where nobody was signed in.'),
      address: z.string(),
      method: z.string(),
      route: z.string().describe('The call as it is listed here.'),
      path: z.string(),
      outcome: z.enum(auditOutcomes),
      status: z.int(),
      code: z.string().nullable().describe('Why not: room/reason.'),
      body: z.unknown().describe('What was sent; keys, passwords and tokens are dots.'),
      before: z.unknown().describe('What the call changes, as it was; null where nothing was there.'),
      after: z.unknown(),
    }),
  ),
  isAll: z.boolean().describe('Nothing older is there.'),
  names: z
    .array(z.string())
    .describe('Everybody who stands in it; yourself, unless you are an administrator.'),
})
export const token = z.object({
  name: z.string(),
  role: z.enum(roles),
  token: z.string().describe('Shown once.'),
})
export const tokens = z.object({
  tokens: z.array(z.object({ name: z.string(), role: z.enum(roles), madeMs: wallMs })),
})
export const ticket = z.object({ ticket: z.string(), expiresAtMs: wallMs })
const scope = z.enum(['feed', 'encoder', 'machine', 'uplink', 'endpoint', 'platform', 'key'])
export const incident = z.looseObject({
  id: nameSchema,
  broadcast: nameSchema.nullable(),
  broadcasts: z.array(nameSchema),
  kind: z.enum(kinds),
  scope,
  subject: z.looseObject({}),
  beganMs: wallMs,
  noticedMs: wallMs,
  actedMs: wallMs.nullable(),
  openedMs: wallMs,
  acknowledgedMs: wallMs.nullable(),
  acknowledgedBy: z.string().nullable(),
  recoveredMs: wallMs.nullable(),
  overMs: wallMs.nullable(),
  cause: z.object({ en: z.string(), zh: z.string() }),
  evidence: z.array(z.looseObject({ id: z.string(), atMs: wallMs, kind: z.string() })),
  seen: z.array(
    z.object({
      broadcast: nameSchema,
      destination: nameSchema,
      frozenMs: z.number(),
      slateMs: z.number(),
      darkMs: z.number(),
      now: z.enum(['frozen', 'slate', 'dark']).nullable().describe('Instead of a picture, at this moment.'),
    }),
  ),
  spans: z
    .array(
      z.object({
        broadcast: nameSchema,
        destination: nameSchema,
        program: z.string(),
        how: z.enum(['frozen', 'slate', 'dark']),
        fromMs: wallMs,
        toMs: wallMs.nullable().describe('Null: still.'),
      }),
    )
    .optional()
    .describe('What viewers saw instead of a picture, as it came about.'),
})
export const incidents = z.object({ incidents: z.array(incident), nowMs: wallMs })
const track = z.object({
  name: z.string().describe('A destination, or a program.'),
  figures: z.array(z.string()).describe('What each number of a row is.'),
  names: z.array(z.string()).describe('What small numbers of "state" or "onAir" stand for.'),
  rows: z.array(z.array(z.number().nullable())),
  said: z.array(z.object({ atMs: wallMs, text: z.string() })),
})
export const flights = z.object({
  flights: z.array(z.looseObject({ broadcast: nameSchema, legs: z.array(track), programs: z.array(track) })),
})
export const bundle = z.looseObject({
  incident,
  events: z.array(z.looseObject({})),
  settings: z.looseObject({}),
})
export const removed = z.object({ removed: z.string() })
export const health = z.object({ ok: z.boolean(), why: z.array(z.string()).optional() })
