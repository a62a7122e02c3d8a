// Settings of virtual hosts.
import { z } from 'zod'

const endpointShape = (what: string, model: string) => ({
  url: z
    .string()
    .regex(/^https?:\/\//, 'must be an http or https address, such as http://127.0.0.1:8880/v1')
    .optional()
    .describe(`Base URL of an OpenAI-compatible endpoint that makes ${what}; absent: none.`),
  model: z.string().min(1).default(model).describe('The model asked for there.'),
  keyFile: z.string().min(1).optional().describe('path of a file with its API key, mode 600'),
})
const endpoint = (what: string, model: string) => z.strictObject(endpointShape(what, model)).prefault({})

export const avatarSettings = z.strictObject({
  speech: endpoint('speech', 'tts-1'),
  voice: z.string().min(1).max(80).default('alloy').describe('The voice asked for from avatar.speech.'),
  images: endpoint('pictures of sets', 'gpt-image-1'),
  draft: z
    .strictObject({
      ...endpointShape('drafts of scripts, such as a language model', 'qwen-plus'),
      withinMs: z
        .int()
        .min(1_000)
        .max(600_000)
        .default(90_000)
        .describe(
          'A draft that takes longer is given up; what the model gets wrong is told to it twice in that time.',
        ),
    })
    .prefault({}),
  browser: z
    .string()
    .regex(/^(any|system|npm|\/.+)$/, 'write any, system, npm, or the path of a Chrome or Chromium')
    .default('any')
    .describe(
      "What draws hosts and sets: any takes the system's Chrome or Chromium, else the one that npm brings.",
    ),
  clipsBytes: z
    .int()
    .min(50_000_000)
    .default(4_000_000_000)
    .describe('Disk space for sentences that have been played; the longest unused go first.'),
  sayLabelEveryMs: z
    .int()
    .min(60_000)
    .max(3_600_000)
    .default(600_000)
    .describe('How often a host says that it is one; it says so at its start in any case.'),
})
export type AvatarSettings = z.output<typeof avatarSettings>
