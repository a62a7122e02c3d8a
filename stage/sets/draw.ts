// Draws a built-in set once, as a flat picture.
import { Mesh, MeshStandardMaterial, type Scene, type Texture, WebGLRenderer } from 'three'
import { accumulate, type LitScene } from './accumulate.ts'
import { type Grade, grade } from './grade.ts'
import { type Kit, mirrorRoom, newKit } from './kit.ts'
import type { PictureSize, SetKind, SetPlan } from './plan.ts'
import { factory } from './factory.ts'
import { kitchen } from './kitchen.ts'
import { laboratory } from './laboratory.ts'
import { studio } from './studio.ts'

export type DrawnSet = PictureSize & {
  /** Rows from the top, four bytes each, opaque. */
  readonly rgba: Uint8Array
}

const builders: Readonly<Record<SetKind, (kit: Kit) => LitScene & { grade: Grade }>> = {
  studio,
  factory,
  laboratory,
  kitchen,
}

/** Draws `plan`. `samples` drawings are taken together: 8 for a look, 48 for air. */
export function drawSet(plan: SetPlan, size: PictureSize, samples: number): DrawnSet {
  const renderer = new WebGLRenderer({ antialias: false, powerPreference: 'high-performance' })
  try {
    renderer.setPixelRatio(1)
    const kit = newKit(plan)
    const lit = builders[plan.kind](kit)
    const mirrored = mirrorRoom(renderer, '#3a3c42', [
      ['#ffffff', 9, [-5, 5, 4], 3],
      ['#ffe2bd', 5, [5, 3, 3], 2],
      ['#cfe0ff', 4, [0, 7, -2], 3],
    ])
    shine(lit.scene, mirrored)
    const light = accumulate(renderer, lit, size, samples)
    const rgba = grade(renderer, light, size, lit.grade)
    light.dispose()
    mirrored.dispose()
    letGo(lit.scene)
    return { ...size, rgba }
  } finally {
    renderer.dispose()
    renderer.forceContextLoss()
  }
}

/** Only what shines mirrors its surroundings: a lookup for each pixel of a chalky wall would be for nothing. */
function shine(scene: Scene, mirrored: Texture): void {
  scene.traverse(thing => {
    if (!(thing instanceof Mesh) || !(thing.material instanceof MeshStandardMaterial)) return
    thing.material.envMap = mirrored
    thing.material.envMapIntensity *= 0.4
  })
}

function letGo(scene: Scene): void {
  scene.traverse(thing => {
    if ('geometry' in thing) (thing.geometry as { dispose(): void }).dispose()
  })
}
