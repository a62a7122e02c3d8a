// `GET /events?after=SEQ` of a worker: what its journal holds after a number, waiting a while for news.
import { type Clock, slept } from './clock.ts'
import type { Journal, JournalEvent } from './journal.ts'
import type { UnixRequest } from './unix-http.ts'

const holdMs = 10_000
const mostAtOnce = 500

/** Answers at once when there are newer events, else with the first that comes, else with none after ten seconds. */
export async function serveEvents(
  journal: Journal,
  asked: UnixRequest,
  clock: Clock,
  signal: AbortSignal,
): Promise<{ events: JournalEvent[]; lastSeq: number }> {
  const after = Number(asked.query.get('after') ?? 0)
  const events = journal.after(Number.isSafeInteger(after) ? after : 0, mostAtOnce)
  if (events.length > 0) return { events, lastSeq: journal.lastSeq() }
  const news = new AbortController()
  using _watch = journal.watch(() => news.abort(new Error('news')))
  asked.response.once('close', () => news.abort(new Error('nobody listens')))
  await slept(clock, holdMs, AbortSignal.any([signal, news.signal]))
  return { events: journal.after(after, mostAtOnce), lastSeq: journal.lastSeq() }
}
