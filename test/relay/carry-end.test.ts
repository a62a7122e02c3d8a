import { expect, test } from 'vitest'
import { judgeEnd, judgeWords } from '../../relay/leg/carry-end.ts'

test.for([
  ['NetStream.Publish.BadName Already publishing', 'duplicate-rejected'],
  ['NetStream.Publish.BadName Stream already publishing', 'duplicate-rejected'],
  ['NetStream.Publish.BadName stream busy', 'duplicate-rejected'],
  ['NetStream.Publish.Unauthorized Authorization required.', 'auth-missing'],
  ['NetConnection.Connect.Rejected authentication failed', 'auth-invalid'],
  ['NetStream.Publish.Rejected', 'auth-invalid'],
  ['NetStream.Publish.Denied permission denied', 'auth-invalid'],
  ['NetStream.Publish.Rejected errcode 501: txTime expired', 'auth-expired'],
  ['NetStream.Publish.Rejected push url expired', 'auth-expired'],
  ['NetStream.Publish.Rejected 18/305 stream banned', 'banned'],
  ['NetStream.Unpublish.Success 21/102 replaced by a new push', 'replaced-by-new'],
  ['NetStream.Publish.Rejected 601 too many pushes', 'duplicate-rejected'],
  ['NetStream.Publish.Rejected 602 lower priority than existing push', 'lower-priority'],
  ['NetStream.Publish.Rejected account concurrency 600', 'concurrency'],
  ['NetStream.Publish.Rejected account in arrears', 'account'],
  ['NetStream.Publish.Failed unsupported video codec', 'media-invalid'],
  ['NetStream.Unpublish.Success live room closed', 'policy'],
  ['NetStream.Publish.Failed something new', 'internal'],
] as const)('"%s" is %s', ([said, cause]) => {
  expect(judgeWords(said, 'why').cause).toBe(cause)
})

const live = { by: 'closed', during: 'live', error: '', liveForMs: 60_000, idleForMs: 0 } as const

test.for([
  ['an orderly end while live', live, null, 'network'],
  ['a reset while live', { ...live, error: 'ECONNRESET' }, null, 'network'],
  ['an end after ten seconds without media', { ...live, idleForMs: 10_000 }, null, 'idle-dropped'],
  ['an end once the key says it has expired', live, 999, 'auth-expired'],
  ['an end while the key is still good', live, 1_001, 'network'],
  [
    'a refused connection with an expired key',
    { ...live, during: 'tcp', error: 'ECONNREFUSED' },
    999,
    'network',
  ],
  ['no answer to publish', { by: 'late', during: 'publish', withinMs: 5_000 }, null, 'timeout'],
  ['silence', { by: 'silent', forMs: 1_500 }, null, 'timeout'],
  ['a slow drip', { by: 'slow', forMs: 10_000 }, null, 'network'],
  ['a name that is not there', { by: 'dns', error: 'ENOTFOUND' }, null, 'dns'],
  ['a web server', { by: 'nonsense', during: 'handshake', what: 'no version 3' }, null, 'internal'],
  ['our own wish', { by: 'asked' }, null, 'client-stop'],
] as const)('%s has its cause', ([, end, keyExpiresAtMs, cause]) => {
  const verdict = judgeEnd(end, 1_000, keyExpiresAtMs)
  expect(verdict.cause).toBe(cause)
  expect(verdict.why.length).toBeGreaterThan(10)
})
