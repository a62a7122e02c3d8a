// What the page chooses from: hosts, sets, logos, voices and scripts, read when the page opens and again when something was changed.
import { shallowRef } from 'vue'
import { ask } from '../live/ask.ts'
import type { Hosts, Logo, Script, Sets, Voices } from './types.ts'

export const hosts = shallowRef<Hosts | null>(null)
export const sets = shallowRef<Sets | null>(null)
export const voices = shallowRef<Voices | null>(null)
export const logos = shallowRef<readonly Logo[]>([])
export const scripts = shallowRef<readonly Script[]>([])

export async function readHosts(): Promise<void> {
  hosts.value = (await ask('GET', 'api/hosts')) as Hosts
}

export async function readSets(): Promise<void> {
  sets.value = (await ask('GET', 'api/sets')) as Sets
}

export async function readLogos(): Promise<void> {
  logos.value = ((await ask('GET', 'api/logos')) as { own: Logo[] }).own
}

export async function readScripts(): Promise<void> {
  scripts.value = ((await ask('GET', 'api/scripts')) as { scripts: Script[] }).scripts
}

export async function readShelf(): Promise<void> {
  const readVoices = async () => {
    voices.value = (await ask('GET', 'api/voices')) as Voices
  }
  await Promise.all([readHosts(), readSets(), readLogos(), readScripts(), readVoices()])
}
