// Every setting of the product in one schema, and what must hold between them.
import { z } from 'zod'
import { avatarSettings } from '#avatar'
import { ingestSettings } from '#ingest'
import { relaySettings } from '#relay'
import { isSchedule } from './drills/schedule.ts'
import { isLoopbackName } from './loopback.ts'
import { isTimeZone } from './telling/quiet.ts'

const port = (fallback: number) => z.int().min(0).max(65_535).default(fallback)
const file = (what: string) => z.string().min(1).optional().describe(`path of ${what}`)
const token = (what: string) => z.string().min(16).max(512).optional().describe(what)

const shape = {
  data: z
    .string()
    .min(1)
    .default('./data')
    .describe('folder of the store, keys, journals and logs; made with mode 700'),
  publicUrl: z
    .string()
    .optional()
    .describe(
      'address under which people reach this house, such as https://live.example.com or https://example.com/changming/; its Host is accepted, and publishUrl shows its name. A proxy in front may hand on the path, or take it away.',
    ),
  trustProxy: z
    .boolean()
    .default(false)
    .describe(
      'A proxy in front of us ends TLS and sets X-Forwarded-For and X-Forwarded-Proto; believe its headers.',
    ),
  uplinkKbps: z
    .int()
    .min(100)
    .max(100_000_000)
    .optional()
    .describe(
      'What the line of this machine can send, in kbit/s: preflight holds all outputs together against it.',
    ),
  http: z
    .strictObject({
      host: z
        .string()
        .min(1)
        .default('127.0.0.1')
        .describe('address to serve the API and pages on; other than loopback only with TLS or trustProxy'),
      port: port(8080).describe('TCP port of the API and pages; 0 takes a free one.'),
      certFile: file('a PEM certificate chain: with http.keyFile the API is served over TLS'),
      keyFile: file('the PEM private key that belongs to http.certFile'),
    })
    .prefault({}),
  rtmp: z
    .strictObject({
      host: z.string().min(1).default('0.0.0.0').describe('address cameras publish to'),
      port: port(1935).describe('TCP port cameras publish to; 0 takes a free one.'),
    })
    .prefault({}),
  rtmps: z
    .strictObject({
      port: z
        .int()
        .min(0)
        .max(65_535)
        .optional()
        .describe('TCP port for publishing over TLS; absent for none.'),
      certFile: file('a PEM certificate chain for publishing over TLS'),
      keyFile: file('the PEM private key that belongs to rtmps.certFile'),
    })
    .prefault({}),
  masterKeyFile: file(
    'the key that seals stream keys, mode 600, 32 bytes as 64 hex digits; absent: data/master.key',
  ),
  metricsToken: token('token for scrapes of /metrics from elsewhere than loopback, at least 16 characters'),
  adminToken: token(
    'token of the administrator, at least 16 characters; absent: made at first start in data/admin.token',
  ),
  passwordCost: z
    .int()
    .min(10)
    .max(18)
    .default(15)
    .describe(
      'How hard a guess at a password is: scrypt with N = 2 to the power of this; 15 takes 32 MiB and a fifth of a second. Passwords set before keep theirs.',
    ),
  probes: z
    .strictObject({
      playbackEveryMs: z
        .int()
        .min(0)
        .max(600_000)
        .default(10_000)
        .describe(
          'How often the playback of a destination on air is looked at; more often while it is in doubt; 0: never.',
        ),
      standbyEveryMs: z
        .int()
        .min(0)
        .max(3_600_000)
        .default(60_000)
        .describe('How often addresses that stand by are connected to, without publishing; 0: never.'),
    })
    .prefault({}),
  drills: z
    .strictObject({
      schedule: z
        .string()
        .refine(isSchedule, 'must be five cron fields such as 0 10 1 * *, or off')
        .default('0 10 1 * *')
        .describe(
          'When a drill begins by itself, as cron writes it: minute, hour, day of month, month, day of week; off for never.',
        ),
      timeZone: z
        .string()
        .refine(isTimeZone, 'must name a time zone such as Asia/Shanghai')
        .default('Asia/Shanghai')
        .describe('Time zone of drills.schedule.'),
      page: z
        .string()
        .optional()
        .describe(
          'A receiver that is paged in each scheduled drill: somebody must take notice within three minutes. Absent for nobody.',
        ),
    })
    .prefault({}),
  ingest: ingestSettings.prefault({}),
  relay: relaySettings.prefault({}),
  avatar: avatarSettings.prefault({}),
}

/** The prefix of every environment variable of the product. */
export const environmentPrefix = 'CHANGMING'

/** The schema without the rules between settings, for printing. */
export const settingsShape = z.strictObject(shape)
export type Settings = z.output<typeof settingsShape>

export const settingsSchema = settingsShape.superRefine(
  (settings, context) => {
    for (const message of contradictions(settings)) context.addIssue({ code: 'custom', message, path: [] })
  },
  { when: () => true }, // also beside mistakes of other kinds: all are told together
)

/** What cannot be true together, as sentences. Reads warily: other mistakes may stand in the same value. */
export function contradictions(settings: unknown): string[] {
  const { publicUrl, trustProxy, http, rtmps } = (settings ?? {}) as Partial<Settings>
  return [
    ...pair('http', http),
    ...pair('rtmps', rtmps),
    ...(rtmps?.port !== undefined && (rtmps.certFile === undefined || rtmps.keyFile === undefined)
      ? ['rtmps.port needs rtmps.certFile and rtmps.keyFile; set both, or leave the port out']
      : []),
    ...exposed(http, trustProxy === true),
    ...badPublicUrl(publicUrl),
  ]
}

function pair(name: 'http' | 'rtmps', at: { certFile?: unknown; keyFile?: unknown } | undefined): string[] {
  const { certFile, keyFile } = at ?? {}
  if ((certFile === undefined) === (keyFile === undefined)) return []
  const [has, lacks] = certFile === undefined ? ['keyFile', 'certFile'] : ['certFile', 'keyFile']
  return [`${name}.${has} needs ${name}.${lacks} beside it; set both, or neither`]
}

function exposed(http: Partial<Settings['http']> | undefined, isProxyTrusted: boolean): string[] {
  const { host, certFile } = http ?? {}
  if (typeof host !== 'string' || isLoopbackName(host) || certFile !== undefined || isProxyTrusted) return []
  return [
    `http.host ${host} is reachable from elsewhere, where tokens would travel in the clear; ` +
      'set http.certFile and http.keyFile, or trustProxy when a proxy in front ends TLS, or http.host 127.0.0.1',
  ]
}

function badPublicUrl(publicUrl: unknown): string[] {
  if (typeof publicUrl !== 'string') return []
  const url = URL.parse(publicUrl)
  const isPlain = url !== null && /^https?:$/.test(url.protocol) && url.username === '' && url.password === ''
  const isClean = isPlain && url.search === '' && url.hash === '' && /^(?:\/[\w.~-]+)*\/?$/.test(url.pathname)
  return isClean
    ? []
    : [
        'publicUrl must be an address such as https://live.example.com, http://10.0.0.5:8080 or https://example.com/changming/, without query',
      ]
}
