// Puts a destination's addresses: new ones with their keys, those that stay by fingerprint.
import { ask, Refused } from '../live/ask.ts'

/** One address of the list that is put: a new one with its key, or one that stays. */
export type Put =
  | { readonly url: string; readonly key: string }
  | { readonly url: string; readonly keyFingerprint: string }

export const stays = ({ url, keyFingerprint }: { url: string; keyFingerprint: string }): Put => ({
  url,
  keyFingerprint,
})

/** `sentences` are what to say of a refusal, by its code. */
export async function putAddresses(
  { broadcast, destination }: { readonly broadcast: string; readonly destination: string },
  list: readonly Put[],
  sentences: Readonly<Record<string, string>>,
): Promise<void> {
  const path = `api/broadcasts/${encodeURIComponent(broadcast)}/destinations/${encodeURIComponent(destination)}/endpoints`
  try {
    await ask('PUT', path, list)
  } catch (error) {
    const said = error instanceof Refused ? sentences[error.code] : undefined
    throw said === undefined ? error : new Error(said)
  }
}
