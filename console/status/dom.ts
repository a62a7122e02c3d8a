// Making and changing elements: by nodes and text only, never by markup.

type Child = Node | string | null

/** `el('p.note', 'text')`: a tag with classes, and children. */
export function el<Tag extends keyof HTMLElementTagNameMap>(
  what: Tag | `${Tag}.${string}`,
  ...children: readonly Child[]
): HTMLElementTagNameMap[Tag] {
  const [tag = '', ...classes] = what.split('.')
  const node = document.createElement(tag) as HTMLElementTagNameMap[Tag]
  if (classes.length > 0) node.className = classes.join(' ')
  for (const child of children) if (child !== null) node.append(child)
  return node
}

/** Writes text only where it differs, so that a selection and a screen reader are left alone. */
export function text(node: Element, value: string): void {
  if (node.textContent !== value) node.textContent = value
}

export function show(node: HTMLElement, isShown: boolean): void {
  if (node.hidden === isShown) node.hidden = !isShown
}

export function attribute(node: Element, name: string, value: string): void {
  if (node.getAttribute(name) !== value) node.setAttribute(name, value)
}

/** Something on the page that is told new facts each second. */
export type Part<Facts> = { readonly node: HTMLElement; update(facts: Facts): void; close?(): void }

/** Keeps one part per key in `container`, in the order of `items`; parts that stay are never rebuilt. */
export class PartList<Facts> {
  readonly #container: HTMLElement
  readonly #make: (key: string) => Part<Facts>
  readonly #parts = new Map<string, Part<Facts>>()

  constructor(container: HTMLElement, make: (key: string) => Part<Facts>) {
    this.#container = container
    this.#make = make
  }

  update(items: readonly (readonly [key: string, facts: Facts])[]): void {
    const wanted = new Set(items.map(([key]) => key))
    for (const [key, part] of this.#parts) {
      if (wanted.has(key)) continue
      part.close?.()
      part.node.remove()
      this.#parts.delete(key)
    }
    let before: Element | null = null
    for (const [key, facts] of items) {
      let part = this.#parts.get(key)
      if (part === undefined) {
        part = this.#make(key)
        this.#parts.set(key, part)
      }
      part.update(facts)
      const follows: Element | null =
        before === null ? this.#container.firstElementChild : before.nextElementSibling
      if (follows !== part.node) this.#container.insertBefore(part.node, follows)
      before = part.node
    }
  }

  close(): void {
    for (const part of this.#parts.values()) part.close?.()
    this.#parts.clear()
  }
}

const svg = 'http://www.w3.org/2000/svg'

export function svgEl(
  tag: string,
  attributes: Readonly<Record<string, string>>,
  ...children: SVGElement[]
): SVGElement {
  const node = document.createElementNS(svg, tag)
  for (const [name, value] of Object.entries(attributes)) node.setAttribute(name, value)
  node.append(...children)
  return node
}

/** Shapes differ so that nobody needs to see colour: tick, arrows, bang, pause, dash, question. */
const icons = {
  good: 'M5 12.5l4.5 4.5L19 7.5',
  busy: 'M19 12a7 7 0 1 1-2.2-5.1M19 4v4.5h-4.5',
  bad: 'M12 5v8.5M12 17.6v.9',
  wait: 'M9 6.5v11M15 6.5v11',
  off: 'M6 12h12',
  unknown: 'M9 9.2a3 3 0 1 1 4.6 2.5c-1 .7-1.6 1.3-1.6 2.6M12 18v.4',
} as const

export type IconName = keyof typeof icons

export type Icon = { readonly node: Element; set(name: IconName): void }

/** A round mark; the word beside it says the same, so it is hidden from readers of the text. */
export function icon(): Icon {
  const path = svgEl('path', { d: icons.off })
  const node = svgEl('svg', { viewBox: '0 0 24 24', class: 'mark', 'aria-hidden': 'true' }, path)
  return { node, set: name => attribute(path, 'd', icons[name]) }
}
