// What matters of a VRM, the same words for both versions.
import { z } from 'zod'
import type { ReadVrm } from './read-vrm.ts'

export type HostFacts = {
  readonly version: '1.0' | '0.x'
  readonly title: string
  readonly authors: readonly string[]
  readonly whoMayUse: 'everyone' | 'licensed' | 'author'
  readonly commercial: 'corporation' | 'person' | 'no'
  readonly mustCredit: boolean
  readonly bones: ReadonlySet<string>
  /** In the words of VRM 1.0. */
  readonly expressions: ReadonlySet<string>
  /** Expressions that silence the mouth while they show. */
  readonly muting: readonly string[]
}

const named = z.string().catch('')
const expression = z.looseObject({ overrideMouth: z.string().catch('none') })
const vrm1 = z.looseObject({
  meta: z.looseObject({
    name: named,
    authors: z.array(z.string()).catch([]),
    avatarPermission: z.string().catch('onlyAuthor'),
    commercialUsage: z.string().catch('personalNonProfit'),
    creditNotation: z.string().catch('required'),
  }),
  humanoid: z.looseObject({ humanBones: z.record(z.string(), z.looseObject({ node: z.int() })) }),
  expressions: z
    .looseObject({
      preset: z.record(z.string(), expression).catch({}),
      custom: z.record(z.string(), expression).catch({}),
    })
    .catch({ preset: {}, custom: {} }),
})

const vrm0 = z.looseObject({
  meta: z.looseObject({
    title: named,
    author: named,
    allowedUserName: z.string().catch('OnlyAuthor'),
    // Spelled so in the standard of 0.x.
    commercialUssageName: z.string().catch('Disallow'),
    licenseName: named,
  }),
  humanoid: z.looseObject({ humanBones: z.array(z.looseObject({ bone: z.string(), node: z.int() })) }),
  blendShapeMaster: z
    .looseObject({ blendShapeGroups: z.array(z.looseObject({ name: named, presetName: named })) })
    .catch({ blendShapeGroups: [] }),
})

/** Expressions of 0.x by their names in 1.0. */
const oldNames: Readonly<Record<string, string>> = {
  a: 'aa',
  i: 'ih',
  u: 'ou',
  e: 'ee',
  o: 'oh',
  joy: 'happy',
  fun: 'relaxed',
  sorrow: 'sad',
}

/** Undefined where the file holds no VRM. What a licence does not say counts as forbidden. */
export function factsOf({ json }: ReadVrm): HostFacts | undefined {
  const one = vrm1.safeParse(json.extensions['VRMC_vrm'])
  if (one.success) return factsOf1(one.data)
  const zero = vrm0.safeParse(json.extensions['VRM'])
  return zero.success ? factsOf0(zero.data) : undefined
}

function factsOf1({ meta, humanoid, expressions }: z.infer<typeof vrm1>): HostFacts {
  const all = Object.entries({ ...expressions.custom, ...expressions.preset })
  const permission = meta.avatarPermission
  const use = meta.commercialUsage
  return {
    version: '1.0',
    title: meta.name,
    authors: meta.authors,
    whoMayUse:
      permission === 'everyone'
        ? 'everyone'
        : permission === 'onlySeparatelyLicensedPerson'
          ? 'licensed'
          : 'author',
    commercial: use === 'corporation' ? 'corporation' : use === 'personalProfit' ? 'person' : 'no',
    mustCredit: meta.creditNotation !== 'unnecessary',
    bones: new Set(Object.keys(humanoid.humanBones)),
    expressions: new Set(all.map(([name]) => name)),
    muting: all.filter(([, { overrideMouth }]) => overrideMouth !== 'none').map(([name]) => name),
  }
}

function factsOf0({ meta, humanoid, blendShapeMaster }: z.infer<typeof vrm0>): HostFacts {
  const names = blendShapeMaster.blendShapeGroups.map(({ name, presetName }) => {
    const preset = presetName.toLowerCase()
    return preset === '' || preset === 'unknown' ? name : (oldNames[preset] ?? preset)
  })
  const allowed = meta.allowedUserName
  return {
    version: '0.x',
    title: meta.title,
    authors: meta.author === '' ? [] : [meta.author],
    whoMayUse:
      allowed === 'Everyone' ? 'everyone' : allowed === 'ExplicitlyLicensedPerson' ? 'licensed' : 'author',
    commercial: meta.commercialUssageName === 'Allow' ? 'corporation' : 'no',
    mustCredit: meta.licenseName !== 'CC0',
    bones: new Set(humanoid.humanBones.map(({ bone }) => bone)),
    expressions: new Set(names),
    muting: [],
  }
}
