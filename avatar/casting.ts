// Who a host is beside its looks: what it is called, how it moves and sounds, what it is at home with.
import type { SetBrief } from '#scene-gen'
import type { Manner } from '#stage'
import { hostFile, type HostName, hostNames } from './host/our-hosts.ts'
import type { OfflineSettings } from './speech/index.ts'

export type Persona = {
  /** As it introduces itself. */
  readonly called: { readonly zh: string; readonly en: string }
  readonly manner: Manner
  /** What its set stands for where nothing else says. */
  readonly category: SetBrief['category']
  /** How it sounds where no online voice speaks: eSpeak NG's variants. */
  readonly voice: OfflineSettings
}

const ready: Readonly<Record<HostName, Omit<Persona, 'manner'>>> = {
  lin: {
    called: { zh: '小林', en: 'Lin' },
    category: 'technology',
    voice: { variant: 'f3', wordsPerMinute: 185, pitch: 45 },
  },
  mei: {
    called: { zh: '小美', en: 'Mei' },
    category: 'beauty',
    voice: { variant: 'f2', wordsPerMinute: 175, pitch: 58 },
  },
  xing: {
    called: { zh: '小星', en: 'Xing' },
    category: 'food',
    voice: { variant: 'f5', wordsPerMinute: 210, pitch: 62 },
  },
}

/** A host of the operator's own is calm, and says what it is without a name. */
const stranger: Persona = {
  called: { zh: '', en: '' },
  manner: 'calm',
  category: 'general',
  voice: { variant: 'f3', wordsPerMinute: 185, pitch: 50 },
}

export function personaOf(host: string): Persona {
  return isReady(host) ? { ...ready[host], manner: hostFile(host).manner } : stranger
}

/** Whether it is one of our own, which are always there. */
export function isReady(host: string): host is HostName {
  return hostNames.some(name => name === host)
}
