// The feeds before a show: whether one sends, whether they are alike, and what all destinations together ask of the uplink.
import type { FeedSnapshot, IngestSnapshot } from '#ingest'
import type { DestinationPlan } from '../store/plan.ts'
import { type Check, failed, passed, told } from './check.ts'
import type { PreflightView } from './view.ts'

const freshWithinMs = 2_000
/** Room for retransmissions, for slates that are filled up, and for everything else that uses the line. */
const uplinkFactor = 1.3

/** The first of these feeds that sends a picture now. */
export function firstHealthy(
  names: readonly string[],
  ingest: IngestSnapshot | undefined,
): FeedSnapshot | undefined {
  return names
    .map(name => ingest?.feeds.find(feed => feed.name === name))
    .find(feed => feed?.video != null && feed.lastVideoAgeMs !== null && feed.lastVideoAgeMs < freshWithinMs)
}

/** What a destination would be sent. */
export function feedFor(destination: DestinationPlan, view: PreflightView): FeedSnapshot | undefined {
  const out = [...destination.without, ...view.keptOut(destination)]
  const mayShow = view.broadcast.plan.feeds.filter(name => !out.includes(name))
  return firstHealthy(mayShow, view.ingest)
}

export function feedHealthy({ broadcast, ingest, hosts }: PreflightView): Check {
  const rule = 'feed-healthy'
  const { feeds } = broadcast.plan
  const host = hosts.find(({ name, state }) => feeds.includes(name) && isReady(state))
  if (ingest === undefined)
    return failed(
      rule,
      'the front door for cameras does not answer',
      'wait some seconds; else see logs/ingest.log',
    )
  const healthy = firstHealthy(feeds, ingest)
  if (healthy === undefined && host !== undefined) return passed(rule, `${host.name} is ready to speak`)
  if (healthy === undefined)
    return failed(rule, `none of ${feeds.join(', ')} sends a picture`, 'start an encoder')
  const silent = healthy.audio === null ? ' and no sound: silence goes out with it' : ''
  return passed(
    rule,
    `${healthy.name} sends ${healthy.video?.widthPx}x${healthy.video?.heightPx} at ${Math.round(healthy.videoKbps)} kbit/s${silent}`,
  )
}

/** Tells and forbids nothing: without the understudy the slate is shown. */
export function understudyReady({ broadcast, hosts }: PreflightView): Check[] {
  const rule = 'understudy-ready'
  const { understudy } = broadcast.plan
  if (understudy === null) return []
  const host = hosts.find(({ name }) => name === understudy)
  if (host !== undefined && isReady(host.state)) return [passed(rule, `${understudy} is ready to step in`)]
  const why = host === undefined || host.trouble === '' ? 'it is being made ready' : host.trouble
  return [told(rule, `${understudy} could not step in yet: ${why}`)]
}

function isReady(state: string): boolean {
  return state === 'stand-by' || state === 'on-air' || state === 'wind-up'
}

/** Tells and forbids nothing: a feed of another picture is better than none. */
export function feedsAlike({ broadcast, ingest }: PreflightView): Check {
  const rule = 'feeds-alike'
  const { feeds, normalise } = broadcast.plan
  const pictures = feeds.flatMap(name => {
    const seen = ingest?.feeds.find(feed => feed.name === name)
    if (seen?.video == null || normalise.includes(name)) return []
    const { widthPx, heightPx } = seen.video
    const sound = seen.audio === null ? 'no sound' : `${seen.audio.sampleRateHz} Hz`
    return [{ name, text: `${widthPx}x${heightPx}, ${sound}` }]
  })
  const [first] = pictures
  const others = pictures.filter(each => each.text !== first?.text)
  if (first === undefined || others.length === 0)
    return passed(rule, 'cuts between these feeds change neither size nor sound')
  return told(
    rule,
    `${first.name} sends ${first.text}; ${others.map(each => `${each.name} ${each.text}`).join('; ')}: shown only when nothing else is fit`,
    'set the encoders alike, or write the feed under normalise',
  )
}

/** All that goes out of this machine, against the line as it was stated. */
export function uplinkSuffices(view: PreflightView): Check {
  const rule = 'uplink'
  const { statedKbps, othersKbps } = view.uplink
  const outputs = view.broadcast.plan.destinations.map(destination => feedFor(destination, view))
  const sending = outputs.filter(feed => feed !== undefined)
  if (sending.length === 0) return told(rule, 'no camera sends: what would go out is not known')
  const ownKbps = sending.reduce((sum, { videoKbps, audioKbps }) => sum + videoKbps + (audioKbps ?? 0), 0)
  const neededKbps = Math.ceil((ownKbps + othersKbps) * uplinkFactor)
  const beside = othersKbps > 0 ? `, ${Math.round(othersKbps)} kbit/s of other broadcasts included` : ''
  const need = `${sending.length} outputs need ${neededKbps} kbit/s with 30 % to spare${beside}`
  if (statedKbps === undefined)
    return told(
      rule,
      `${need}; how much the line takes is not stated`,
      'measure the line, and set uplinkKbps',
    )
  return neededKbps <= statedKbps
    ? passed(rule, `${need}; the line is stated to take ${statedKbps}`)
    : failed(
        rule,
        `${need}; the line is stated to take ${statedKbps}`,
        'lower the bitrate of the encoder, leave a destination out, or correct uplinkKbps',
      )
}
