// The page's part of a bake: dresses a host, finds how far its mouths reach, and draws pictures with all their mouths.
import { type Object3D, Vector3 } from 'three'
import { type Dress, HostDrawing } from '../host/drawing.ts'
import { measure } from '../host/framing.ts'
import { type Mouth, mouthShapes } from '../mouth.ts'
import { neutralPose, type Pose } from '../pose.ts'
import {
  bakedStrengths,
  type BakeLayout,
  differenceOf,
  layoutOf,
  type MouthSpot,
  type MouthSpots,
} from './layout.ts'
import { NearTriangles, type Region } from './near.ts'

type Point = { readonly xPx: number; readonly yPx: number }

type Bake = {
  readonly drawing: HostDrawing
  readonly near: NearTriangles
  readonly widthPx: number
  readonly heightPx: number
  /** The middle of the mouth, in the head's own metres. */
  mouth: Vector3
  /** What mouths changed in the neutral pose, around the mouth. */
  reach: Reach
}

type Loop = {
  readonly poses: readonly Pose[]
  readonly stepMs: number
  readonly spots: MouthSpots
  readonly layout: BakeLayout
  next: number
}

/** At rest, and yet speaking: a face that smiles may smile less while it speaks, in the picture and its patches alike. */
const resting: Mouth = { shape: 'closed', strength: 1e-6 }
/** Measured on pictures of half the size: so many pixels more on each side. */
const marginPx = 6

let bake: Bake | undefined
let loop: Loop | undefined

/** Dresses a host for a bake. */
export async function dress(wish: Dress): Promise<void> {
  bake?.drawing.close()
  bake = undefined
  loop = undefined
  const drawing = await HostDrawing.open(wish)
  const { widthPx, heightPx } = wish
  const here: Bake = {
    drawing,
    near: new NearTriangles(drawing.vrm.scene),
    widthPx,
    heightPx,
    mouth: new Vector3(),
    reach: { left: 0, right: 0, top: 0, bottom: 0 },
  }
  drawing.settle()
  const { eyes } = measure(drawing.vrm)
  const whole = { xPx: 0, yPx: 0, widthPx: widthPx - (widthPx % 4), heightPx: heightPx - (heightPx % 4) }
  const boxes = reachesIn(here, neutralPose, whole).filter(box => box !== undefined)
  if (boxes.length === 0) throw new Error('this host has no mouth that moves')
  const all = unionOf(boxes)
  const middle = { xPx: (all.left + all.right) / 2, yPx: (all.top + all.bottom) / 2 }
  here.mouth = headPointAt(here, middle, eyes.z)
  here.reach = movedBy(all, mouthPoint(here), -1)
  bake = here
}

/** How far each shape reaches around the mouth's point in all of these poses. */
export function spots({ poses }: { readonly poses: readonly Pose[] }): MouthSpots {
  const here = dressed()
  const around = poses.map(pose => {
    here.drawing.settle()
    here.drawing.pose(pose, 0)
    const at = mouthPoint(here)
    const reaches = reachesIn(here, pose, regionAround(here, at))
    return reaches.map(box => (box === undefined ? leastReach : movedBy(box, at, -1)))
  })
  const found = mouthShapes.map((shape, i): [string, MouthSpot] => [
    shape,
    spotOf(unionOf(around.map(boxes => boxes[i] as Reach))),
  ])
  return Object.fromEntries(found) as MouthSpots
}

/** Half as far again on every side as mouths reach in the neutral pose. */
function regionAround({ reach, widthPx, heightPx }: Bake, at: Point): Region {
  const [wide, high] = [(reach.right - reach.left) / 2, (reach.bottom - reach.top) / 2]
  const within = (px: number, most: number) => Math.min(most, Math.max(0, 4 * Math.round(px / 4)))
  const [xPx, yPx] = [
    within(at.xPx + reach.left - wide, widthPx),
    within(at.yPx + reach.top - high, heightPx),
  ]
  return {
    xPx,
    yPx,
    widthPx: within(at.xPx + reach.right + wide, widthPx - 3) - xPx,
    heightPx: within(at.yPx + reach.bottom + high, heightPx - 3) - yPx,
  }
}

