// What stands against a host, each as a sentence that says what to do. Pure: from what the file says of itself.
import type { HostFacts } from './facts.ts'
import type { ReadVrm } from './read-vrm.ts'

/** One thing about a host. `code` is for programs, `sentence` for people. */
export type Finding = { readonly code: `host-${string}`; readonly sentence: string }

/** What a file says of who may show it; as it stands in the file, what is not said counts as forbidden. */
export type HostLicence = Pick<HostFacts, 'authors' | 'whoMayUse' | 'commercial' | 'mustCredit'>

export type HostReport = {
  readonly title: string
  readonly version: '1.0' | '0.x' | 'unknown'
  /** Undefined of a file that cannot be read. */
  readonly licence?: HostLicence
  /** What must be shown while the host is on air; undefined where its licence asks for nothing. */
  readonly credit?: string
  /** Expressions of the mouth that the file has. */
  readonly mouthShapes: readonly string[]
  /** Any of these keeps the host off air. */
  readonly refusals: readonly Finding[]
  /** With these it goes on air, looking worse than it could. */
  readonly warnings: readonly Finding[]
}

/** Who puts the host on air. */
export type HostUse = {
  /** A company, whose licence must allow more than a person's. */
  readonly asCompany: boolean
  /** The operator states that the author has given leave beyond what the file says. */
  readonly hasLeave: boolean
}

export type HostBounds = {
  readonly fileBytes: number
  readonly vertices: number
  readonly pictures: number
  /** Longest edge of a picture. */
  readonly picturePx: number
}

/** A model for live use is 10 to 30 MB; beyond these bounds a machine without a GPU bakes for an hour. */
export const usualBounds: HostBounds = {
  fileBytes: 64 * 1024 * 1024,
  vertices: 250_000,
  pictures: 64,
  picturePx: 4_096,
}

/** The fifteen that VRM demands (VRMC_vrm 1.0, humanoid). */
const requiredBones = [
  'hips',
  'spine',
  'head',
  ...['left', 'right'].flatMap(side =>
    ['UpperArm', 'LowerArm', 'Hand', 'UpperLeg', 'LowerLeg', 'Foot'].map(bone => side + bone),
  ),
]
const vowels = ['aa', 'ih', 'ou', 'ee', 'oh']
const moreShapes = ['lip-teeth', 'teeth', 'closed']
/** Expressions that we show while a host speaks. */
const shownWhileSpeaking = ['blink', 'happy', 'relaxed']
const drawable = new Set([
  'VRM',
  'VRMC_vrm',
  'VRMC_materials_mtoon',
  'VRMC_springBone',
  'VRMC_node_constraint',
  'VRMC_materials_hdr_emissiveMultiplier',
  'KHR_materials_unlit',
  'KHR_texture_transform',
  'KHR_materials_emissive_strength',
  'KHR_mesh_quantization',
])

type Judged = { readonly refusals: Finding[]; readonly warnings: Finding[] }

export function judge(read: ReadVrm, facts: HostFacts, use: HostUse, bounds: HostBounds): Judged {
  const rules = [licence, size, content, bones, mouth]
  const each = rules.map(rule => rule({ read, facts, use, bounds }))
  return { refusals: each.flatMap(one => one.refusals), warnings: each.flatMap(one => one.warnings) }
}

type Case = {
  readonly read: ReadVrm
  readonly facts: HostFacts
  readonly use: HostUse
  readonly bounds: HostBounds
}

function licence({ facts, use }: Case): Judged {
  const refusals: Finding[] = []
  const leave =
    'ask its author for leave and write into "leave" who gave it when you upload it, or choose another host'
  if (facts.commercial === 'no' && !use.hasLeave)
    refusals.push({ code: 'host-not-commercial', sentence: `its licence forbids commercial use: ${leave}` })
  if (facts.commercial === 'person' && use.asCompany && !use.hasLeave)
    refusals.push({
      code: 'host-not-for-companies',
      sentence: `its licence allows profit to persons, not to companies: ${leave}`,
    })
  if (facts.whoMayUse !== 'everyone' && !use.hasLeave) {
    const who = facts.whoMayUse === 'author' ? 'its author alone' : 'people its author has licensed'
    refusals.push({
      code: 'host-not-for-everyone',
      sentence: `its licence lets only ${who} appear as it: ${leave}`,
    })
  }
  const nobody = facts.mustCredit && facts.authors.join('').trim() === ''
  if (nobody)
    refusals.push({
      code: 'host-credit-unknown',
      sentence: 'its licence wants its author named and names none: write the author into its metadata',
    })
  return { refusals, warnings: [] }
}

