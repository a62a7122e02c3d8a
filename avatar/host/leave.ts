// What an author allows beyond a file's licence, in the words of the operator who was told so: kept beside the file.
import { readFile } from 'node:fs/promises'

export const leaveFile = (vrm: string) => `${vrm}.leave`

/** Undefined where nobody stated any. */
export async function leaveOf(vrm: string): Promise<string | undefined> {
  try {
    return (await readFile(leaveFile(vrm), 'utf8')).trim() || undefined
  } catch {
    return undefined // none, or none that can be read: the licence alone speaks
  }
}