function spotOf({ left, right, top, bottom }: Reach): MouthSpot {
  const [xPx, yPx] = [left, top].map(px => Math.floor((px - marginPx) / 2) * 2) as [number, number]
  const [farXPx, farYPx] = [right, bottom].map(px => Math.ceil((px + marginPx) / 2) * 2) as [number, number]
  return { xPx, yPx, widthPx: farXPx - xPx, heightPx: farYPx - yPx }
}

/** Takes up a loop: its pictures follow. */
export function begin(wish: {
  readonly poses: readonly Pose[]
  readonly frameRateFps: number
  readonly spots: MouthSpots
}): void {
  const { widthPx, heightPx, drawing } = dressed()
  const layout = layoutOf(widthPx, heightPx, wish.spots)
  drawing.renderer.setSize(layout.widthPx, layout.heightPx, false)
  drawing.settle()
  loop = { poses: wish.poses, stepMs: 1_000 / wish.frameRateFps, spots: wish.spots, layout, next: 0 }
}

/**
 * One picture of the loop with all its mouths, in one PNG; before it, in two 32-bit numbers (little end first), where the mouth is. In whatever order they are asked
 * for, pictures come out the same: hair is moved through all that come before.
 */
export async function picture({ picture: wanted }: { readonly picture: number }): Promise<Blob> {
  const here = dressed()
  if (loop === undefined) throw new Error('begin a loop first')
  const { drawing } = here
  if (wanted === 0 || wanted < loop.next) {
    drawing.settle()
    loop.next = 0
  }
  for (let i = loop.next; i < wanted; i++) drawing.pose(loop.poses[i] as Pose, i === 0 ? 0 : loop.stepMs)
  loop.next = wanted + 1
  const pose = loop.poses[wanted] as Pose
  drawing.pose({ ...pose, mouth: resting }, wanted === 0 ? 0 : loop.stepMs)
  const at = mouthPoint(here)
  draw(here, { xPx: 0, yPx: 0 }, undefined)
  here.near.narrow(drawing.camera, here, regionOf(loop.spots, at))
  try {
    for (const cell of loop.layout.cells) {
      const spot = loop.spots[cell.shape]
      drawing.pose({ ...pose, mouth: { shape: cell.shape, strength: cell.step / bakedStrengths } }, 0)
      draw(here, cell, { ...spot, xPx: at.xPx + spot.xPx, yPx: at.yPx + spot.yPx })
    }
  } finally {
    here.near.widen()
  }
  const png = await new Promise<Blob>((resolve, reject) => {
    // In the task that drew: the canvas is empty after it.
    drawing.canvas.toBlob(
      blob => (blob === null ? reject(new Error('no picture')) : resolve(blob)),
      'image/png',
    )
  })
  return new Blob([new Int32Array([at.xPx, at.yPx]), png])
}

/** All that patches show. */
function regionOf(spots: MouthSpots, at: Point): Region {
  const { left, right, top, bottom } = unionOf(
    Object.values(spots).map(({ xPx, yPx, widthPx, heightPx }) => ({
      left: at.xPx + xPx,
      right: at.xPx + xPx + widthPx,
      top: at.yPx + yPx,
      bottom: at.yPx + yPx + heightPx,
    })),
  )
  return { xPx: left, yPx: top, widthPx: right - left, heightPx: bottom - top }
}

/** Draws the part `of` the host's picture, or all of it, with its upper left corner at `to` in the canvas. */
function draw({ drawing, widthPx, heightPx }: Bake, to: Point, of: MouthSpot | undefined): void {
  const { renderer, camera, scene } = drawing
  const size = of ?? { xPx: 0, yPx: 0, widthPx, heightPx }
  const fromBelow = drawing.canvas.height - to.yPx - size.heightPx
  renderer.setScissorTest(true)
  renderer.setScissor(to.xPx, fromBelow, size.widthPx, size.heightPx)
  renderer.setViewport(to.xPx, fromBelow, size.widthPx, size.heightPx)
  camera.setViewOffset(widthPx, heightPx, size.xPx, size.yPx, size.widthPx, size.heightPx)
  renderer.render(scene, camera)
  camera.clearViewOffset()
}