function size({ read, bounds }: Case): Judged {
  const refusals: Finding[] = []
  const mb = (bytes: number) => `${Math.ceil(bytes / 1_048_576)} MB`
  if (read.bytes > bounds.fileBytes)
    refusals.push({
      code: 'host-file-large',
      sentence: `it is ${mb(read.bytes)}, and ${mb(bounds.fileBytes)} is the most: make its pictures smaller when exporting`,
    })
  const { accessors, meshes, images } = read.json
  const positions = new Set(
    meshes.flatMap(mesh => mesh.primitives.map(({ attributes }) => attributes['POSITION'])),
  )
  const vertices = [...positions].reduce<number>((sum, i) => sum + (accessors[i ?? -1]?.count ?? 0), 0)
  if (vertices > bounds.vertices)
    refusals.push({
      code: 'host-vertices-many',
      sentence: `it has ${vertices} vertices, and ${bounds.vertices} is the most: reduce its meshes when exporting`,
    })
  if (images.length > bounds.pictures)
    refusals.push({
      code: 'host-pictures-many',
      sentence: `it has ${images.length} pictures, and ${bounds.pictures} is the most: join them into atlases when exporting`,
    })
  const widest = Math.max(0, ...read.pictures.flatMap(({ widthPx, heightPx }) => [widthPx, heightPx]))
  if (widest > bounds.picturePx)
    refusals.push({
      code: 'host-picture-large',
      sentence: `it has a picture ${widest} pixels wide or high, and ${bounds.picturePx} is the most: make it smaller`,
    })
  return { refusals, warnings: [] }
}

function content({ read }: Case): Judged {
  const refusals: Finding[] = []
  const outside = [...read.json.buffers, ...read.json.images].filter(
    ({ uri }) => uri !== undefined && !uri.startsWith('data:'),
  )
  if (outside.length > 0)
    refusals.push({
      code: 'host-parts-outside',
      sentence: 'parts of it lie in other files, which are never fetched: export it as one .vrm',
    })
  const unknown = read.json.extensionsRequired.filter(name => !drawable.has(name))
  if (unknown.length > 0)
    refusals.push({
      code: 'host-packed',
      sentence: `it cannot be drawn without ${unknown.join(', ')}: export it without compression`,
    })
  return { refusals, warnings: [] }
}

function bones({ facts }: Case): Judged {
  const missing = requiredBones.filter(bone => !facts.bones.has(bone))
  if (missing.length === 0) return { refusals: [], warnings: [] }
  const sentence = `it lacks ${missing.length === 1 ? 'the bone' : 'the bones'} ${missing.join(', ')}: assign ${missing.length === 1 ? 'it' : 'them'} in the humanoid settings of the program it was made with`
  return { refusals: [{ code: 'host-bones-missing', sentence }], warnings: [] }
}

function mouth({ facts }: Case): Judged {
  const [refusals, warnings]: [Finding[], Finding[]] = [[], []]
  const missing = vowels.filter(vowel => !facts.expressions.has(vowel))
  if (missing.includes('aa'))
    refusals.push({
      code: 'host-mouth-still',
      sentence: `its mouth would not open: give it the expression aa (also missing: ${missing.slice(1).join(', ') || 'none'})`,
    })
  else if (missing.length > 0)
    warnings.push({
      code: 'host-vowels-missing',
      sentence: `it lacks ${missing.join(', ')}: those vowels will look closed until it has these expressions`,
    })
  if (!facts.expressions.has('blink'))
    warnings.push({ code: 'host-no-blink', sentence: 'it cannot blink: give it the expression blink' })
  const muting = facts.muting.filter(name => shownWhileSpeaking.includes(name))
  if (muting.length > 0)
    refusals.push({
      code: 'host-muted',
      sentence: `${muting.join(' and ')} would hold its mouth still while it speaks: set overrideMouth of ${muting.length === 1 ? 'it' : 'them'} to none`,
    })
  const others = facts.muting.filter(name => !shownWhileSpeaking.includes(name))
  if (others.length > 0)
    warnings.push({
      code: 'host-would-be-muted',
      sentence: `${others.join(', ')} would hold its mouth still; they are not shown while it speaks`,
    })
  return { refusals, warnings }
}

/** Expressions of the mouth that the facts name, in the order of the stage. */
export function mouthShapesIn(facts: HostFacts): string[] {
  return [...vowels, ...moreShapes].filter(name => facts.expressions.has(name))
}
