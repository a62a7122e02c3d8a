// Where in the wizard we are: broadcast and step stand in the address, so a reload changes nothing.
import { hrefOf, query } from '../shell/router.ts'
import type { Step } from './steps.ts'

export function hrefOfStep(broadcast: string, step: Step): string {
  return hrefOf('begin', {}, { broadcast, step })
}

export function goToStep(broadcast: string, step: Step): void {
  location.hash = hrefOfStep(broadcast, step)
}

export const broadcastAsked = () => query.value.get('broadcast') ?? ''
