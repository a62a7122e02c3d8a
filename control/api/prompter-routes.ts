// Calls on teleprompters: what the host reads, where the host is, and cue cards from the desk.
import { z } from 'zod'
import { languages, productSchema } from '#avatar'
import { noSuch } from '../commands/refusals.ts'
import { cueKinds, readingModes } from '../store/prompter-store.ts'
import { nameSchema } from '../store/plan.ts'
import type { ApiDeps } from './deps.ts'
import { type Route, route } from './route.ts'

const wallMs = z.number().describe('Milliseconds since 1970.')
const segmentName = z.string('must be the name of a segment').min(1).max(48)

const place = z
  .strictObject({
    segment: segmentName,
    sentence: z.int('must be a count from 0').min(0).max(999),
    text: z.string('must be the sentence as it was written').max(300),
    mode: z
      .enum(readingModes)
      .default('hand')
      .describe('Whether the text is moved by hand or at a set pace.'),
  })
  .describe('The line to say now.')

const lineBody = z.strictObject({
  script: nameSchema,
  line: place,
  base: z.int().min(0).default(0).describe('The version you knew when the host moved.'),
  ageMs: z.number().min(0).max(86_400_000).default(0).describe('How long ago the host moved.'),
})

const prompterBody = z.strictObject({
  script: nameSchema.nullable().optional().describe('What the host reads; null for nothing.'),
  plannedEndMs: z.number().nullable().optional().describe('When the show shall end; null: not said.'),
})

const textSentence = 'must be 1 to 120 characters on one line, such as 库存 20'
const cueBody = z.strictObject({
  text: z
    .string(textSentence)
    .trim()
    .min(1, textSentence)
    .max(120, textSentence)
    .regex(/^[^\p{Cc}]*$/u, textSentence),
  kind: z.enum(cueKinds).default('note'),
  ttl: z
    .number()
    .min(5)
    .max(3_600)
    .nullable()
    .default(null)
    .describe('Seconds after which it goes by itself; null: it stays until the host confirms it.'),
})

const cue = z.object({
  id: z.int(),
  kind: z.enum(cueKinds),
  text: z.string(),
  sentMs: wallMs,
  sentBy: z.string(),
  untilMs: wallMs.nullable(),
  shownMs: wallMs.nullable().describe('When a tablet had it on its screen.'),
  seenMs: wallMs.nullable().describe('When the host confirmed it.'),
  withdrawnMs: wallMs.nullable(),
})

const line = z.looseObject({
  text: z.string(),
  written: z.string(),
  units: z.int().describe('Hanzi, or words.'),
  spokenMs: z.number(),
  refusals: z.array(z.looseObject({ term: z.string(), why: z.string(), instead: z.string() })),
})

const prompter = z.object({
  script: nameSchema.nullable(),
  trouble: z.string(),
  title: z.string().nullable(),
  language: z.enum(languages),
  segments: z.array(
    z.object({
      name: z.string(),
      title: z.string().nullable(),
      product: productSchema.nullable(),
      lines: z.array(line),
    }),
  ),
  place: place.nullable(),
  version: z.int(),
  movedMs: wallMs,
  plannedEndMs: wallMs.nullable(),
  cues: z.array(cue),
  tablets: z.int().describe('Tablets that asked within the last 25 s.'),
  asOf: z.int().describe('The newest event when this was said.'),
  nowMs: wallMs,
})
const moved = z.object({ taken: z.boolean(), prompter })

export function prompterRoutes({ prompter: commands }: ApiDeps): Route[] {
  const base = '/api/broadcasts/{broadcast}/prompter'
  return [
    route({
      method: 'get',
      path: base,
      role: 'viewer',
      summary:
        'What the host reads, where the host is, and the cue cards (?tablet= names a tablet that shows it)',
      answer: prompter,
      handle: ({ params: { broadcast = '' }, request }) => commands.view(broadcast, tabletIn(request.url)),
    }),
    route({
      method: 'put',
      path: base,
      role: 'operator',
      summary: 'Choose what the host reads, and say when the show shall end',
      body: prompterBody,
      answer: prompter,
      handle: ({ params: { broadcast = '' }, body }) => {
        commands.put(broadcast, body)
        return commands.view(broadcast, null)
      },
    }),
    route({
      method: 'post',
      path: `${base}/line`,
      role: 'viewer',
      summary: 'Say where the host is. It is taken unless somebody moved later; the answer tells what holds',
      audit: 'never',
      body: lineBody,
      answer: moved,
      handle: ({ params: { broadcast = '' }, body: { line: to, ...rest } }) => ({
        taken: commands.move(broadcast, { ...rest, place: to }),
        prompter: commands.view(broadcast, null),
      }),
    }),
    ...cueRoutes(base, commands),
  ]
}

function cueRoutes(base: string, commands: ApiDeps['prompter']): Route[] {
  const mark = (what: 'shown' | 'seen', summary: string) =>
    route({
      method: 'post',
      path: `${base}/cues/{cue}/${what}`,
      role: 'viewer',
      summary,
      audit: 'never',
      answer: cue,
      handle: ({ params: { broadcast = '', cue: id } }) => commands.mark(broadcast, idOf(id), what),
    })
  return [
    route({
      method: 'post',
      path: `${base}/cues`,
      role: 'operator',
      summary: 'Show the host a cue card',
      body: cueBody,
      answer: cue,
      handle: ({ params: { broadcast = '' }, body: { text, kind, ttl }, visitor }) =>
        commands.send(broadcast, { text, kind, forMs: ttl === null ? null : ttl * 1_000, by: visitor.name }),
    }),
    mark('shown', 'A tablet has the card on its screen'),
    mark('seen', 'The host has read the card'),
    route({
      method: 'delete',
      path: `${base}/cues/{cue}`,
      role: 'operator',
      summary: 'Withdraw a cue card',
      answer: cue,
      handle: ({ params: { broadcast = '', cue: id } }) => commands.mark(broadcast, idOf(id), 'withdrawn'),
    }),
  ]
}

function idOf(text: string | undefined): number {
  if (/^\d{1,12}$/.test(text ?? '')) return Number(text)
  throw noSuch('cue card', text ?? '', 'cards are numbered')
}

function tabletIn(url: string): string | null {
  const name = URL.parse(url, 'http://house')?.searchParams.get('tablet') ?? ''
  return /^[a-zA-Z0-9-]{4,40}$/.test(name) ? name : null
}
