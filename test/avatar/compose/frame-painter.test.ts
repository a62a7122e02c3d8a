// Frames are the same whether painted anew or only where something changed, and the label is on all of them.
import { expect, test } from 'vitest'
import { openBlend } from '../../../avatar/compose/blend.ts'
import { plainBlend } from '../../../avatar/compose/blend-plain.ts'
import { FramePainter } from '../../../avatar/compose/frame-painter.ts'
import type { PictureMemory } from '../../../avatar/compose/picture-memory.ts'
import { bodyBox, type ComposePlan, frameBytes } from '../../../avatar/compose/plan.ts'
import { i420Of } from '../../../avatar/compose/yuv.ts'
import { mouthShapes } from '../../../stage/index.ts'
import { sceneHost, sceneOf, sceneSize } from '../../support/compose-scene.ts'
import { psnrDb } from '../../support/psnr.ts'
import { hostPixel, painted } from '../../support/painted-host.ts'

const pictures = 14

type Rig = { painter: () => FramePainter; place: () => { address: number; bytes: () => Buffer } }

function rigOf({ memory, plan }: { memory: PictureMemory; plan: ComposePlan }, open = openBlend): Rig {
  const scratch = memory.take(100_000).address
  const blend = open(memory.memory)
  return {
    painter: () => new FramePainter(plan, blend, scratch),
    place: () => {
      const piece = memory.take(frameBytes(plan))
      return { address: piece.address, bytes: () => Buffer.from(memory.view(piece, frameBytes(plan))) }
    },
  }
}

/** All pictures of a scene, painted one after the other into two places in turn. */
function inTurn(rig: Rig): Buffer[] {
  const painter = rig.painter()
  const places = [rig.place(), rig.place()]
  return Array.from({ length: pictures }, (_, picture) => {
    const place = places[picture % 2] as ReturnType<Rig['place']>
    painter.paint(place.address, picture)
    return place.bytes()
  })
}

test('a frame painted where something changed is the frame painted anew', () => {
  const rig = rigOf(sceneOf(pictures))
  const anew = Array.from({ length: pictures }, (_, picture) => {
    const place = rig.place()
    rig.painter().paint(place.address, picture)
    return place.bytes()
  })
  const same = inTurn(rig).map((frame, i) => frame.equals(anew[i] as Buffer))
  expect(same).toEqual(Array.from({ length: pictures }, () => true))
})

test('a machine without SIMD paints the same frames', () => {
  const frames = inTurn(rigOf(sceneOf(pictures)))
  const plain = inTurn(rigOf(sceneOf(pictures), plainBlend))
  expect(plain.map((frame, i) => frame.equals(frames[i] as Buffer))).not.toContain(false)
})

test('the label is the last thing painted: no overlay and no host changes a pixel of it where it is opaque', () => {
  const scene = sceneOf(pictures)
  const { label } = scene.plan
  const { address } = label.cutout
  const pixels = label.cutout.widthPx * label.cutout.heightPx
  scene.memory.view({ address: address + pixels * 1.5, bytes: (pixels * 5) / 4 }).fill(255)
  const wanted = Buffer.from(scene.memory.view({ address, bytes: label.cutout.widthPx }))
  const rows = inTurn(rigOf(scene)).map(frame => {
    const at = label.yPx * sceneSize.widthPx + label.xPx
    return frame.subarray(at, at + label.cutout.widthPx).equals(wanted)
  })
  expect(rows).toEqual(Array.from({ length: pictures }, () => true))
})

test.each(mouthShapes)('a baked mouth "%s" is to the eye the host drawn with that mouth', shape => {
  const scene = sceneOf(1, [{ shape, strength: 2 / 3 }])
  const plan = { ...scene.plan, overlays: [] }
  const rig = rigOf({ ...scene, plan })
  const place = rig.place()
  rig.painter().paint(place.address, 0)
  const box = bodyBox(plan, plan.motion[0] as ComposePlan['motion'][number])
  const pixel = hostPixel(sceneHost, 0, { shape, strength: 2 / 3 })
  const direct = i420Of(
    painted(sceneSize.widthPx, sceneSize.heightPx, (x, y) => {
      const ground = [x * 2, y, (x ^ y) & 255]
      const isIn = x >= box.xPx && y >= box.yPx && x < box.xPx + box.widthPx && y < box.yPx + box.heightPx
      const [r, g, b, a] = isIn ? pixel(x - box.xPx, y - box.yPx) : [0, 0, 0, 0]
      const mixed = [r, g, b].map((value, c) =>
        Math.round((value * a + (ground[c] as number) * (255 - a)) / 255),
      )
      return [...mixed, 255] as unknown as [number, number, number, number]
    }),
  )
  // Below the label, which is no part of this.
  const luma = (frame: Uint8Array) =>
    frame.subarray(20 * sceneSize.widthPx, sceneSize.widthPx * sceneSize.heightPx)
  expect(psnrDb(luma(place.bytes()), luma(direct))).toBeGreaterThan(60)
})