type Reach = { readonly left: number; readonly right: number; readonly top: number; readonly bottom: number }

/** A shape that a host does not have changes nothing. */
const leastReach: Reach = { left: -8, right: 8, top: -8, bottom: 8 }

const movedBy = ({ left, right, top, bottom }: Reach, { xPx, yPx }: Point, times: 1 | -1): Reach => ({
  left: left + times * xPx,
  right: right + times * xPx,
  top: top + times * yPx,
  bottom: bottom + times * yPx,
})

/** Of each shape at its full, where in a region it changes the picture of a pose; undefined where it changes nothing. */
function reachesIn(here: Bake, pose: Pose, region: Region): (Reach | undefined)[] {
  here.drawing.pose({ ...pose, mouth: resting }, 0)
  here.near.narrow(here.drawing.camera, here, region)
  try {
    const rest = halfPicture(here, region)
    return mouthShapes.map(shape => {
      here.drawing.pose({ ...pose, mouth: { shape, strength: 1 } }, 0)
      const box = differenceOf(rest, halfPicture(here, region), region.widthPx / 2)
      if (box === undefined) return undefined
      const fromTop = (rows: number) => region.yPx + region.heightPx - 2 * rows
      const { left, right, low, high } = box
      return {
        left: region.xPx + 2 * left,
        right: region.xPx + 2 * right,
        top: fromTop(high),
        bottom: fromTop(low),
      }
    })
  } finally {
    here.near.widen()
  }
}

function unionOf(boxes: readonly Reach[]): Reach {
  return {
    left: Math.min(...boxes.map(box => box.left)),
    right: Math.max(...boxes.map(box => box.right)),
    top: Math.min(...boxes.map(box => box.top)),
    bottom: Math.max(...boxes.map(box => box.bottom)),
  }
}

/** A region drawn at half its size: four bytes a pixel, rows from the bottom up. */
function halfPicture({ drawing, widthPx, heightPx }: Bake, region: Region): Uint8Array {
  const { renderer, camera, scene } = drawing
  const [width, height] = [region.widthPx / 2, region.heightPx / 2]
  renderer.setScissorTest(true)
  renderer.setScissor(0, 0, width, height)
  renderer.setViewport(0, 0, width, height)
  camera.setViewOffset(widthPx, heightPx, region.xPx, region.yPx, region.widthPx, region.heightPx)
  renderer.render(scene, camera)
  camera.clearViewOffset()
  const bytes = new Uint8Array(width * height * 4)
  const gl = renderer.getContext()
  gl.readPixels(0, 0, width, height, gl.RGBA, gl.UNSIGNED_BYTE, bytes)
  return bytes
}

/** Where the mouth is in the host's picture now; even, as patches lie on even places only. */
function mouthPoint({ drawing, widthPx, heightPx, mouth }: Bake): Point {
  const seen = headOf(drawing).localToWorld(mouth.clone()).project(drawing.camera)
  return {
    xPx: 2 * Math.round((((seen.x + 1) / 2) * widthPx) / 2),
    yPx: 2 * Math.round((((1 - seen.y) / 2) * heightPx) / 2),
  }
}

/** The point of the head that is seen at a place of the picture, as deep as the eyes. */
function headPointAt({ drawing, widthPx, heightPx }: Bake, { xPx, yPx }: Point, depth: number): Vector3 {
  const { camera } = drawing
  const through = new Vector3((xPx / widthPx) * 2 - 1, 1 - (yPx / heightPx) * 2, 0.5).unproject(camera)
  const ray = through.sub(camera.position)
  const point = camera.position.clone().addScaledVector(ray, (depth - camera.position.z) / ray.z)
  return headOf(drawing).worldToLocal(point)
}

function headOf(drawing: HostDrawing): Object3D {
  const head = drawing.vrm.humanoid.getRawBoneNode('head')
  if (!head) throw new Error('this host has no head')
  return head
}

function dressed(): Bake {
  if (bake === undefined) throw new Error('dress a host first')
  return bake
}
