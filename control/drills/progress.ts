// How far a running drill is, as it tells control in lines among what it says.
import { type DrillFault, drillFaults, type Result } from '#monitoring'

/** Plain values. */
export type DrillProgress = {
  /** Which fault is acted now; null before the first, and between two. */
  readonly acting: DrillFault | null
  readonly of: number
  readonly results: readonly Pick<Result, 'fault' | 'verdict' | 'recoveredMs'>[]
}

const mark = 'progress '

export function progressLine(progress: DrillProgress): string {
  return mark + JSON.stringify(progress)
}

/** Undefined where the line is something else. */
export function progressIn(line: string): DrillProgress | undefined {
  if (!line.startsWith(mark)) return undefined
  try {
    const { acting, of, results } = JSON.parse(line.slice(mark.length)) as DrillProgress
    const isKnown = acting === null || drillFaults.includes(acting)
    return isKnown && Number.isInteger(of) && Array.isArray(results)
      ? { acting, of, results: results.slice(0, drillFaults.length) }
      : undefined
  } catch {
    return undefined // its own words begin like that
  }
}
