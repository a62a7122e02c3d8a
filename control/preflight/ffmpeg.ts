// FFmpeg before a show: whether it is there, and whether it can do what the plan asks of it.
import type { FfmpegList } from '#core/ffmpeg.ts'
import { messageOf } from '#core/failure.ts'
import { type BroadcastPlan, carrierOf } from '../store/plan.ts'
import { type Check, failed, passed, told } from './check.ts'
import type { PreflightDeps, PreflightView } from './view.ts'

const install = 'install FFmpeg 5 or newer (Debian: apt install ffmpeg)'

export async function ffmpegChecks(
  { broadcast: { plan }, endpointsOf }: PreflightView,
  deps: Pick<PreflightDeps, 'findFfmpeg' | 'ffmpegNames'>,
): Promise<Check[]> {
  const needs = needsOf(plan, name => endpointsOf(name).map(({ url }) => url))
  const bare =
    plan.slate === null
      ? [told('slate', 'none is wished: a loss of all feeds leaves viewers without a picture')]
      : []
  if (needs.length === 0) return bare
  const rule = plan.slate === null ? 'ffmpeg' : 'slate-can-be-made'
  try {
    const { path, version } = await deps.findFfmpeg()
    const asked = [...new Set(needs.map(({ list }) => list))]
    const lists = await Promise.all(asked.map(list => deps.ffmpegNames(path, list)))
    const missing = needs.filter(({ list, name }) => lists[asked.indexOf(list)]?.has(name) !== true)
    const found = passed(rule, `by FFmpeg ${version}`)
    if (missing.length === 0) return [...bare, found, passed('ffmpeg-abilities', whatFor(needs))]
    return [
      ...bare,
      found,
      failed('ffmpeg-abilities', `FFmpeg ${version} lacks ${whatFor(missing)}`, install),
    ]
  } catch (error) {
    return [...bare, failed(rule, messageOf(error), install)]
  }
}

type Need = { readonly name: string; readonly list: FfmpegList; readonly why: string }

const whatFor = (needs: readonly Need[]): string =>
  needs.map(({ name, why }) => `${name} (${why})`).join(', ')

function needsOf(plan: BroadcastPlan, urlsOf: (destination: string) => readonly string[]): Need[] {
  const encodes = [
    ...(plan.slate === null ? [] : ['slate']),
    ...(plan.normalise.length === 0 ? [] : ['normalise']),
  ].join(', ')
  const encoders = encodes === '' ? [] : ['libx264', 'aac']
  const carried = plan.destinations
    .filter(destination => carrierOf(destination) === 'ffmpeg')
    .flatMap(({ name, platform }) => schemesOf(urlsOf(name), platform).map(scheme => ({ name, scheme })))
  const schemes = new Set(carried.map(({ scheme }) => scheme))
  return [
    ...encoders.map(name => ({ name, list: 'encoders' as const, why: encodes })),
    ...[...schemes].map(scheme => ({
      name: scheme,
      list: 'outputs' as const,
      why: carried.flatMap(each => (each.scheme === scheme ? [each.name] : [])).join(', '),
    })),
  ]
}

/** Of the addresses where there are some; else as the platform will have them. */
function schemesOf(urls: readonly string[], platform: string): string[] {
  if (urls.length === 0) return [platform === 'srt' ? 'srt' : 'rtmp']
  return [...new Set(urls.map(url => url.split(':')[0] ?? ''))]
}
