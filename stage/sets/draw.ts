// Draws a built-in set once, as a flat picture.
import {
  type BufferGeometry,
  Mesh,
  MeshStandardMaterial,
  PointLight,
  type Scene,
  type Texture,
  WebGLRenderer,
} from 'three'
import { accumulate, type LitScene } from './accumulate.ts'
import { type Grade, grade } from './grade.ts'
import { type Kit, mirrorRoom, newKit } from './kit.ts'
import { mergeSurfaces } from './merge.ts'
import { emptyCanvas } from './paint.ts'
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

/** Draws `plan`. `samples` drawings are taken together: 8 for a look, 40 for air. */
export function drawSet(plan: SetPlan, size: PictureSize, samples: number): DrawnSet {
  const { renderer, mirrored } = keptTools()
  const kit = newKit(plan)
  const lit = builders[plan.kind](kit)
  mergeSurfaces(lit.scene)
  shine(lit.scene, mirrored)
  evenLamps(lit.scene)
  const light = accumulate(renderer, lit, size, samples)
  const rgba = grade(renderer, light, size, lit.grade)
  renderer.setRenderTarget(null)
  light.dispose()
  letGo(lit.scene)
  return { ...size, rgba }
}

type Tools = { readonly renderer: WebGLRenderer; readonly mirrored: Texture }
let kept: Tools | undefined

/** One for the life of the page: on a CPU, half of a first set's time goes into compiling shaders, which all sets share. */
function keptTools(): Tools {
  if (kept === undefined || kept.renderer.getContext().isContextLost()) {
    const renderer = new WebGLRenderer({
      canvas: emptyCanvas(),
      antialias: false,
      powerPreference: 'high-performance',
    })
    const mirrored = mirrorRoom(renderer, '#3a3c42', [
      ['#ffffff', 9, [-5, 5, 4], 3],
      ['#ffe2bd', 5, [5, 3, 3], 2],
      ['#cfe0ff', 4, [0, 7, -2], 3],
    ])
    kept = { renderer, mirrored }
  }
  kept.renderer.setPixelRatio(1)
  kept.renderer.setClearColor(0x000000, 1)
  return kept
}

const pointLamps = 2

/** As many lamps in each set, some of them dark: three compiles its shaders for a number of lamps. */
function evenLamps(scene: Scene): void {
  const present = scene.children.filter(thing => thing instanceof PointLight).length
  for (let i = present; i < pointLamps; i += 1) scene.add(new PointLight(0x000000, 0))
}

/** Only what shines mirrors its surroundings: a lookup for each pixel of a chalky wall would be for nothing. */
function shine(scene: Scene, mirrored: Texture): void {
  scene.traverse(thing => {
    if (!(thing instanceof Mesh) || !(thing.material instanceof MeshStandardMaterial)) return
    thing.material.envMap = mirrored
    thing.material.envMapIntensity *= 0.4
  })
}

/** Geometry and painted surfaces; programs stay for the next set. */
function letGo(scene: Scene): void {
  scene.traverse(thing => {
    if (!(thing instanceof Mesh)) return
    ;(thing.geometry as BufferGeometry).dispose()
    for (const name of ['map', 'emissiveMap'] as const)
      (thing.material as Partial<Record<typeof name, Texture | null>>)[name]?.dispose()
  })
}
