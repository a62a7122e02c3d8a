// The hosts that come with the house.
import { fileURLToPath } from 'node:url'
import type { Manner } from '#stage'

/** Lin for technology, Mei for cosmetics, Xing for food. All CC0. */
export const hostNames = ['lin', 'mei', 'xing'] as const
export type HostName = (typeof hostNames)[number]

const mannersOf: Readonly<Record<HostName, Manner>> = { lin: 'calm', mei: 'warm', xing: 'brisk' }

/** Where a host of ours lies on disk, where the page fetches it from, and how it holds itself. */
export function hostFile(name: HostName): { path: string; pagePath: string; manner: Manner } {
  const path = fileURLToPath(new URL(`../hosts/${name}.vrm`, import.meta.url))
  return { path, pagePath: `/hosts/${name}.vrm`, manner: mannersOf[name] }
}
