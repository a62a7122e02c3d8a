// Small choices that a visitor's own browser remembers. Where it remembers nothing, the desk works all the same.

const prefix = 'changming.'

export function kept(name: string): string | null {
  try {
    return localStorage.getItem(prefix + name)
  } catch {
    return null // storage is switched off
  }
}

/** All that is kept under names that begin so. */
export function keptNames(beginning: string): string[] {
  try {
    return Object.keys(localStorage).flatMap(key =>
      key.startsWith(prefix + beginning) ? [key.slice(prefix.length)] : [],
    )
  } catch {
    return []
  }
}

export function drop(name: string): void {
  try {
    localStorage.removeItem(prefix + name)
  } catch {
    // storage is switched off: there is nothing to drop
  }
}

export function keep(name: string, value: string): void {
  try {
    localStorage.setItem(prefix + name, value)
  } catch {
    // storage is switched off or full: the choice lasts as long as the page
  }
}
