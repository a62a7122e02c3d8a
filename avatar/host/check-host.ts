// Checks a VRM file without drawing it.
import { messageOf } from '#core/failure.ts'
import { factsOf } from './facts.ts'
import {
  type HostBounds,
  type HostReport,
  type HostUse,
  judge,
  mouthShapesIn,
  usualBounds,
} from './findings.ts'
import { leaveOf } from './leave.ts'
import { readVrm, Unreadable } from './read-vrm.ts'

/**
 * Whether the VRM at `path` may and can go on air. What is wrong with the file is in the report, all of it together; only a
 * file that cannot be opened throws. Unless it is told, the user is a company, with leave where that is stated beside the file.
 * Reads the JSON and a few bytes of each picture: some milliseconds, however large the file.
 */
export async function checkHost(
  path: string,
  use?: HostUse,
  bounds: HostBounds = usualBounds,
): Promise<HostReport> {
  try {
    const read = await readVrm(path)
    const facts = factsOf(read)
    if (facts === undefined)
      return unreadable('it is a glTF without a VRM in it: export it as VRM 1.0 or 0.x')
    const credit = facts.mustCredit ? creditOf(facts.title, facts.authors) : undefined
    return {
      title: facts.title,
      version: facts.version,
      ...(credit !== undefined && { credit }),
      licence: {
        authors: facts.authors,
        whoMayUse: facts.whoMayUse,
        commercial: facts.commercial,
        mustCredit: facts.mustCredit,
      },
      mouthShapes: mouthShapesIn(facts),
      ...judge(
        read,
        facts,
        use ?? { asCompany: true, hasLeave: (await leaveOf(path)) !== undefined },
        bounds,
      ),
    }
  } catch (error) {
    if (error instanceof Unreadable) return unreadable(messageOf(error))
    throw error
  }
}

function creditOf(title: string, authors: readonly string[]): string {
  const by = authors.join(', ')
  return title === '' ? by : `${title} © ${by}`
}

function unreadable(sentence: string): HostReport {
  const refusals = [{ code: 'host-unreadable', sentence }] as const
  return { title: '', version: 'unknown', mouthShapes: [], refusals, warnings: [] }
}
