// Every sentence with which control says no, by a code that stays, with its Chinese. In braces: what is filled in.
import { ofAddresses } from './of-addresses.ts'
import { ofCommands } from './of-commands.ts'
import { ofFields } from './of-fields.ts'
import { ofHosts } from './of-hosts.ts'
import { ofOverlays } from './of-overlays.ts'
import { ofPeople } from './of-people.ts'

/** English as it is thrown, and Chinese with the same names in braces; what Chinese leaves out is for programs. */
export type Sentence = readonly [en: string, zh: string]
export type Sentences = Readonly<Record<string, Sentence>>

export const sentences: Sentences = {
  ...ofCommands,
  ...ofPeople,
  ...ofAddresses,
  ...ofFields,
  ...ofHosts,
  ...ofOverlays,
}
