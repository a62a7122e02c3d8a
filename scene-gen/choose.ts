// Which built-in set belongs to a brief, and why: by its words first, by its category else.
import type { SetKind, SetPlan } from '#stage'
import { type Category, type SetBrief, sha256 } from './brief.ts'

export type SetChoice = { readonly plan: SetPlan; readonly because: string }

type Hint = { readonly kind: SetKind; readonly weight: number; readonly pattern: RegExp }

const hints: readonly Hint[] = [
  {
    kind: 'kitchen',
    weight: 3,
    pattern: /厨|锅|炒|烹|煮|烤|刀具|餐具|砧板|烘焙|破壁|kitchen|cook|bak(?:e|ing)|knife/iu,
  },
  {
    kind: 'kitchen',
    weight: 2,
    pattern:
      /食品|零食|水果|蔬菜|海鲜|牛肉|火锅|茶|咖啡|坚果|米|面|油|酱|酒|奶|food|snack|fruit|coffee|tea\b/iu,
  },
  {
    kind: 'laboratory',
    weight: 3,
    pattern:
      /实验|成分|精华|配方|检测|临床|科研|益生菌|肽|烟酰胺|玻尿酸|laborator|serum|formula|clinical|probiotic/iu,
  },
  {
    kind: 'laboratory',
    weight: 2,
    pattern: /护肤|面膜|保健|营养|维生素|医|药|净水|skincare|vitamin|supplement/iu,
  },
  {
    kind: 'factory',
    weight: 4, // who says where it is made wants that shown
    pattern: /工厂|源头|产线|流水线|车间|厂家|出厂|现货直发|厂价|factory|assembly|manufactur/iu,
  },
  {
    kind: 'factory',
    weight: 2,
    pattern: /五金|工具|机械|轴承|电机|建材|轮胎|工业|hardware|tools?\b|machine/iu,
  },
  {
    kind: 'studio',
    weight: 2,
    pattern:
      /耳机|手机|平板|电脑|相机|手表|服|衣|裙|鞋|包|口红|香水|首饰|headphone|earbud|phone|laptop|dress|shoe|lipstick|perfume/iu,
  },
]

const usual: Readonly<Record<Category, { kind: SetKind; main: string; accent: string }>> = {
  technology: { kind: 'studio', main: '#3f6fb5', accent: '#ffb36b' },
  beauty: { kind: 'studio', main: '#b5657f', accent: '#ffcf9e' },
  fashion: { kind: 'studio', main: '#8a6f9e', accent: '#ffd0a6' },
  food: { kind: 'kitchen', main: '#5f8a6d', accent: '#e8925a' },
  home: { kind: 'kitchen', main: '#4f7f96', accent: '#e9a860' },
  health: { kind: 'laboratory', main: '#2f7fb8', accent: '#35c2a5' },
  industry: { kind: 'factory', main: '#3a6ea5', accent: '#f28c28' },
  general: { kind: 'studio', main: '#5a7a94', accent: '#ffc07a' },
}

/** A set's own colours where the words lead away from the category's. */
const ownOf: Readonly<Record<SetKind, Category>> = {
  studio: 'general',
  kitchen: 'food',
  laboratory: 'health',
  factory: 'industry',
}

/** Pure: the same brief, the same choice. */
export function chooseSet(brief: SetBrief): SetChoice {
  const { kind, because } = kindFor(brief)
  const ofCategory = usual[brief.category]
  const own = ofCategory.kind === kind ? ofCategory : usual[ownOf[kind]]
  const colours = brief.colours ?? own
  const seed = brief.seed ?? Number.parseInt(sha256(brief.words).slice(0, 8), 16)
  const plan = {
    kind,
    timeOfDay: brief.timeOfDay,
    mainColour: colours.main,
    accentColour: colours.accent,
    seed,
  }
  return { plan, because }
}

function kindFor({ set, words, category }: SetBrief): { kind: SetKind; because: string } {
  if (set !== undefined) return { kind: set, because: `the brief names the set "${set}"` }
  const scores = new Map<SetKind, { score: number; found: string[] }>()
  for (const { kind, weight, pattern } of hints) {
    const found = pattern.exec(words)?.[0]
    if (found === undefined) continue
    const before = scores.get(kind) ?? { score: 0, found: [] }
    scores.set(kind, { score: before.score + weight, found: [...before.found, found] })
  }
  const usualKind = usual[category].kind
  const [best] = [...scores].toSorted(
    ([a, x], [b, y]) => y.score - x.score || Number(b === usualKind) - Number(a === usualKind),
  )
  if (best === undefined)
    return {
      kind: usualKind,
      because: `no word asks for another set, and "${category}" is shown in the ${usualKind}`,
    }
  const [kind, { found }] = best
  return { kind, because: `"${found.join('", "')}" belongs to the ${kind}` }
}
