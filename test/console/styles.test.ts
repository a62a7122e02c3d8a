// Styles of a page are fetched with it and stay when it is left: they must mean that page alone.
import { globSync, readFileSync } from 'node:fs'
import { expect, test } from 'vitest'

/** What every page shares. */
const shared = ['styles', 'kit', 'pieces', 'shell']

const roomOf = (file: string) => file.split('/')[1] ?? ''
const filesOf = (ending: string) => globSync(`console/*/*.${ending}`).filter(file => roomOf(file) !== 'dist')

/** Classes that a room's elements bear, as far as they stand there as text. */
function classesWritten(): Map<string, Set<string>> {
  const written = new Map<string, Set<string>>()
  for (const file of filesOf('tsx'))
    for (const [, plain, reckoned = ''] of readFileSync(file, 'utf8').matchAll(
      /\bclass=(?:"([^"]*)"|\{([^\n]*))/g,
    )) {
      const texts =
        plain === undefined ? [...reckoned.matchAll(/'([^']*)'/g)].map(([, text]) => text) : [plain]
      for (const name of texts.flatMap(text => (text ?? '').split(/\s+/)).filter(Boolean))
        written.set(name, (written.get(name) ?? new Set()).add(roomOf(file)))
    }
  return written
}

/** What is printed may also concern what stands around a page. */
function selectorsIn(css: string): string[] {
  const ofPages = css
    .replaceAll(/\/\*.*?\*\//gs, '')
    .replaceAll(/@(?:keyframes|media print)[^{]*\{(?:[^{}]*\{[^{}]*\})*[^{}]*\}/g, '')
    .replaceAll(/@(?:media|supports|container)[^{]*\{/g, '{')
  return [...ofPages.matchAll(/([^{};]+)\{/g)]
    .flatMap(([, selectors = '']) => selectors.split(','))
    .map(selector => selector.trim())
    .filter(Boolean)
}

test('no style of a page reaches the elements of another', () => {
  const written = classesWritten()
  const reaching = filesOf('css')
    .filter(file => !shared.includes(roomOf(file)))
    .flatMap(file =>
      selectorsIn(readFileSync(file, 'utf8'))
        .filter(selector => {
          const names = [...selector.matchAll(/\.([a-z][a-z0-9-]*)/g)].map(([, name = '']) => name)
          const isOwn = (name: string) => [...(written.get(name) ?? [])].every(room => room === roomOf(file))
          return !names.some(isOwn)
        })
        .map(selector => `${file}: ${selector}`),
    )
  expect(reaching).toEqual([])
})
