// A host's life between sentences, and the accents of its head while it speaks: loops that any other may follow.
import { neutralPose, type Pose } from '../pose.ts'
import { type Manner, type MannerLook, luckOf, mannerLooks } from './manners.ts'
import { blinkAt, blinkMs, breathAt, eased, gazeOf, type Stop, there, type There } from './motions.ts'

/**
 * `idle-short`, `idle-middle` and `idle-long` are rest; `glance` looks at the product card, high on the viewer's left; `nod`, `tilt` and `turn`
 * are accents of speech; `listen` leans in, as one who reads a comment.
 */
export const loopNames = [
  'idle-short',
  'idle-middle',
  'idle-long',
  'glance',
  'nod',
  'tilt',
  'turn',
  'listen',
] as const
export type LoopName = (typeof loopNames)[number]

/** Lengths in pictures: multiples of 16, so that sound of 48 kHz ends with its frame too. */
const lengths: Readonly<Record<LoopName, number>> = {
  'idle-short': 48,
  'idle-middle': 112,
  'idle-long': 256,
  glance: 80,
  nod: 32,
  tilt: 48,
  turn: 64,
  listen: 96,
}

export type Loop = {
  readonly name: LoopName
  readonly pictures: number
  /** The pose of a picture, from 0; that of `pictures` is the neutral one again, as that of 0 is. */
  poseAt(picture: number): Pose
}

/** Within this long after its beginning hair is its springs' own; within this long before its end it comes to rest. */
const hairLeavesMs = 160
const hairRestsMs = 560

/** A loop in a manner, at 25 or 30 pictures a second. */
export function loopOf(name: LoopName, manner: Manner, pictureRateFps: number): Loop {
  const pictures = lengths[name]
  const lastsMs = (pictures * 1_000) / pictureRateFps
  const look = mannerLooks[manner]
  const life = lives[name](lastsMs, look)
  return {
    name,
    pictures,
    poseAt: picture => {
      const atMs = (picture * 1_000) / pictureRateFps
      const hairAtRest = 1 - eased(0, hairLeavesMs, atMs) + eased(lastsMs - hairRestsMs, lastsMs, atMs)
      return { ...neutralPose, ...life(atMs), hairAtRest: Math.min(1, hairAtRest) }
    },
  }
}

type Life = (atMs: number) => Partial<Pose>

const lives: Readonly<Record<LoopName, (lastsMs: number, look: MannerLook) => Life>> = {
  'idle-short': (lastsMs, look) => {
    const shift = spread(lastsMs, 0.02, 0.3, 0.9)
    return atMs => ({
      breath: breathAt(1, lastsMs, atMs),
      headRollDeg: 0.9 * look.size * look.tilt * there(shift, atMs),
      headYawDeg: -1.2 * look.size * there(spread(lastsMs, 0.1, 0.4, 0.95), atMs),
      leanDeg: 0.35 * look.size * there(shift, atMs),
      blink: blinkAt(lastsMs * 0.42, atMs),
    })
  },
  'idle-middle': longIdle,
  'idle-long': longIdle,
  glance: (lastsMs, look) => {
    const turn = spread(lastsMs, 0.08, 0.3, 0.92, 0.45)
    const stops = [stop(lastsMs * 0.07, -11, 9), stop(lastsMs * 0.6, -9, 10), stop(lastsMs * 0.66, 0, 0)]
    return atMs => {
      const along = there(turn, atMs)
      const gaze = gazeOf(stops, atMs)
      return {
        breath: breathAt(1, lastsMs, atMs),
        headYawDeg: -11 * look.size * along,
        headPitchDeg: 4 * look.size * along,
        headRollDeg: -2 * look.tilt * along,
        turnDeg: -2.5 * look.size * along,
        gazeYawDeg: gaze.yawDeg,
        gazePitchDeg: gaze.pitchDeg,
        brows: 0.35 * along,
        smile: look.smile * along,
        // Eyes that go far blink on their way.
        blink: Math.max(blinkAt(lastsMs * 0.06, atMs) * 0.7, blinkAt(lastsMs * 0.64, atMs)),
      }
    }
  },
  nod: (lastsMs, look) => {
    const down = spread(lastsMs, 0.04, 0.36, 0.8)
    const up = spread(lastsMs, 0.45, 0.7, 0.98)
    return atMs => ({
      headPitchDeg: look.size * (-5.2 * there(down, atMs) + 1.3 * there(up, atMs)),
      leanDeg: 0,
      brows: 0.3 * there(down, atMs),
    })
  },
  tilt: (lastsMs, look) => {
    const aside = spread(lastsMs, 0.03, 0.35, 0.97, 0.2)
    return atMs => ({
      breath: breathAt(1, lastsMs, atMs) * 0.7,
      headRollDeg: 4.2 * look.size * look.tilt * there(aside, atMs),
      headYawDeg: -2.5 * look.size * there(aside, atMs),
      headPitchDeg: -1.6 * look.size * there(spread(lastsMs, 0.1, 0.4, 0.8), atMs),
      smile: look.smile * there(aside, atMs),
      brows: 0.25 * there(aside, atMs),
    })
  },
  turn: (lastsMs, look) => {
    const left = spread(lastsMs, 0.02, 0.24, 0.56)
    const right = spread(lastsMs, 0.42, 0.68, 0.98)
    return atMs => ({
      breath: breathAt(1, lastsMs, atMs),
      headYawDeg: look.size * (-5 * there(left, atMs) + 4 * there(right, atMs)),
      headPitchDeg: -1.8 * look.size * (there(left, atMs) + there(right, atMs)),
      headRollDeg: look.tilt * (1.4 * there(left, atMs) - 1.2 * there(right, atMs)),
      turnDeg: look.size * (-1.2 * there(left, atMs) + there(right, atMs)),
      // Eyes stay with the viewer while the head turns.
      gazeYawDeg: look.size * (3.2 * there(left, atMs) - 2.6 * there(right, atMs)),
      blink: blinkAt(lastsMs * 0.4, atMs),
    })
  },
  listen: (lastsMs, look) => {
    const lean = spread(lastsMs, 0.03, 0.25, 0.97, 0.5)
    const stops = [
      stop(lastsMs * 0.08, -8, -7),
      stop(lastsMs * 0.36, -4, -8),
      stop(lastsMs * 0.56, -9, -8),
      stop(lastsMs * 0.78, 0, 0),
    ]
    return atMs => {
      const gaze = gazeOf(stops, atMs)
      return {
        breath: breathAt(1, lastsMs, atMs),
        headYawDeg: -5 * look.size * there(lean, atMs),
        headPitchDeg: -4 * look.size * there(lean, atMs),
        headRollDeg: -3 * look.tilt * there(lean, atMs),
        gazeYawDeg: gaze.yawDeg,
        gazePitchDeg: gaze.pitchDeg,
        smile: look.smile * there(spread(lastsMs, 0.55, 0.75, 0.96), atMs),
        blink: Math.max(blinkAt(lastsMs * 0.3, atMs), blinkAt(lastsMs * 0.76, atMs)),
      }
    }
  },
}

