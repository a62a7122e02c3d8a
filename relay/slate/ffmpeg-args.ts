// What FFmpeg is asked for to make a slate. Plain enough for the build of 2018 that npm brings.
import { join } from 'node:path'

export const languages = ['zh', 'en'] as const
export const motions = ['moving', 'still'] as const
export const soundings = ['soft', 'silent'] as const

/** How a slate shall look and sound. */
export type SlateLook = {
  /** One of the ready ones, or the operator's own picture or clip. */
  readonly design: { readonly ready: string } | { readonly file: string; readonly isClip: boolean }
  readonly language: (typeof languages)[number]
  readonly motion: (typeof motions)[number]
  readonly sound: (typeof soundings)[number]
}

/** What it is made for. */
export type SlateShape = {
  readonly widthPx: number
  readonly heightPx: number
  readonly frameRateFps: number
  readonly sampleRateHz: number
  readonly channels: number
  /** Its pictures shall not come to more. */
  readonly maxKbps: number
}

export const readyDesigns = ['lamp', 'plain'] as const

const artwork = join(import.meta.dirname, 'artwork')
/** The lights go round once in a clip of this length, and the flame thrice: so its end is its beginning. */
const movingS = 6
const stillS = 0.5
const ownClipMostS = 30
const keyframesPerSecond = 2
const soundS = 8
const samplesPerFrame = 1_024

/** Where the parts of a ready design stand, in pixels of its own artwork. */
const layouts = {
  wide: { widthPx: 1_920, heightPx: 1_080, flame: { xPx: 844, yPx: 214 } },
  tall: { widthPx: 1_080, heightPx: 1_920, flame: { xPx: 424, yPx: 500 } },
} as const
const flameFrames = 24
const flameFps = 12
const flamePx = { width: 232, height: 300 } as const

/** Arguments for the pictures: H.264 in FLV on standard output, no B-frames, a key frame each half second. */
export function pictureArgs(look: SlateLook, shape: SlateShape): string[] {
  const seconds = pictureSeconds(look)
  return [
    ...['-v', 'error', '-nostdin'],
    ...('ready' in look.design ? readyInputs(look, shape) : ownInput(look.design, shape)),
    ...['-an', '-r', String(shape.frameRateFps), '-t', String(seconds)],
    ...encoder(shape),
    ...['-flvflags', 'no_duration_filesize', '-f', 'flv', 'pipe:1'],
  ]
}

function pictureSeconds({ design, motion }: SlateLook): number {
  if ('file' in design) return design.isClip ? ownClipMostS : stillS
  return motion === 'moving' ? movingS : stillS
}

function encoder({ frameRateFps, maxKbps }: SlateShape): string[] {
  const group = String(Math.max(1, Math.round(frameRateFps / keyframesPerSecond)))
  return [
    ...['-c:v', 'libx264', '-preset', 'veryfast', '-profile:v', 'high', '-pix_fmt', 'yuv420p', '-bf', '0'],
    ...['-crf', '21', '-maxrate', `${maxKbps}k`, '-bufsize', `${Math.round(maxKbps / 2)}k`],
    ...['-g', group, '-keyint_min', group, '-sc_threshold', '0', '-threads', '1'],
    ...['-x264-params', 'aq-mode=3'], // more bits for the dark: it is where steps show
    ...['-colorspace', 'bt709', '-color_primaries', 'bt709', '-color_trc', 'bt709', '-color_range', 'tv'],
  ]
}

/** The picture of a ready design, and over it, where it moves, drifting lights and a flame. */
function readyInputs(look: SlateLook, shape: SlateShape): string[] {
  const side = shape.widthPx >= shape.heightPx ? 'wide' : 'tall'
  const name = 'ready' in look.design ? look.design.ready : 'plain'
  const image = (file: string) => ['-framerate', String(shape.frameRateFps), '-i', join(artwork, file)]
  const still = [...image(`${name}-${look.language}-${side}.jpg`), ...image('light.png')]
  const inputs = name === 'lamp' ? [...still, ...image('flame.png')] : still
  return [...inputs, '-filter_complex', readyGraph(name, look.motion, side, shape), '-map', '[out]']
}

