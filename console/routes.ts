// Every page of the desk: its address after `#`, who may open it, and the code that is fetched when it is opened.
import type { Component } from 'vue'
import type { Role } from './live/types.ts'

export type PageName =
  | 'tonight'
  | 'wall'
  | 'begin'
  | 'broadcast'
  | 'prompter'
  | 'scripts'
  | 'hosts'
  | 'incidents'
  | 'incident'
  | 'drills'
  | 'people'
  | 'reference'

export type Route = {
  readonly name: PageName
  /** Parts in braces are parameters: `/broadcasts/{broadcast}`. */
  readonly path: string
  readonly role: Role
  /** Stands in the navigation. */
  readonly isInNavigation?: true
  /** Fills the screen: no navigation, no bar. */
  readonly isBare?: true
  /** A module whose `default` is the page; it is given the parameters as props. */
  readonly load: () => Promise<{ readonly default: Component }>
}

export const routes: readonly Route[] = [
  {
    name: 'tonight',
    path: '/',
    role: 'viewer',
    isInNavigation: true,
    load: () => import('./tonight/page.tsx'),
  },
  { name: 'wall', path: '/wall', role: 'viewer', isBare: true, load: () => import('./tonight/wall.tsx') },
  { name: 'begin', path: '/begin', role: 'operator', load: () => import('./begin/page.tsx') },
  {
    name: 'broadcast',
    path: '/broadcasts/{broadcast}',
    role: 'viewer',
    load: () => import('./broadcast/page.tsx'),
  },
  {
    name: 'prompter',
    path: '/prompter/{broadcast}',
    role: 'viewer',
    isBare: true,
    load: () => import('./prompter/page.tsx'),
  },
  {
    name: 'scripts',
    path: '/scripts',
    role: 'viewer',
    isInNavigation: true,
    load: () => import('./scripts/page.tsx'),
  },
  {
    name: 'hosts',
    path: '/hosts',
    role: 'viewer',
    isInNavigation: true,
    load: () => import('./hosts/page.tsx'),
  },
  {
    name: 'incidents',
    path: '/incidents',
    role: 'viewer',
    isInNavigation: true,
    load: () => import('./incidents/page.tsx'),
  },
  {
    name: 'incident',
    path: '/incidents/{incident}',
    role: 'viewer',
    load: () => import('./incidents/story.tsx'),
  },
  {
    name: 'drills',
    path: '/drills',
    role: 'viewer',
    isInNavigation: true,
    load: () => import('./drills/page.tsx'),
  },
  {
    name: 'people',
    path: '/people',
    role: 'viewer',
    isInNavigation: true,
    load: () => import('./people/page.tsx'),
  },
  {
    name: 'reference',
    path: '/reference',
    role: 'viewer',
    isInNavigation: true,
    load: () => import('./reference/page.tsx'),
  },
]
