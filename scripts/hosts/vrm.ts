// Puts parts, pictures, bones, expressions and springs together into a VRM 1.0 file.
import { Glb } from './glb.ts'
import type { Point } from './numbers.ts'
import type { Binding, Part } from './part.ts'
import { bodyBones, type Bone, headM, headMiddleM, toRest } from './skeleton.ts'

export type Material = {
  readonly name: string
  readonly picture: string
  /** What the picture is multiplied with where no light falls, linear. */
  readonly shade: readonly [number, number, number]
  /** Line around it, metres; none for what lies on the face. */
  readonly line?: { readonly widthM: number; readonly colour: readonly [number, number, number] }
  readonly blend?: number
  readonly isDoubleSided?: boolean
  /** Light along the edges, and how bright. */
  readonly rim?: readonly [number, number, number]
  /** How far light reaches round: the more, the less of it lies in shade. */
  readonly reach?: number
  /** Shows its picture as it is, lit or not. */
  readonly isFlat?: boolean
}

export type MeshOf = { readonly name: string; readonly material: string; readonly part: Part }

export type Spring = {
  readonly name: string
  /** Bones from root to tip. */
  readonly bones: readonly string[]
  readonly stiffness: number
  readonly drag: number
  readonly gravity: number
  readonly radiusM: number
}

export type VrmPlan = {
  readonly title: string
  readonly meshes: readonly MeshOf[]
  readonly materials: readonly Material[]
  readonly pictures: Readonly<Record<string, Buffer>>
  readonly hairBones: Readonly<Record<string, Bone>>
  readonly springs: readonly Spring[]
  /** Morphs, and how much of each, by expression. */
  readonly expressions: Readonly<Record<string, Readonly<Record<string, number>>>>
}

const vrmPresets = [
  'aa',
  'ih',
  'ou',
  'ee',
  'oh',
  'blink',
  'happy',
  'relaxed',
  'surprised',
  'neutral',
  'lookUp',
  'lookDown',
  'lookLeft',
  'lookRight',
]

/** Pictures of strips of colour: made smaller, as mipmaps are, their strips would run into each other. */
const inStrips: readonly string[] = ['colours', 'clothes']

const inMetres = ([x, y, z]: Point): number[] => [x * headM, headMiddleM + y * headM, z * headM]
/** Four decimals of a millimetre are plenty, and make files that are the same everywhere. */
const rounded = (value: number) => Math.round(value * 1e7) / 1e7

export function vrmFile(plan: VrmPlan): Buffer {
  const glb = new Glb()
  const bones = { ...bodyBones, ...plan.hairBones }
  const names = Object.keys(bones)
  const nodes: Record<string, unknown>[] = names.map(name => nodeOf(name, bones))
  const skin = skinOf(glb, names, bones)
  const pictures = Object.keys(plan.pictures)
  const meshes = plan.meshes.map(mesh => meshOf(glb, mesh, names, plan))
  const meshNodes = plan.meshes.map((mesh, i) => {
    nodes.push({ name: mesh.name, mesh: i, skin: 0 })
    return nodes.length - 1
  })
  const images = Object.values(plan.pictures).map(bytes => ({
    bufferView: glb.view(bytes),
    mimeType: 'image/png',
  }))
  return glb.file({
    asset: { version: '2.0', generator: 'changming scripts/hosts' },
    extensionsUsed: ['VRMC_vrm', 'VRMC_materials_mtoon', 'VRMC_springBone', 'KHR_materials_unlit'],
    scene: 0,
    scenes: [{ nodes: [0, ...meshNodes] }],
    nodes,
    meshes,
    skins: [skin],
    materials: plan.materials.map(material => materialOf(material, pictures)),
    textures: pictures.map((name, source) => ({ source, sampler: inStrips.includes(name) ? 1 : 0 })),
    samplers: [9987, 9729].map(minFilter => ({ magFilter: 9729, minFilter, wrapS: 33_071, wrapT: 33_071 })),
    images,
    extensions: {
      VRMC_vrm: {
        specVersion: '1.0',
        meta: metaOf(plan.title),
        humanoid: {
          humanBones: Object.fromEntries(
            Object.keys(bodyBones).map(name => [name, { node: names.indexOf(name) }]),
          ),
        },
        expressions: expressionsOf(plan, meshNodes),
        lookAt: {
          offsetFromHeadBone: [0, 0.65 * headM, 0.75 * headM],
          type: 'expression',
          ...Object.fromEntries(
            ['HorizontalInner', 'HorizontalOuter', 'VerticalDown', 'VerticalUp'].map(name => [
              `rangeMap${name}`,
              { inputMaxValue: 30, outputScale: 1 },
            ]),
          ),
        },
      },
      VRMC_springBone: springsOf(plan, names),
    },
  })
}

