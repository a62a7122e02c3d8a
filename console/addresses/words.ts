// Words of the address editor: what was recognised, what is wrong with it, and where each platform shows its address.
import { en } from './words-en.ts'
import { zh } from './words-zh.ts'

export type AddressWords = {
  readonly paste: (platform: string) => string
  readonly pasteHint: string
  readonly placeholder: string
  readonly where: Readonly<Record<string, string>>
  readonly recognised: (n: number) => string
  readonly nothing: string
  readonly keyAlone: string
  readonly leftover: string
  readonly hadInvisible: string
  readonly hadWide: string
  readonly main: string
  readonly backup: (n: number) => string
  readonly server: string
  readonly key: string
  readonly noKey: string
  readonly fingerprint: (print: string) => string
  readonly platform: string
  readonly unknownServer: string
  readonly ends: string
  readonly endsIn: (time: string) => string
  readonly ended: (time: string) => string
  readonly endsUnsaid: string
  readonly checking: string
  readonly cannotCheck: string
  readonly save: (n: number) => string
  readonly replace: string
  readonly add: string
  readonly onAirAsk: string
  readonly saved: string
  readonly kept: string
  readonly none: string
  readonly up: (rank: string) => string
  readonly remove: (rank: string) => string
  readonly removeAsk: string
  readonly removeLastAsk: string
  readonly clear: string
  readonly tooMany: (most: number) => string
  readonly mendFirst: string
  readonly notes: Readonly<Record<string, string>>
  readonly faults: Readonly<Record<string, string>>
  readonly warnings: Readonly<Record<string, (about: string) => string>>
  readonly refused: Readonly<Record<string, string>>
}

export const addressWords: Readonly<Record<'zh' | 'en', AddressWords>> = { zh, en }