/** Ten seconds of standing there: weight goes from one foot to the other, eyes wander a little, lids shut, once twice in a row. */
function longIdle(lastsMs: number, look: MannerLook): Life {
  const luck = luckOf(look.seed)
  const shifts = [spread(lastsMs, 0.04, 0.2, 0.52, 0.18), spread(lastsMs, 0.5, 0.68, 0.97, 0.16)]
  const heads = [
    spread(lastsMs, 0.08, 0.22, 0.4),
    spread(lastsMs, 0.38, 0.52, 0.7),
    spread(lastsMs, 0.66, 0.8, 0.95),
  ]
  const turns = heads.map((head, i) => ({
    head,
    deg: (i % 2 === 0 ? 1 : -1) * (1.8 + 1.6 * luck()) * look.size,
  }))
  const blinks: number[] = []
  for (let atMs = 900 + 700 * luck(); atMs < lastsMs - 900; atMs += look.blinkEveryMs * (0.7 + 0.6 * luck()))
    blinks.push(atMs)
  // The second of them is a double one.
  if (blinks[1] !== undefined) blinks.push(blinks[1] + blinkMs + 40)
  const stops: Stop[] = []
  for (let atMs = 700; atMs < lastsMs - 1_300; atMs += 500 + 1_100 * luck())
    stops.push(stop(atMs, (luck() - 0.5) * 5, (luck() - 0.6) * 3))
  stops.push(stop(lastsMs - 700, 0, 0))
  const breaths = Math.max(1, Math.round(lastsMs / (3_400 * look.pace)))
  return atMs => {
    const [first = 0, second = 0] = shifts.map(shift => there(shift, atMs))
    const yaw = turns.reduce((sum, { head, deg }) => sum + deg * there(head, atMs), 0)
    const gaze = gazeOf(stops, atMs)
    return {
      breath: breathAt(breaths, lastsMs, atMs),
      leanDeg: look.size * (0.9 * first - 0.8 * second),
      turnDeg: look.size * (-1.1 * first + second),
      headYawDeg: yaw,
      headRollDeg: look.size * look.tilt * (-1.5 * first + 1.3 * second),
      headPitchDeg: -0.8 * look.size * (first + second) + 0.3 * yaw,
      gazeYawDeg: gaze.yawDeg - yaw * 0.6,
      gazePitchDeg: gaze.pitchDeg,
      smile: look.smile * 0.6 * second,
      blink: Math.max(0, ...blinks.map(from => blinkAt(from, atMs))),
    }
  }
}

/** A motion out from one share of the loop to another, and back by a third; `hold` is how much of the rest it stays. */
function spread(lastsMs: number, from: number, out: number, back: number, hold = 0): There {
  const rest = back - out
  return {
    fromMs: from * lastsMs,
    outMs: (out - from) * lastsMs,
    holdMs: rest * hold * lastsMs,
    backMs: rest * (1 - hold) * lastsMs,
  }
}

function stop(atMs: number, yawDeg: number, pitchDeg: number): Stop {
  return { atMs, yawDeg, pitchDeg }
}
