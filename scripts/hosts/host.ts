// Builds a host from its look, its hair and its clothes.
import { neckPart } from './body.ts'
import { eyeParts } from './eyes.ts'
import { headPart } from './head.ts'
import type { HostLook } from './look.ts'
import { mouthPart } from './mouth.ts'
import type { Point } from './numbers.ts'
import { Part } from './part.ts'
import { hairPicture, irisPicture, shinePicture, skinPicture } from './pictures.ts'
import type { HairRig } from './rig.ts'
import { raised } from './skeleton.ts'
import { capPart, hairOf, type Lock } from './strands.ts'
import { swatchPicture } from './swatches.ts'
import { type Material, vrmFile } from './vrm.ts'

export type Wardrobe = {
  readonly part: Part
  readonly picture: Buffer
  readonly shade: readonly [number, number, number]
  readonly line: readonly [number, number, number]
}

export type Hairdo = {
  readonly locks: readonly Lock[]
  readonly rig: HairRig
  readonly crown: Point
  /** Lower edge of the fringe's shade on the forehead, by place. */
  readonly fringeAt: (x: number) => number
  /** Where along the hair the ring of light lies, as a share of the longest arc. */
  readonly ringAt: number
  readonly line: readonly [number, number, number]
}

const lineM = 0.0013

/** Shapes of speech move the mouth and the jaw together; feelings also lids, cheeks and brows. */
const expressions: Readonly<Record<string, Readonly<Record<string, number>>>> = {
  aa: { aa: 1, jaw: 1 },
  ih: { ih: 1, jaw: 0.3 },
  ou: { ou: 1, jaw: 0.3 },
  ee: { ee: 1, jaw: 0.35 },
  oh: { oh: 1, jaw: 0.7 },
  'lip-teeth': { 'lip-teeth': 1, jaw: 0.08 },
  teeth: { teeth: 1, jaw: 0.15 },
  closed: { closed: 1 },
  blink: { blink: 1 },
  happy: { happy: 1, jaw: 0.35, smile: 1, squint: 1, 'brows-up': 0.3 },
  relaxed: { relaxed: 1, smile: 0.9, squint: 0.65, 'brows-up': 0.15 },
  surprised: { surprised: 1, jaw: 0.5, 'brows-up': 1 },
  'brows-up': { 'brows-up': 1 },
  'brows-down': { 'brows-down': 1 },
}

export function hostFile(look: HostLook, hair: Hairdo, clothes: Wardrobe): Buffer {
  const eyes = eyeParts(look.eye, look.face)
  const skinLine = { widthM: lineM, colour: [0.16, 0.045, 0.04] as const }
  const materials: Material[] = [
    {
      name: 'skin',
      picture: 'skin',
      shade: [0.86, 0.62, 0.6],
      line: skinLine,
      rim: [0.1, 0.085, 0.085],
      reach: 0.12,
    },
    { name: 'lids', picture: 'skin', shade: [0.86, 0.62, 0.6], isDoubleSided: true, reach: 0.12 },
    { name: 'features', picture: 'colours', shade: [1, 1, 1], isFlat: true, isDoubleSided: true },
    { name: 'iris', picture: 'iris', shade: [1, 1, 1], isFlat: true, blend: 0 },
    { name: 'shine', picture: 'shine', shade: [1, 1, 1], isFlat: true, blend: 1 },
    {
      name: 'hair',
      picture: 'hair',
      shade: [0.5, 0.42, 0.56],
      line: { widthM: lineM, colour: hair.line },
      rim: [0.05, 0.05, 0.065],
      isDoubleSided: true,
    },
    {
      name: 'clothes',
      picture: 'clothes',
      shade: clothes.shade,
      line: { widthM: 0.0016, colour: clothes.line },
      rim: [0.09, 0.1, 0.13],
      isDoubleSided: true,
    },
  ]
  const features = new Part().add(eyes.white).add(eyes.lashes)
  return vrmFile({
    title: look.title,
    materials,
    meshes: [
      { name: 'Head', material: 'skin', part: headPart(look.face) },
      { name: 'Neck', material: 'skin', part: raise(neckPart()) },
      { name: 'Lids', material: 'lids', part: eyes.lids },
      { name: 'Eyes', material: 'features', part: features },
      { name: 'Mouth', material: 'features', part: mouthPart(look.face) },
      { name: 'Iris', material: 'iris', part: eyes.iris },
      { name: 'Shine', material: 'shine', part: eyes.shine },
      { name: 'Hair', material: 'hair', part: hairOf(hair.locks).add(capPart(hair.crown)) },
      { name: 'Clothes', material: 'clothes', part: raise(clothes.part) },
    ],
    pictures: {
      skin: skinPicture(look.face, hair.fringeAt),
      colours: swatchPicture({
        white: ['#d6d2e8', '#ffffff'],
        lash: ['#1d1014', look.eye.lash],
        crease: ['#b0705f', '#b0705f'],
        brow: [look.face.brow, look.face.brow],
        mouth: ['#5c1622', '#8e2a36'],
        tongue: ['#ef8a8c', '#dd6c74'],
        teeth: ['#fffdfa', '#fffaf4'],
        lip: ['#8f3a3c', look.face.lip],
        shine: ['#ffffff', '#ffffff'],
      }),
      iris: irisPicture(look.eye),
      shine: shinePicture(look.eye),
      hair: hairPicture(look.hair, look.seed, hair.ringAt),
      clothes: clothes.picture,
    },
    hairBones: hair.rig.bones,
    springs: hair.rig.springs,
    expressions,
  })
}

/** Lifts what does not belong to the head. */
function raise(part: Part): Part {
  for (const [i, [x, y, z]] of part.points.entries()) {
    const ofHead = part.bindings[i]?.find(([bone]) => bone === 'head')?.[1] ?? 0
    part.points[i] = [x, y + raised * (1 - ofHead), z]
  }
  return part
}
