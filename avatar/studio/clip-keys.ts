// The names of clips: everything that can be seen and heard in them.
import { createHash } from 'node:crypto'
import { readFile } from 'node:fs/promises'
import { overlaysVersion, setsVersion } from '#stage'
import { bakeEdition } from '../bake/index.ts'
import { clipKey, type Content } from '../clip/index.ts'
import type { Line } from '../feed/lines.ts'
import type { Look } from '../feed/studio.ts'
import { vrmFile } from './wardrobe.ts'

/** Goes up when motion, lips or placing change so that clips shall be made anew. */
const productionEdition = 1

const digests = new Map<string, Promise<string>>()

/** `whole`: with all of a host's loops; `early`: with those that were drawn first. `voiceKey`: everything audible in it. */
export async function clipKeys(
  look: Look,
  line: Line | null,
  voiceKey: string,
): Promise<{ readonly whole: string; readonly early: string }> {
  const keyOf = (motion: 'whole' | 'early', vrm: string) =>
    clipKey({
      editions: [productionEdition, bakeEdition, overlaysVersion, setsVersion],
      look: plain(look),
      line: line === null ? null : plain([line.text, line.product]),
      voiceKey,
      vrm,
      motion,
    })
  const file = vrmFile(look.host)
  const digest =
    digests.get(file) ?? readFile(file).then(bytes => createHash('sha256').update(bytes).digest('hex'))
  digests.set(file, digest)
  digest.catch(() => digests.delete(file)) // told by whoever draws it
  const vrm = await digest
  return { whole: keyOf('whole', vrm), early: keyOf('early', vrm) }
}

/** Without what is undefined. */
function plain(value: unknown): Content {
  return JSON.parse(JSON.stringify(value)) as Content
}
