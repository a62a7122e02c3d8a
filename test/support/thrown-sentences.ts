// Every sentence with which control says no, as its source writes it: what is filled in stands there as `31`.
import { globSync, readFileSync } from 'node:fs'
import { parseSync } from 'vite'

/** Told in other ways, at start only, or to programs alone. */
const elsewhere =
  /^control\/(?:preflight|probes|supervisor|chinese|telling\/(?:platforms|words|post)|drills\/child|boot-check|settings|control\.ts|store\/schema|pictures\/maker|incidents\/bundle|commands\/address-check|commands\/refusals|api\/openapi)/

// biome-ignore lint: a node of any syntax tree
type Node = any

/** By which call, and as its which argument, a sentence is thrown; what else stands around it. */
const thrownBy: Readonly<Record<string, (args: readonly string[][]) => string[]>> = {
  Failure: ([code = [], sentence = []]) =>
    code.some(each => /^\w+\/(?:no-certificate|cannot-listen)$/.test(each)) ? [] : sentence,
  TooMany: ([sentence = []]) => sentence,
  conflict: ([, sentence = []]) => sentence,
  notReady: ([sentence = []]) => sentence,
  unfit: ([sentence = []]) => sentence,
  unauthorized: ([sentence = []]) => sentence,
  operatorFailure: ([, sentence = []]) => sentence,
  '#refuse': ([, sentence = []]) => sentence,
  silent: ([why = []]) => why.map(each => `this voice could not say it: ${each}`),
  masterFailure: ([sentence = []]) => sentence.map(each => `the master key ${each}`),
  secretFailure: ([what = [], sentence = []]) => product([what, sentence]).map(([a, b]) => `the ${a} ${b}`),
  noSuch: ([what = [], name = [], remedy = []]) =>
    product([what, name, remedy]).map(([a, b, c]) => `there is no ${a} ${b}; ${c}`),
}
/** What control passes on as its own word. */
const fromAvatar = ['host/findings', 'script/schema', 'script/draft', 'feed/interjections'].map(
  file => `avatar/${file}.ts`,
)
/** Helpers whose bare calls of `Failure` have the sentence from elsewhere. */
const returnedBy =
  /^(?:control\/(?:rules\/(?:address|playback|key-shape)|telling\/address|access\/brake)|avatar\/script\/schema)\.ts$/

/** Only warned of, told to programs, or known by the words for kinds. */
const warned =
  /^the url goes on after its app|^write \{"id"|will look closed until|they are not shown while it speaks|^31(?: is missing; it)? must be 31$|^31: 31$/

export type Thrown = { readonly file: string; readonly sentence: string }

export function thrownSentences(): Thrown[] {
  return globSync(['control/**/*.ts', ...fromAvatar])
    .filter(file => !elsewhere.test(file))
    .flatMap(file => sentencesIn(parseSync(file, readFileSync(file, 'utf8')).program, file))
    .map(({ file, sentence }) => ({ file, sentence: sentence.replace('\n31', '') })) // each line is a sentence of its own
    .filter(
      ({ sentence }) =>
        sentence.includes(' ') &&
        !/^(?:the (?:master key )?)?(?:31[; ]*)+$/.test(sentence) &&
        !warned.test(sentence),
    )
}

function sentencesIn(node: Node, file: string): Thrown[] {
  if (node === null || typeof node !== 'object') return []
  if (Array.isArray(node)) return node.flatMap(each => sentencesIn(each, file))
  const own = ownSentences(node, file).map(sentence => ({ file, sentence }))
  return [...own, ...Object.values(node).flatMap(each => sentencesIn(each, file))]
}

function ownSentences(node: Node, file: string): string[] {
  if (node.type === 'CallExpression' || node.type === 'NewExpression') {
    const { callee } = node
    const name = callee.type === 'MemberExpression' ? `#${callee.property.name}` : callee.name
    return thrownBy[name]?.(node.arguments.map(textsOf)) ?? []
  }
  if (
    node.type === 'Property' &&
    (node.key.name === 'detail' || (node.key.name === 'sentence' && file.startsWith('avatar/')))
  )
    return textsOf(node.value)
  return node.type === 'ReturnStatement' && returnedBy.test(file) ? sentencesOf(node.argument) : []
}

/** A sentence that is returned: alone, in a list, or behind its rule in a pair. */
function sentencesOf(node: Node): string[] {
  if (node === null) return []
  if (node.type === 'ArrayExpression') return node.elements.flatMap(sentencesOf)
  if (node.type === 'ConditionalExpression')
    return [...sentencesOf(node.consequent), ...sentencesOf(node.alternate)]
  return textsOf(node)
}

/** What an expression may be as text, each choice for itself; `31` where only a run can tell. */
function textsOf(node: Node): string[] {
  switch (node.type) {
    case 'Literal':
      return typeof node.value === 'string' ? [node.value] : []
    case 'TemplateLiteral': {
      const filled = node.expressions.map(filledWith)
      const parts = node.quasis.flatMap((quasi: Node, i: number) => [
        [quasi.value.cooked],
        ...filled.slice(i, i + 1),
      ])
      return product(parts).map(each => each.join(''))
    }
    case 'ConditionalExpression':
      return [...textsOf(node.consequent), ...textsOf(node.alternate)]
    case 'BinaryExpression':
      return product([textsOf(node.left), textsOf(node.right)]).map(each => each.join(''))
    case 'LogicalExpression':
      return [...textsOf(node.left), ...textsOf(node.right)]
    case 'Identifier':
    case 'MemberExpression':
      return ['31']
    default:
      return node.type === 'CallExpression' ? ['31'] : []
  }
}

function filledWith(node: Node): string[] {
  const texts = textsOf(node)
  return texts.length === 0 ? ['31'] : texts
}

function product(lists: readonly (readonly string[])[]): string[][] {
  return lists.reduce<string[][]>((all, list) => all.flatMap(each => list.map(one => [...each, one])), [[]])
}
