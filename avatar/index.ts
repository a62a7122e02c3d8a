// The door to the virtual hosts: scripts, voices, lips, drawn and composed pictures, and the worker that plays them.
export { type AvatarDesired, type FeedProfile, profileOfText, readDesired, usualProfile } from './desired.ts'
export { readCue } from './feed/cues.ts'
export { type HostPlan, hostPlan, readyHosts } from './rotation/plan.ts'
export { readScript } from './script/schema.ts'
export { sampleScripts } from './scripts.ts'
export { type AvatarSettings, avatarSettings } from './settings.ts'
export type { AvatarSnapshot, HostFeedSnapshot } from './snapshot.ts'
