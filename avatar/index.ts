// The door to the virtual hosts: scripts, voices, lips, drawn and composed pictures, and the worker that plays them.
export {
  type AvatarDesired,
  desiredBytes,
  type FeedProfile,
  profileOfText,
  readDesired,
  usualProfile,
} from './desired.ts'
export { readCue } from './feed/cues.ts'
export {
  type Comment,
  mostCommentsWaiting,
  mostSeconds as mostCommentSeconds,
  readComment,
  usualSeconds as usualCommentSeconds,
} from './feed/comments.ts'
export {
  type Interjection,
  mostWaiting as mostInterjections,
  readInterjection,
} from './feed/interjections.ts'
export { personaOf } from './casting.ts'
export { checkHost, hostFile, hostNames, type HostReport, leaveFile, leaveOf } from './host/index.ts'
export { type HostPlan, hostPlan } from './rotation/plan.ts'
export { turnAt } from './rotation/turn.ts'
export { type LogoSize, mostLogoBytes, readLogo } from './overlay/index.ts'
export { commentBeside, sentenceBeside } from './script/beside.ts'
export {
  checkScript,
  draftScript,
  mistakesIn,
  type Product,
  productSchema,
  type ReadSegment,
  readScript,
  readSegments,
  type Script,
  tones,
} from './script/index.ts'
export { sampleScripts } from './scripts.ts'
export { type AvatarSettings, avatarSettings } from './settings.ts'
export { type Language, languages, plainOffline } from './speech/index.ts'
export type { AvatarSnapshot, HostFeedSnapshot } from './snapshot.ts'
