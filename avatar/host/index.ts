// The door to hosts as files: whether a VRM may and can go on air, said before anything is drawn.
export { checkHost } from './check-host.ts'
export { leaveFile, leaveOf } from './leave.ts'
export type { Finding, HostReport, HostUse } from './findings.ts'
export { usualBounds, type HostBounds } from './findings.ts'
export { hostNames, hostFile, type HostName } from './our-hosts.ts'
