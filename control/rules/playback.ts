// What is wrong with a playback address, as sentences that say what to write instead.
import { isIP } from 'node:net'
import { isLoopbackName } from '../loopback.ts'
import type { DestinationPlan } from '../store/plan.ts'
import { isPrivateAddress } from '../telling/private-address.ts'

const example = 'https://pull.example.com/live/room.flv'
const rtmpExample = 'rtmp://pull.example.com/live/room'

export function playbackMistakes({ playback }: Pick<DestinationPlan, 'playback'>): string[] {
  if (playback === undefined) return []
  const url = URL.parse(playback.url)
  if (url === null || !playback.url.includes('://')) return [`is no address; write it like ${example}`]
  if (/^(srt|rtsp):$/.test(url.protocol))
    return [
      `${url.protocol}// is not pulled; write the address of its HTTP-FLV, HLS or RTMP, like ${example}`,
    ]
  const isRtmp = /^rtmps?:$/.test(url.protocol)
  if (!isRtmp && !/^https?:$/.test(url.protocol))
    return [`must begin with https://, http://, rtmp:// or rtmps://, like ${example}`]
  if (isRtmp && !/^\/.+\/[^/]+$/.test(url.pathname)) return [`names no stream; write it like ${rtmpExample}`]
  if (url.username !== '' || url.password !== '') return ['holds user:password@; leave it out']
  const isOwn = isPrivateHost(url.hostname) && !isLoopbackName(url.hostname)
  return isOwn && !playback.privateNetwork
    ? ['is in a private network; say "privateNetwork": true where that is meant']
    : []
}

/** A numeric address of somebody's own network; names are looked at when they are asked. */
export function isPrivateHost(host: string): boolean {
  const bare = host.replace(/^\[|\]$/g, '')
  return isIP(bare) !== 0 && isPrivateAddress(bare)
}
