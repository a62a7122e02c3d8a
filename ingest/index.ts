// The door of the ingest room: somebody sends us a picture.
export { readDesired } from './desired.ts'
export type { IngestDesired, IngestDesiredInput } from './desired.ts'
export { publishRefusals } from './refused-lately.ts'
export type { RefusedLately } from './refused-lately.ts'
export { ingestSettings } from './settings.ts'
export type { IngestSettings } from './settings.ts'
export { serveFeed } from './serve-feed.ts'
export type {
  FeedAudio,
  FeedCounters,
  FeedSnapshot,
  FeedVideo,
  IngestSnapshot,
  Listening,
  Publisher,
} from './snapshot.ts'
export { IngestWorker } from './worker.ts'
