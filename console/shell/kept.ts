// Small choices that a visitor's own browser remembers. Where it remembers nothing, the desk works all the same.

const prefix = 'changming.'

export function kept(name: string): string | null {
  try {
    return localStorage.getItem(prefix + name)
  } catch {
    return null // storage is switched off
  }
}

export function keep(name: string, value: string): void {
  try {
    localStorage.setItem(prefix + name, value)
  } catch {
    // storage is switched off or full: the choice lasts as long as the page
  }
}
