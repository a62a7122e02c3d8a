// Which VRMs go on air, and what is said of those that do not.
import { mkdtempSync, rmSync, truncateSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, expect, test } from 'vitest'
import { checkHost, hostFile, hostNames } from '../../../avatar/host/index.ts'

const folder = mkdtempSync(join(tmpdir(), 'host-'))
afterAll(() => rmSync(folder, { recursive: true }))

const sided = (side: string) =>
  ['UpperArm', 'LowerArm', 'Hand', 'UpperLeg', 'LowerLeg', 'Foot'].map(bone => side + bone)
const bones = ['hips', 'spine', 'head', ...sided('left'), ...sided('right')]
const vowels = ['aa', 'ih', 'ou', 'ee', 'oh', 'blink', 'happy']
const fit = {
  meta: {
    name: 'Probe',
    authors: ['Somebody'],
    avatarPermission: 'everyone',
    commercialUsage: 'corporation',
    creditNotation: 'unnecessary',
  },
  humanoid: { humanBones: Object.fromEntries(bones.map(bone => [bone, { node: 0 }])) },
  expressions: { preset: Object.fromEntries(vowels.map(name => [name, { overrideMouth: 'none' }])) },
}
type Vrm = { meta: object; humanoid: object; expressions: object }

function fileOf(json: object, body: Buffer = Buffer.alloc(4)): Buffer {
  const text = Buffer.from(JSON.stringify({ asset: { version: '2.0' }, ...json }))
  const padded = Buffer.concat([text, Buffer.alloc((4 - (text.length % 4)) % 4, 0x20)])
  const head = Buffer.alloc(20)
  head.write('glTF', 0)
  head.writeUInt32LE(2, 4)
  head.writeUInt32LE(28 + padded.length + body.length, 8)
  head.writeUInt32LE(padded.length, 12)
  head.write('JSON', 16)
  const second = Buffer.alloc(8)
  second.writeUInt32LE(body.length, 0)
  second.write('BIN\0', 4)
  return Buffer.concat([head, padded, second, body])
}

let count = 0
function written(bytes: Buffer): string {
  const path = join(folder, `${(count += 1)}.vrm`)
  writeFileSync(path, bytes)
  return path
}
const checked = (vrm: Vrm, more: object = {}, body?: Buffer) =>
  checkHost(written(fileOf({ extensions: { VRMC_vrm: vrm }, ...more }, body)))
const codes = (found: readonly { code: string }[]) => found.map(({ code }) => code)

test.each(hostNames)(
  'our own host %s is fit for air, with every shape of the mouth, and asks for no credit',
  async name => {
    const report = await checkHost(hostFile(name).path)
    expect(report).toMatchObject({ version: '1.0', refusals: [], warnings: [] })
    expect(report.mouthShapes).toEqual(['aa', 'ih', 'ou', 'ee', 'oh', 'lip-teeth', 'teeth', 'closed'])
    expect(report.credit).toBeUndefined()
  },
)

test('a plain VRM 1.0 is fit', async () => {
  expect(await checked(fit)).toMatchObject({ title: 'Probe', version: '1.0', refusals: [], warnings: [] })
})

test('40 MB with a bone missing are refused by the name of the bone', async () => {
  const { rightHand: _, ...humanBones } = fit.humanoid.humanBones as Record<string, object>
  const path = written(fileOf({ extensions: { VRMC_vrm: { ...fit, humanoid: { humanBones } } } }))
  truncateSync(path, 40 * 1024 * 1024)
  const { refusals } = await checkHost(path)
  expect(refusals).toHaveLength(1)
  expect(refusals[0]?.sentence).toMatch(/lacks the bone rightHand: assign it in the humanoid settings/)
})

test('a licence without commerce, for its author alone, keeps a host off air until leave is stated', async () => {
  const vrm = {
    ...fit,
    meta: { ...fit.meta, avatarPermission: 'onlyAuthor', commercialUsage: 'personalNonProfit' },
  }
  const path = written(fileOf({ extensions: { VRMC_vrm: vrm } }))
  const { refusals } = await checkHost(path)
  expect(codes(refusals)).toEqual(['host-not-commercial', 'host-not-for-everyone'])
  for (const { sentence } of refusals) expect(sentence).toMatch(/ask its author for leave/)
  expect((await checkHost(path, { asCompany: true, hasLeave: true })).refusals).toEqual([])
})

test('profit allowed to persons is not profit allowed to companies', async () => {
  const path = written(
    fileOf({
      extensions: { VRMC_vrm: { ...fit, meta: { ...fit.meta, commercialUsage: 'personalProfit' } } },
    }),
  )
  expect(codes((await checkHost(path)).refusals)).toEqual(['host-not-for-companies'])
  expect((await checkHost(path, { asCompany: false, hasLeave: false })).refusals).toEqual([])
})

