// Where a backdrop comes from, kept beside it: what was asked, who made it, what was measured, and the mark the law asks for.
import type { SetPlan } from '#stage'
import type { BehindHost } from './behind-host.ts'
import type { SetBrief } from './brief.ts'

/** GB 45438-2025, appendix E: strings all of them. `Label` 1 says that it is made by AI. */
export type AigcMark = {
  readonly Label: '1'
  readonly ContentProducer: string
  readonly ProduceID: string
  readonly ReservedCode1: string
  readonly ContentPropagator: string
  readonly PropagateID: string
  readonly ReservedCode2: string
}

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

/** `producer` is the operator's 27-character code, or empty while there is none. */
export function aigcMark(producer: string, fileSha256: string): AigcMark {
  return {
    Label: '1',
    ContentProducer: producer,
    ProduceID: fileSha256.slice(0, 32),
    ReservedCode1: fileSha256,
    ContentPropagator: '',
    PropagateID: '',
    ReservedCode2: '',
  }
}
