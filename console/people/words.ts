// Words of the page about people.
import type { Role } from '../live/types.ts'
import type { WhenWords } from './when.ts'
import { english } from './words-en.ts'
import { chinese } from './words-zh.ts'

export type PeopleWords = {
  readonly title: string
  readonly sections: string
  readonly tabs: Readonly<Record<'mine' | 'accounts' | 'sessions' | 'audit' | 'tokens', string>>
  readonly roles: Readonly<Record<Role, string>>
  readonly rolesMean: Readonly<Record<Role, string>>
  readonly role: string
  readonly when: WhenWords
  readonly save: string
  readonly remove: string
  readonly loading: string
  readonly mine: {
    readonly title: string
    readonly name: string
    readonly cameIn: string
    readonly by: Readonly<Record<'admin' | 'token' | 'account', string>>
    readonly password: string
    readonly present: string
    readonly fresh: string
    readonly again: string
    readonly passwordHint: string
    readonly tooShort: string
    readonly differ: string
    readonly change: string
    readonly changed: string
    readonly noPassword: string
    readonly sessions: string
  }
  readonly sessions: {
    readonly all: string
    readonly hint: string
    readonly none: string
    readonly isThis: string
    readonly unknownBrowser: string
    readonly seen: string
    readonly opened: string
    readonly end: string
    readonly askEnd: (who: string) => string
    readonly askEndThis: string
  }
  readonly accounts: {
    readonly title: string
    readonly hint: string
    readonly none: string
    readonly add: string
    readonly name: string
    readonly nameHint: string
    readonly nameFault: string
    readonly called: string
    readonly calledHint: string
    readonly password: string
    readonly suggest: string
    readonly make: string
    readonly made: (name: string) => string
    readonly edit: string
    readonly newPassword: string
    readonly newPasswordHint: string
    readonly askRemove: (name: string) => string
    readonly since: (when: string) => string
    readonly endsSessions: string
  }
  readonly audit: {
    readonly title: string
    readonly hint: string
    readonly who: string
    readonly everybody: string
    readonly more: string
    readonly none: string
    readonly details: string
    readonly from: string
    readonly call: string
    readonly sent: string
    readonly before: string
    readonly after: string
    readonly field: string
    readonly nothing: string
    readonly whole: string
    readonly answer: string
  }
  readonly tokens: {
    readonly title: string
    readonly hint: string
    readonly none: string
    readonly name: string
    readonly make: string
    readonly made: string
    readonly once: string
    readonly done: string
    readonly back: string
    readonly askBack: (name: string) => string
  }
}

export const peopleWords: Readonly<Record<'zh' | 'en', PeopleWords>> = { zh: chinese, en: english }