test('what a licence does not say counts as forbidden, and as wanting credit', async () => {
  const report = await checked({ ...fit, meta: { name: 'Silent' } })
  expect(codes(report.refusals)).toEqual([
    'host-not-commercial',
    'host-not-for-everyone',
    'host-credit-unknown',
  ])
})

test('where credit is asked for, the report says what to show', async () => {
  const report = await checked({
    ...fit,
    meta: { ...fit.meta, creditNotation: 'required', authors: ['A', 'B'] },
  })
  expect(report).toMatchObject({ credit: 'Probe © A, B', refusals: [] })
})

test('an expression that would mute the mouth is refused where we show it, and told where we do not', async () => {
  const preset = {
    ...fit.expressions.preset,
    happy: { overrideMouth: 'block' },
    angry: { overrideMouth: 'blend' },
  }
  const report = await checked({ ...fit, expressions: { preset } })
  expect(codes(report.refusals)).toEqual(['host-muted'])
  expect(report.refusals[0]?.sentence).toMatch(/set overrideMouth of it to none/)
  expect(codes(report.warnings)).toEqual(['host-would-be-muted'])
})

test('a mouth without its vowels is refused when it cannot open, told when it can a little', async () => {
  const none = await checked({ ...fit, expressions: {} })
  expect(codes(none.refusals)).toEqual(['host-mouth-still'])
  const few = await checked({ ...fit, expressions: { preset: { aa: {}, blink: {} } } })
  expect(few.refusals).toEqual([])
  expect(few.warnings[0]?.sentence).toMatch(/lacks ih, ou, ee, oh/)
})

test('parts in other files and packed meshes are refused: nothing is fetched, nothing unpacked', async () => {
  const report = await checked(fit, {
    images: [{ uri: 'https://example.com/skin.png' }],
    extensionsRequired: ['KHR_draco_mesh_compression'],
  })
  expect(codes(report.refusals)).toEqual(['host-parts-outside', 'host-packed'])
})

test('too many vertices and too large pictures are refused with the bound', async () => {
  const png = Buffer.alloc(32)
  png.write('\x89PNG', 0, 'latin1')
  png.writeUInt32BE(8_192, 16)
  png.writeUInt32BE(16, 20)
  const mesh = { primitives: [{ attributes: { POSITION: 0 } }, { attributes: { POSITION: 0 } }] }
  const more = {
    meshes: [mesh, { primitives: [{ attributes: { POSITION: 1 } }] }],
    accessors: [{ count: 200_000 }, { count: 60_000 }],
    bufferViews: [{ byteLength: 32 }],
    images: [{ bufferView: 0, mimeType: 'image/png' }],
  }
  const { refusals } = await checked(fit, more, png)
  expect(codes(refusals)).toEqual(['host-vertices-many', 'host-picture-large'])
  expect(refusals[0]?.sentence).toMatch(/260000 vertices, and 250000 is the most/)
})

test('VRM 0.x is judged by its own words for the same things', async () => {
  const preset = (presetName: string) => ({ name: presetName, presetName })
  const old = {
    meta: {
      title: 'Old',
      author: 'Somebody',
      allowedUserName: 'Everyone',
      commercialUssageName: 'Disallow',
      licenseName: 'CC_BY',
    },
    humanoid: { humanBones: bones.map(bone => ({ bone, node: 0 })) },
    blendShapeMaster: { blendShapeGroups: ['a', 'i', 'u', 'e', 'o', 'blink', 'joy'].map(preset) },
  }
  const forbidden = await checkHost(written(fileOf({ extensions: { VRM: old } })))
  expect(forbidden).toMatchObject({ title: 'Old', version: '0.x', credit: 'Old © Somebody', warnings: [] })
  expect(codes(forbidden.refusals)).toEqual(['host-not-commercial'])
  const free = { ...old, meta: { ...old.meta, commercialUssageName: 'Allow', licenseName: 'CC0' } }
  const report = await checkHost(written(fileOf({ extensions: { VRM: free } })))
  expect(report.refusals).toEqual([])
  expect(report.credit).toBeUndefined()
})

test.each([
  [
    'a picture',
    Buffer.concat([Buffer.from('\x89PNG', 'latin1'), Buffer.alloc(40)]),
    /begins with the letters glTF/,
  ],
  ['a file cut off', fileOf({ extensions: { VRMC_vrm: fit } }).subarray(0, 90), /cut off/],
  ['an empty file', Buffer.alloc(0), /begins with the letters glTF/],
  ['a glTF of something else', fileOf({}), /without a VRM/],
  [
    'accessors that are none',
    fileOf({ accessors: [{ count: -1 }] }),
    /accessors\.0\.count is not as glTF has it/,
  ],
])('%s is refused with a sentence', async (_what, bytes, sentence) => {
  const { refusals } = await checkHost(written(bytes))
  expect(codes(refusals)).toEqual(['host-unreadable'])
  expect(refusals[0]?.sentence).toMatch(sentence)
})