function metaOf(title: string): object {
  return {
    name: title,
    version: '1.0',
    authors: ['Changming'],
    copyrightInformation: 'CC0 1.0: no rights reserved',
    licenseUrl: 'https://vrm.dev/licenses/1.0/',
    otherLicenseUrl: 'https://creativecommons.org/publicdomain/zero/1.0/',
    avatarPermission: 'everyone',
    allowExcessivelyViolentUsage: false,
    allowExcessivelySexualUsage: false,
    commercialUsage: 'corporation',
    allowPoliticalOrReligiousUsage: false,
    allowAntisocialOrHateUsage: false,
    creditNotation: 'unnecessary',
    allowRedistribution: true,
    modification: 'allowModificationRedistribution',
  }
}

function nodeOf(name: string, bones: Readonly<Record<string, Bone>>): Record<string, unknown> {
  const bone = bones[name] as Bone
  const names = Object.keys(bones)
  const [x = 0, y = 0, z = 0] = inMetres(bone.at)
  const [px = 0, py = 0, pz = 0] =
    bone.parent === undefined ? [0, 0, 0] : inMetres((bones[bone.parent] as Bone).at)
  const children = names.flatMap((each, i) => (bones[each]?.parent === name ? [i] : []))
  return {
    name,
    translation: [x - px, y - py, z - pz].map(rounded),
    ...(children.length > 0 && { children }),
  }
}

function skinOf(glb: Glb, names: readonly string[], bones: Readonly<Record<string, Bone>>): object {
  const inverse = names.flatMap(name => {
    const [x = 0, y = 0, z = 0] = inMetres((bones[name] as Bone).at)
    return [1, 0, 0, 0, 0, 1, 0, 0, 0, 0, 1, 0, -x, -y, -z, 1]
  })
  return {
    joints: names.map((_, i) => i),
    inverseBindMatrices: glb.accessor('f32', 'MAT4', inverse),
    skeleton: 0,
  }
}

function meshOf(glb: Glb, { name, material, part }: MeshOf, names: readonly string[], plan: VrmPlan): object {
  const vertex = { target: 34_962 } as const
  const rest = part.points.map((point, i) => toRest(point, part.bindings[i] as Binding))
  const normals = part.normals.map((normal, i) => unitOf(toRest(normal, part.bindings[i] as Binding, true)))
  const bound = part.bindings.map(binding => quantised(binding, names))
  const targets = [...part.morphs.values()].map(points => {
    const steps = points.flatMap((point, i) =>
      point.map((value, k) => rounded((value - (part.points[i] as Point)[k as 0]) * headM)),
    )
    return { POSITION: glb.accessor('f32', 'VEC3', steps, { ...vertex, bounds: true }) }
  })
  return {
    name,
    primitives: [
      {
        attributes: {
          POSITION: glb.accessor(
            'f32',
            'VEC3',
            rest.flatMap(point => inMetres(point).map(rounded)),
            { ...vertex, bounds: true },
          ),
          NORMAL: glb.accessor('f32', 'VEC3', normals.flat(), vertex),
          TEXCOORD_0: glb.accessor('f32', 'VEC2', part.uvs.flat(), vertex),
          JOINTS_0: glb.accessor(
            'u8',
            'VEC4',
            bound.flatMap(each => each.joints),
            vertex,
          ),
          WEIGHTS_0: glb.accessor(
            'u8',
            'VEC4',
            bound.flatMap(each => each.weights),
            { ...vertex, normalized: true },
          ),
        },
        indices: glb.accessor('u16', 'SCALAR', part.triangles, { target: 34_963 }),
        material: plan.materials.findIndex(each => each.name === material),
        ...(targets.length > 0 && { targets }),
      },
    ],
    ...(targets.length > 0 && { extras: { targetNames: [...part.morphs.keys()] } }),
  }
}

function unitOf(normal: Point): number[] {
  const length = Math.hypot(...normal) || 1
  return normal.map(value => Math.round((value / length) * 1e5) / 1e5)
}

/** Four bones and their shares in 255ths, which sum to 255 exactly. */
function quantised(binding: Binding, names: readonly string[]): { joints: number[]; weights: number[] } {
  const four = binding.toSorted((a, b) => b[1] - a[1]).slice(0, 4)
  const sum = four.reduce((total, [, share]) => total + share, 0)
  const weights = four.map(([, share]) => Math.round((share / sum) * 255))
  weights[0] = 255 - weights.slice(1).reduce((total, share) => total + share, 0)
  const joints = four.map(([bone]) => {
    if (!names.includes(bone)) throw new Error(`there is no bone ${bone}`)
    return names.indexOf(bone)
  })
  const empty = Array<number>(4 - four.length).fill(0)
  return { joints: [...joints, ...empty], weights: [...weights, ...empty] }
}

