// `GET /feeds/NAME.flv`: a feed as endless FLV.
import type { ServerResponse } from 'node:http'
import { takeOver } from '#core/unix-http.ts'
import type { IngestWorker } from './worker.ts'

/** Answers with the feed until its publisher ends; opens and waits when nobody publishes; 404 when there is no such feed. */
export function serveFeed(worker: IngestWorker, name: string, response: ServerResponse): void {
  const feed = worker.feed(name)
  if (feed === undefined) return refuse(response, 404, 'ingest/no-such-feed', `There is no feed ${name}.`)
  if (feed.isFull) return refuse(response, 503, 'ingest/too-many-readers', `Too many read ${name} already.`)
  worker.read(feed, takeOver(response, 'video/x-flv'))
}

function refuse(response: ServerResponse, status: number, code: string, detail: string): void {
  response
    .writeHead(status, { 'content-type': 'application/json' })
    .end(`${JSON.stringify({ code, detail })}\n`)
}