function readyGraph(
  name: string,
  motion: SlateLook['motion'],
  side: 'wide' | 'tall',
  shape: SlateShape,
): string {
  const place = placed(side, shape)
  // Everything is read and scaled once, then repeated: decoding an image for every frame would be most of the work.
  const repeated = `loop=loop=-1:size=1:start=0,setpts=N/(${shape.frameRateFps}*TB)`
  const lightPx = even(light.px * place.scale)
  const paths = lights.map(path => driftOf(path, motion, shape))
  const split = paths.map((_, i) => `[s${i}]`).join('')
  return [
    `[0:v]${fitted(shape)},${repeated}[l0]`,
    `[1:v]scale=${lightPx}:${lightPx}:flags=bicubic,format=yuva420p,${repeated},split=${paths.length}${split}`,
    ...paths.map(({ x, y }, i) => `[l${i}][s${i}]overlay=x='${x}':y='${y}'[l${i + 1}]`),
    ...(name === 'lamp' ? flameOver(`l${paths.length}`, motion, place, repeated) : []),
    `[${name === 'lamp' ? 'drawn' : `l${paths.length}`}]null[out]`,
  ].join(';')
}

type Place = { readonly scale: number; readonly flameXPx: number; readonly flameYPx: number }

/** Where the parts of the artwork come to lie when it fills the frame. */
function placed(side: 'wide' | 'tall', { widthPx, heightPx }: SlateShape): Place {
  const art = layouts[side]
  const scale = Math.max(widthPx / art.widthPx, heightPx / art.heightPx)
  const at = (artPx: number, artSidePx: number, sidePx: number) =>
    Math.round(artPx * scale - (artSidePx * scale - sidePx) / 2)
  return {
    scale,
    flameXPx: at(art.flame.xPx, art.widthPx, widthPx),
    flameYPx: at(art.flame.yPx, art.heightPx, heightPx),
  }
}

/** The film strip of the flame, one of its pictures after the other. */
function flameOver(onto: string, motion: SlateLook['motion'], place: Place, repeated: string): string[] {
  const [width, height] = [even(flamePx.width * place.scale), even(flamePx.height * place.scale)]
  const row = motion === 'moving' ? `${height}*mod(floor(t*${flameFps})\\,${flameFrames})` : '0'
  const strip = `scale=${width}:${height * flameFrames}:flags=bicubic,format=yuva420p,${repeated}`
  return [
    `[2:v]${strip},crop=w=${width}:h=${height}:x=0:y='${row}'[f]`,
    `[${onto}][f]overlay=x=${place.flameXPx}:y=${place.flameYPx}[drawn]`,
  ]
}

/** A soft light on a closed path: the middle of it as shares of the frame, where it begins, how often it goes round in a clip. */
type LightPath = { readonly x: number; readonly y: number; readonly phase: number; readonly times: number }

const light = { px: 720, swayX: 0.035, swayY: 0.03 } as const
const lights: readonly LightPath[] = [
  { x: 0.14, y: 0.22, phase: 0, times: 1 },
  { x: 0.86, y: 0.3, phase: 0.37, times: 1 },
  { x: 0.2, y: 0.82, phase: 0.61, times: 1 },
  { x: 0.8, y: 0.84, phase: 0.83, times: 2 },
]

function driftOf(
  { x, y, phase, times }: LightPath,
  motion: SlateLook['motion'],
  { widthPx, heightPx }: SlateShape,
): { x: string; y: string } {
  const turn = `2*PI*(${motion === 'moving' ? `t*${times}/${movingS}` : '0'}+${phase})`
  return {
    x: `${Math.round(widthPx * x)}-w/2+${Math.round(widthPx * light.swayX)}*sin(${turn})`,
    y: `${Math.round(heightPx * y)}-h/2+${Math.round(heightPx * light.swayY)}*cos(${turn})`,
  }
}

const even = (px: number): number => 2 * Math.max(1, Math.round(px / 2))