function materialOf(material: Material, pictures: readonly string[]): object {
  const index = pictures.indexOf(material.picture)
  const { line, rim, blend } = material
  return {
    name: material.name,
    pbrMetallicRoughness: { baseColorTexture: { index }, metallicFactor: 0, roughnessFactor: 1 },
    alphaMode: blend === undefined ? 'OPAQUE' : 'BLEND',
    doubleSided: material.isDoubleSided ?? false,
    extensions: {
      KHR_materials_unlit: {},
      VRMC_materials_mtoon: {
        specVersion: '1.0',
        transparentWithZWrite: false,
        renderQueueOffsetNumber: blend ?? 0,
        shadeColorFactor: material.isFlat === true ? [1, 1, 1] : material.shade,
        shadeMultiplyTexture: { index },
        shadingShiftFactor: material.reach ?? 0,
        shadingToonyFactor: 0.86,
        giEqualizationFactor: 0.9,
        ...(rim !== undefined && {
          parametricRimColorFactor: rim,
          parametricRimFresnelPowerFactor: 5,
          parametricRimLiftFactor: 0.04,
          rimLightingMixFactor: 0.6,
        }),
        ...(line === undefined
          ? { outlineWidthMode: 'none' }
          : {
              outlineWidthMode: 'worldCoordinates',
              outlineWidthFactor: line.widthM,
              outlineColorFactor: line.colour,
              outlineLightingMixFactor: 0,
            }),
      },
    },
  }
}

/** How far the picture of an iris moves at a full look aside, in shares of it. */
const gaze: Readonly<Record<string, readonly [number, number]>> = {
  lookLeft: [-0.12, 0],
  lookRight: [0.12, 0],
  lookUp: [0, 0.1],
  lookDown: [0, -0.1],
}

function expressionsOf(plan: VrmPlan, meshNodes: readonly number[]): object {
  const [preset, custom]: Record<string, object>[] = [{}, {}]
  for (const [name, morphs] of Object.entries({ ...plan.expressions, ...gaze, neutral: {} })) {
    const shift = gaze[name]
    const binds = plan.meshes.flatMap(({ part }, i) => {
      const order = [...part.morphs.keys()]
      return Object.entries(morphs)
        .filter(([morph]) => order.includes(morph))
        .map(([morph, weight]) => ({ node: meshNodes[i], index: order.indexOf(morph), weight }))
    })
    const where = vrmPresets.includes(name) ? preset : custom
    ;(where as Record<string, object>)[name] = {
      isBinary: false,
      overrideBlink: 'none',
      overrideLookAt: 'none',
      overrideMouth: 'none',
      ...(shift === undefined
        ? { morphTargetBinds: binds }
        : {
            textureTransformBinds: [
              {
                material: plan.materials.findIndex(each => each.name === 'iris'),
                scale: [1, 1],
                offset: shift,
              },
            ],
          }),
    }
  }
  return { preset, custom }
}

function springsOf(plan: VrmPlan, names: readonly string[]): object {
  const sphere = (bone: string, offset: Point, radius: number) => ({
    node: names.indexOf(bone),
    shape: {
      sphere: { offset: offset.map(value => rounded(value * headM)), radius: rounded(radius * headM) },
    },
  })
  const capsule = (bone: string, offset: Point, tail: Point, radius: number) => ({
    node: names.indexOf(bone),
    shape: {
      capsule: {
        offset: offset.map(value => value * headM),
        tail: tail.map(value => value * headM),
        radius: radius * headM,
      },
    },
  })
  const colliders = [
    sphere('head', [0, 0.86, 0.1], 0.8),
    sphere('neck', [0, 0.3, 0.02], 0.3),
    capsule('chest', [-0.85, 1.98, -0.1], [0.85, 1.98, -0.1], 0.32),
    capsule('chest', [-0.4, 1.3, 0], [0.4, 1.3, 0], 0.55),
  ]
  return {
    specVersion: '1.0',
    colliders,
    colliderGroups: [{ name: 'body', colliders: colliders.map((_, i) => i) }],
    springs: plan.springs.map(spring => ({
      name: spring.name,
      joints: spring.bones.map(bone => ({
        node: names.indexOf(bone),
        hitRadius: spring.radiusM,
        stiffness: spring.stiffness,
        gravityPower: spring.gravity,
        gravityDir: [0, -1, 0],
        dragForce: spring.drag,
      })),
      colliderGroups: [0],
    })),
  }
}
