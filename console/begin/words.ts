// Words of the wizard.
import type { Aspect, Fault } from './arriving.ts'
import type { Step } from './steps.ts'
import { en } from './words-en.ts'
import { zh } from './words-zh.ts'

export type BeginWords = {
  readonly title: string
  readonly titleOf: (name: string) => string
  readonly lead: string
  readonly path: string
  readonly steps: Readonly<Record<Step, string>>
  readonly stepOf: (i: number, n: number) => string
  readonly done: string
  readonly next: (step: string) => string
  readonly back: string
  readonly notFound: (name: string) => string
  readonly show: {
    readonly name: string
    readonly nameHint: string
    readonly badName: string
    readonly taken: string
    readonly goOn: string
    readonly continueWith: string
    readonly feeds: string
    readonly feedsHint: string
    readonly preferred: string
    readonly up: (feed: string) => string
    readonly remove: (feed: string) => string
    readonly addKnown: (feed: string) => string
    readonly newFeed: string
    readonly add: string
    readonly badFeed: string
    readonly takenFeed: string
    readonly tooMany: string
    readonly noFeed: string
    readonly make: string
    readonly save: string
    readonly removeOnAir: (feed: string) => string
  }
  readonly camera: {
    readonly tabs: string
    readonly type: string
    readonly server: string
    readonly key: string
    readonly whole: string
    readonly which: string
    readonly kinds: Readonly<Record<'this-machine' | 'network' | 'secure', (host: string) => string>>
    readonly once: string
    readonly gone: string
    readonly newKey: string
    readonly newKeyAsk: string
    readonly newKeyLiveAsk: string
    readonly newKeyYes: string
    readonly scan: string
    readonly scanLabel: string
    readonly scanLoopback: string
    readonly scanNowhere: string
    readonly noDoor: (why: string) => string
    readonly how: string
    readonly guides: readonly { readonly name: string; readonly lines: readonly string[] }[]
    readonly arriving: string
    readonly waiting: string
    readonly waitingKey: string
    readonly help: readonly string[]
    readonly from: (address: string, encoder: string) => string
    readonly fine: string
    readonly fineFor: (platforms: string) => string
    readonly aspects: Readonly<Record<Aspect, string>>
    readonly fault: (fault: Fault) => string
    readonly whose: (platforms: string) => string
    readonly nothingToJudge: string
  }
  readonly platforms: {
    readonly pick: string
    readonly pickHint: string
    readonly addTo: (platform: string) => string
    readonly none: string
    readonly remove: (name: string) => string
    readonly removeAsk: (name: string) => string
    readonly removeOnAirAsk: (name: string) => string
    readonly removeYes: string
    readonly lastOnAir: string
    readonly calls: string
    readonly when: string
    readonly whenHint: string
    readonly understudy: string
    readonly understudyHint: string
    readonly noUnderstudy: string
    readonly noHosts: string
    readonly slate: string
    readonly slateHint: string
    /** Tiles of servers of one's own. */
    readonly own: Readonly<Record<string, string>>
    readonly slates: Readonly<Record<string, string>>
    readonly noSlate: string
    readonly noAddress: string
  }
  readonly check: { readonly hint: string }
  readonly air: {
    readonly ready: string
    readonly readyHint: string
    readonly facts: { readonly picture: string; readonly to: string; readonly check: string }
    readonly unchecked: string
    readonly go: string
    readonly noGo: string
    readonly start: string
    readonly ask: (n: number) => string
    readonly askNoGo: string
    readonly yes: string
    readonly noDestination: string
    readonly noAddress: string
    readonly bare: (names: string) => string
    readonly armed: string
    readonly opensByItself: string
    readonly going: string
    readonly onAir: string
    readonly onAirHint: string
    readonly sent: string
    readonly toBroadcast: string
    readonly toTonight: string
    readonly after: string
    readonly afterSteps: readonly string[]
    readonly where: Readonly<Record<string, string>>
    readonly needsYou: string
  }
}

export const beginWords: Readonly<Record<'zh' | 'en', BeginWords>> = { zh, en }
