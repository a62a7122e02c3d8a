// Calls on voices: which there are, and how one sounds.
import { z } from 'zod'
import { languages } from '#avatar'
import type { ApiDeps } from './deps.ts'
import { type Route, route } from './route.ts'

const engine = z.object({
  engine: z.string(),
  isOffline: z.boolean().describe('Speaks without a network, whatever else is away.'),
  languages: z.array(z.enum(languages)),
  voices: z.array(
    z.object({ voice: z.string(), host: z.string().nullable().describe('Whose voice it is.') }),
  ),
})
const tried = z.strictObject({
  voice: z.string().min(1).max(32).describe('One of GET /api/voices.'),
  language: z.enum(languages),
  text: z
    .string()
    .trim()
    .min(1, 'write a sentence to be said')
    .max(120, 'at most 120 characters: one sentence is enough to hear a voice'),
})

export function voiceRoutes({ voices, settings }: ApiDeps): Route[] {
  return [
    route({
      method: 'get',
      path: '/api/voices',
      role: 'viewer',
      summary: 'Voices that hosts speak with, in order of preference',
      answer: z.object({ engines: z.array(engine), spokenFirst: z.string() }),
      handle: () => ({
        engines: voices.engines(),
        spokenFirst: settings.avatar.speech.url === undefined ? 'espeak-ng' : voices.engines()[0]?.engine,
      }),
    }),
    route({
      method: 'post',
      path: '/api/voices/try',
      role: 'operator',
      summary: 'Hear a voice say a sentence: a WAV, whose chunk "lips" holds a mouth for each 40 ms as JSON',
      body: tried,
      answerType: 'audio/wav',
      audit: 'never',
      handle: async ({ body, visitor, response }) => {
        const left = new AbortController()
        response.once('close', () => left.abort(new Error('the caller left')))
        const wav = await voices.say(body, visitor.name, left.signal)
        response.type('audio/wav').send(wav)
      },
    }),
  ]
}
