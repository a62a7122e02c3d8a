// A mouth: what is inside it, tongue, teeth and lips, each morphing between the shapes of speech.
import { faceZ, headBound, jawed } from './head.ts'
import type { FaceLook } from './look.ts'
import { clamp, mix, type Point } from './numbers.ts'
import { gridPart, Part } from './part.ts'
import { swatch, type SwatchName } from './swatches.ts'

const middleY = -0.635

/**
 * A mouth's outline: half its width, how far it opens above and below its middle line, how far its corners rise, how far it
 * is moved down; where the upper teeth end and the tongue begins, as shares of the opening; how far the jaw is dropped.
 */
type MouthLook = {
  readonly wide: number
  readonly up: number
  readonly low: number
  readonly curve: number
  readonly down?: number
  readonly teeth?: number
  readonly tongue?: number
  readonly jaw: number
}

export function mouthLooks(face: FaceLook): Readonly<Record<string, MouthLook>> {
  return {
    rest: { wide: 0.122, up: 0.001, low: 0.003, curve: face.smile, jaw: 0 },
    aa: { wide: 0.138, up: 0.026, low: 0.158, curve: 0.012, teeth: 0.2, tongue: 0.45, jaw: 1 },
    ih: { wide: 0.142, up: 0.02, low: 0.052, curve: 0.02, teeth: 0.42, tongue: 0.4, jaw: 0.3 },
    ou: { wide: 0.056, up: 0.022, low: 0.046, curve: 0, down: 0.008, teeth: 0, tongue: 0.2, jaw: 0.3 },
    ee: { wide: 0.16, up: 0.018, low: 0.066, curve: 0.032, teeth: 0.4, tongue: 0.4, jaw: 0.35 },
    oh: { wide: 0.086, up: 0.03, low: 0.098, curve: 0, down: 0.008, teeth: 0.12, tongue: 0.4, jaw: 0.7 },
    'lip-teeth': { wide: 0.12, up: 0.018, low: 0.02, curve: 0.012, teeth: 0.92, tongue: 0, jaw: 0.08 },
    teeth: { wide: 0.14, up: 0.016, low: 0.034, curve: 0.022, teeth: 0.97, tongue: 0, jaw: 0.15 },
    closed: { wide: 0.112, up: 0, low: 0.001, curve: face.smile * 0.45, jaw: 0 },
    relaxed: { wide: 0.162, up: 0.002, low: 0.006, curve: 0.05, jaw: 0 },
    happy: { wide: 0.17, up: 0.01, low: 0.078, curve: 0.052, teeth: 0.42, tongue: 0.38, jaw: 0.35 },
    surprised: {
      wide: 0.07,
      up: 0.03,
      low: 0.075,
      curve: -0.004,
      down: 0.012,
      teeth: 0,
      tongue: 0.3,
      jaw: 0.5,
    },
  }
}

const lineOf = (look: MouthLook, q: number) => middleY - (look.down ?? 0) + look.curve * (q * q - 0.35)
const upper = (look: MouthLook, q: number) =>
  lineOf(look, q) + look.up * Math.max(0, 1 - q * q) ** 0.75 * (1 - 0.12 * Math.exp(-((q / 0.22) ** 2)))
const lower = (look: MouthLook, q: number) => lineOf(look, q) - look.low * Math.max(0, 1 - q * q) ** 0.6

type Sheet = {
  readonly across: number
  readonly down: number
  readonly lift: number
  readonly colour: SwatchName
  /** Half width as a share of the mouth's, and both edges at a share -1 to 1 of the sheet's own width. */
  readonly share: number
  top(look: MouthLook, q: number): number
  bottom(look: MouthLook, q: number): number
}

/** In order from behind. */
const sheets: readonly Sheet[] = [
  { across: 24, down: 6, lift: 0.012, colour: 'mouth', share: 1, top: upper, bottom: lower },
  {
    across: 14,
    down: 3,
    lift: 0.016,
    colour: 'tongue',
    share: 0.74,
    top: (look, q) =>
      mix(lower(look, q), upper(look, q), (look.tongue ?? 0) * Math.sqrt(Math.max(0, 1 - q * q))),
    bottom: (look, q) => lower(look, q) + 0.004 * ((look.tongue ?? 0) > 0 ? 1 : 0),
  },
  {
    across: 16,
    down: 2,
    lift: 0.02,
    colour: 'teeth',
    share: 0.9,
    top: (look, q) => upper(look, q) - 0.001,
    bottom: (look, q) => mix(upper(look, q), lower(look, q), (look.teeth ?? 0) * (1 - 0.25 * q * q)),
  },
  {
    across: 24,
    down: 2,
    lift: 0.026,
    colour: 'lip',
    share: 1.05,
    top: (look, q) =>
      upper(look, q) + 0.0075 * (1 - 0.55 * q * q) * (1 - 0.25 * Math.exp(-((q / 0.16) ** 2))),
    bottom: (look, q) => upper(look, q) - 0.0045 * (1 - Math.abs(q) ** 5),
  },
  {
    across: 20,
    down: 2,
    lift: 0.025,
    colour: 'lip',
    share: 0.97,
    top: (look, q) => lower(look, q) + 0.003 * (1 - q * q),
    bottom: (look, q) => lower(look, q) - (0.003 + 0.006 * clamp(look.low * 30)) * (1 - Math.abs(q) ** 3),
  },
]

/** All of the mouth, with one morph for each shape. */
export function mouthPart(face: FaceLook): Part {
  const looks = mouthLooks(face)
  const rest = looks['rest'] as MouthLook
  const part = new Part()
  for (const sheet of sheets) {
    const at =
      (look: MouthLook) =>
      (u: number, v: number): Point => {
        const q = (u * 2 - 1) * sheet.share
        const bound = clamp(q, -1, 1)
        const x = q * look.wide
        const y = mix(sheet.top(look, bound), sheet.bottom(look, bound), v)
        const [, , z] = jawedBy([x, y, faceZ(x, clamp(y, -0.97, 1))], look.jaw)
        return [x, y, z + sheet.lift]
      }
    const morphs = Object.fromEntries(
      Object.entries(looks)
        .filter(([name]) => name !== 'rest')
        .map(([name, look]) => [name, at(look)]),
    )
    const tone =
      sheet.colour === 'lip' ? (v: number) => (sheet.lift > 0.0255 ? 0.2 : 0.5 + 0.5 * v) : (v: number) => v
    part.add(
      gridPart({
        across: sheet.across,
        down: sheet.down,
        at: at(rest),
        uv: (_u, v) => swatch(sheet.colour, tone(v)),
        bind: headBound,
        morphs,
      }),
    )
  }
  return part
}

function jawedBy(point: Point, share: number): Point {
  const open = jawed(point)
  return [point[0], point[1], mix(point[2], open[2], share)]
}
