// The names of clips: everything that can be seen and heard in them.
import { overlaysVersion, setsVersion } from '#stage'
import { bakeEdition } from '../bake/index.ts'
import { clipKey, type Content } from '../clip/index.ts'
import type { Line } from '../feed/lines.ts'
import type { Look } from '../feed/studio.ts'
import type { Logo } from './logos.ts'
import type { Appearance } from './wings.ts'

/** Goes up when motion, lips or placing change so that clips shall be made anew. */
const productionEdition = 1

/** `whole`: with all of a host's loops; `early`: with those that were drawn first. `voiceKey`: everything audible in it. */
export function clipKeys(
  look: Look,
  line: Line | null,
  voiceKey: string,
  { digest, credit }: Appearance,
  logo: Logo | undefined,
): { readonly whole: string; readonly early: string } {
  const keyOf = (motion: 'whole' | 'early') =>
    clipKey({
      editions: [productionEdition, bakeEdition, overlaysVersion, setsVersion],
      look: plain(look),
      line: line === null ? null : plain([line.text, line.product]),
      voiceKey,
      vrm: digest,
      credit,
      ...(logo === undefined ? {} : { logo: logo.digest }),
      motion,
    })
  return { whole: keyOf('whole'), early: keyOf('early') }
}

/** Without what is undefined. */
function plain(value: unknown): Content {
  return JSON.parse(JSON.stringify(value)) as Content
}
