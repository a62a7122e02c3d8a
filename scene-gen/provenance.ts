// Where a backdrop comes from, kept beside it: what was asked, who made it, what was measured, and the mark the law asks for.
import type { SetPlan } from '#stage'
import type { AigcMark } from './aigc-mark.ts'
import type { BehindHost } from './behind-host.ts'
import type { SetBrief } from './brief.ts'

export type Provenance = {
  readonly brief: SetBrief
  readonly madeAtMs: number
  readonly measured: BehindHost
  /** Why this one, in a sentence. */
  readonly because: string
} & (
  | { readonly by: 'built-in'; readonly plan: SetPlan }
  | {
      readonly by: 'image-model'
      readonly model: string
      readonly endpointHost: string
      readonly prompt: string
      readonly promptVersion: number
      /** Of the file as it came. */
      readonly fileSha256: string
      readonly AIGC: AigcMark
    }
)