function ownInput(own: { file: string; isClip: boolean }, shape: SlateShape): string[] {
  // FLV takes any pace, so -r alone would leave the clip its own, and it would be played at the program's.
  const pace = own.isClip ? `fps=${shape.frameRateFps},` : ''
  const repeated = own.isClip ? '' : `,loop=loop=-1:size=1:start=0,setpts=N/(${shape.frameRateFps}*TB)`
  const graph = `[0:v]${pace}${contained(shape)}${repeated}[out]`
  return ['-i', own.file, '-filter_complex', graph, '-map', '[out]']
}

/** Fills the frame; what sticks out at two sides is cut off. */
function fitted({ widthPx, heightPx }: SlateShape): string {
  const scale = `scale=${widthPx}:${heightPx}:force_original_aspect_ratio=increase:flags=bicubic`
  return `${scale},crop=${widthPx}:${heightPx},setsar=1,format=yuv420p`
}

/** Shows all of a picture; what it leaves free is filled with itself, enlarged, dimmed and out of focus. */
function contained({ widthPx, heightPx }: SlateShape): string {
  const blur = `${fitted({ widthPx, heightPx } as SlateShape)},boxblur=40:2,eq=brightness=-0.18`
  const whole = `scale=${widthPx}:${heightPx}:force_original_aspect_ratio=decrease:flags=bicubic`
  return `scale=iw*sar:ih,setsar=1,split[a][b];[a]${blur}[back];[b]${whole}[front];[back][front]overlay=(W-w)/2:(H-h)/2,setsar=1,format=yuv420p`
}

/** How many frames of sound a clip has; the sound's waves fit into them a whole number of times. */
export function soundFrames({ sampleRateHz }: SlateShape): number {
  return Math.round((soundS * sampleRateHz) / samplesPerFrame)
}

/** How many frames of sound the pictures of a clip last, the last of them begun. */
export function soundFramesOf(pictures: number, { frameRateFps, sampleRateHz }: SlateShape): number {
  return Math.ceil((pictures * sampleRateHz) / (frameRateFps * samplesPerFrame))
}

/** Rounds that are encoded: the one in the middle begins as it ends. */
const soundRounds = 3

/** Arguments for soft sound: AAC in FLV on standard output. The same round thrice. */
export function soundArgs(shape: SlateShape): string[] {
  const { sampleRateHz, channels } = shape
  const roundS = (soundFrames(shape) * samplesPerFrame) / sampleRateHz
  const wave = (hz: number) => `sin(2*PI*${(Math.round(hz * roundS) / roundS).toFixed(6)}*t)`
  const breath = (times: number) => `(0.72+0.28*sin(2*PI*${(times / roundS).toFixed(6)}*t))`
  const chord = (low: number, high: number, times: number) =>
    `${breath(times)}*(0.022*${wave(low)}+0.014*${wave(high)}+0.007*${wave(high * 2)})`
  const sides = [chord(146.83, 220, 1), chord(185, 293.66, 2)].slice(0, channels).join('|')
  const seconds = (roundS * (soundRounds + 0.5)).toFixed(6) // some more: the encoder's first frames are its own
  return [
    ...[
      '-v',
      'error',
      '-nostdin',
      '-f',
      'lavfi',
      '-i',
      `aevalsrc=exprs=${sides}:s=${sampleRateHz}:d=${seconds}`,
    ],
    ...[
      '-c:a',
      'aac',
      '-b:a',
      channels === 1 ? '64k' : '96k',
      '-ar',
      String(sampleRateHz),
      '-ac',
      String(channels),
    ],
    ...['-flvflags', 'no_duration_filesize', '-f', 'flv', 'pipe:1'],
  ]
}

/** Arguments for the sound of the operator's own clip, silence behind it: never shorter than its pictures. */
export function ownSoundArgs(file: string, shape: SlateShape): string[] {
  const { sampleRateHz, channels } = shape
  const cut = ['-af', 'apad', '-t', String(ownClipMostS + 0.1)]
  return [
    ...['-v', 'error', '-nostdin', '-i', file, '-vn', '-map', '0:a:0', ...cut],
    ...[
      '-c:a',
      'aac',
      '-b:a',
      channels === 1 ? '64k' : '128k',
      '-ar',
      String(sampleRateHz),
      '-ac',
      String(channels),
    ],
    ...['-flvflags', 'no_duration_filesize', '-f', 'flv', 'pipe:1'],
  ]
}
