// The mark that the law wants on what a machine made: pictures of sets, clips and streams of hosts.

/**
 * Who made it, and under which number (GB 45438-2025, appendix E; TC260-PG-20258A): strings all of them. `Label` 1 says that it is
 * machine-made; reserved codes are for proofs of integrity.
 */
export type AigcMark = {
  readonly Label: '1'
  readonly ContentProducer: string
  readonly ProduceID: string
  readonly ReservedCode1: string
  readonly ContentPropagator: string
  readonly PropagateID: string
  readonly ReservedCode2: string
}

/** `producer` is the operator's 27-character code, or another name while there is none; `proof` a hash of what was made. */
export function aigcMark(producer: string, produceId: string, proof = ''): AigcMark {
  return {
    Label: '1',
    ContentProducer: producer,
    ProduceID: produceId,
    ReservedCode1: proof,
    ContentPropagator: '',
    PropagateID: '',
    ReservedCode2: '',
  }
}
