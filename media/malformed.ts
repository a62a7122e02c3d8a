// The Failure of this room: what the far end sent cannot be read, and no retry on the same bytes will help.
import { Failure } from '#core/failure.ts'

/** A Failure for bytes that break the protocol or a limit; the owner of the socket destroys it. */
export function malformed(what: string, sentence: string): Failure {
  return new Failure(`media/${what}`, sentence, { fault: 'theirs', remedy: 'stop' })
}
