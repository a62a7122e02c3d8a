// What a program's choice means for the virtual hosts among its feeds.
import type { HostCue, HostLine } from './host-line.ts'

export type Shown = {
  readonly onAir: string | null
  readonly pending: string | null
  /** Who is on air shall end its sentence. */
  readonly windsUp: boolean
}

type MaybeHost = { readonly name: string; readonly line: HostLine | undefined }

/** A host on air, or about to be, speaks; one that a better feed waits for ends its sentence; the others stand by. */
export function cueHosts(program: string, feeds: readonly MaybeHost[], shown: Shown): void {
  const { onAir, pending, windsUp } = shown
  const cueOf = (name: string): HostCue => {
    if (name === onAir) return windsUp || (pending !== null && pending !== name) ? 'wind-up' : 'on-air'
    return name === pending ? 'on-air' : 'stand-by'
  }
  for (const { name, line } of feeds) line?.ask(program, cueOf(name))
}
