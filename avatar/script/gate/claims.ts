// Claims of price and stock against the product they are made of.
import type { Product } from '../schema.ts'
import { priceWords } from '../template.ts'
import { countPattern, numbersIn, sumsIn, valueOf } from './amounts.ts'
import { type Refusal, unhidden } from './rule.ts'

const priceBasis = '价格法 第十四条、广告法 第二十八条：价格须与商品一致'
const comparedBasis = '直播电商监督管理办法 第三十二条：比价须标明被比较价格或者依据'
const stockBasis = '广告法 第二十八条：库存须真实'

/** Contradictions between a sentence and its product; of nothing for sale only that sums are named at all. */
export function contradictionsIn(text: string, product: Product | null): Refusal[] {
  const plain = unhidden(text)
  return [...priceContradictions(plain, product), ...stockContradictions(plain, product)]
}

const former =
  /(?:原价|门店价?|专柜价?|平时|日常价?|吊牌价?|划线价?|市场价|was|usually|regular(?: price)?|instead of)[^，。！？,.!?]{0,8}$/iu
const saving = /(?:省|立减|直降|便宜|优惠|券|减|返|save|off|discount|coupon)[^，。！？,.!?]{0,6}$/iu
const savingWord = /省|减|直降|便宜|优惠|券|返|save|off|discount|coupon/iu
const threshold = /(?:满|每满|over|above)\s*$/iu
const savingBehind = /^\s*(?:off|的?(?:券|优惠|红包))/iu

function priceContradictions(text: string, product: Product | null): Refusal[] {
  const named = sumsIn(text)
  if (named.length === 0) return []
  if (product === null)
    return [
      {
        term: named[0]?.words ?? '',
        basis: priceBasis,
        why: 'a sum is named in a segment without a product, so nobody can tell whether it is true',
        whyZh: '这一段没有绑定商品，金额真假无从核对',
        instead: "the segment's product, and {price} in place of the sum",
        insteadZh: '先给这一段选商品，再用 {price} 代替金额',
      },
    ]
  return named.flatMap(({ value, words, index }) => {
    const [before, behind] = [text.slice(0, index), text.slice(index + words.length)]
    const isSaving = saving.test(before) || savingBehind.test(behind) || threshold.test(before)
    if (former.test(before) && !isSaving) return formerFault(value, words, product)
    if (value === product.price) return []
    if (product.facts.some(fact => sumsIn(unhidden(fact)).some(each => each.value === value))) return []
    if (isSaving) return savingFault(value, words, product)
    return [
      {
        term: words,
        basis: priceBasis,
        why: `${product.name} costs ${priceWords(product)}`,
        whyZh: `${product.name}的价格是 ${priceWords(product)}`,
        instead: '{price}, which always is the price that applies',
        insteadZh: '{price}，它总是当前生效的价格',
      },
    ]
  })
}

function formerFault(value: number, words: string, { name, compared, currency }: Product): Refusal[] {
  if (compared !== undefined && compared.price === value) return []
  const why =
    compared === undefined
      ? `no compared price of ${name} is known, nor what it is based on`
      : `the compared price of ${name} is ${priceWords({ price: compared.price, currency })}`
  const whyZh =
    compared === undefined
      ? `没有登记${name}的对比价，也没有它的依据`
      : `${name}登记的对比价是 ${priceWords({ price: compared.price, currency })}`
  return [
    {
      term: words,
      basis: comparedBasis,
      why,
      whyZh,
      instead: "the product's compared price, with its basis, or none",
      insteadZh: '商品登记的对比价及其依据，或者不提',
    },
  ]
}

function savingFault(value: number, words: string, { name, price, compared, facts }: Product): Refusal[] {
  if (facts.some(fact => savingWord.test(fact) && numbersIn(fact).includes(value))) return []
  if (compared !== undefined && Math.abs(compared.price - price - value) < 0.005) return []
  return [
    {
      term: words,
      basis: priceBasis,
      why: `nothing known of ${name} says that so much is saved`,
      whyZh: `${name}的资料里没有说省这么多`,
      instead: 'a fact of the product that names the sum, or the price alone',
      insteadZh: '先把这个金额写进商品资料，或者只说价格',
    },
  ]
}

const left = new RegExp(
  `(?:只|仅|就|还)?剩(?:下)?(?:最后)?(${countPattern})(?:件|单|份|箱|盒|台|套|个|双|组)|最后(?:的)?(${countPattern})(?:件|单|份|箱|盒|台|套|个|双|组)|only (\\d[\\d,]*) (?:left|remaining)|(?:last|final) (\\d[\\d,]*)\\b`,
  'giu',
)
const inStock = new RegExp(
  `(?:还有|库存(?:还有)?|现货|备了|准备了)(${countPattern})(?:多)?(?:件|单|份|箱|盒|台|套|个|双|组)|(\\d[\\d,]*) (?:in stock|units|available)`,
  'giu',
)
const vaguelyLast =
  /最后(?:几|一批|一点|一波)|(?:马上|就要|快要?|即将)(?:卖|抢|没)(?:完|光|了|货)|所剩无几|手慢无|almost gone|nearly sold out|selling out|last few/iu
const soldOut = /(?:已经?|都)?(?:售罄|卖完了|抢光了|没货了)|sold out/iu
const buying = /下单|拍下|去拍|上链接|上车|抢|小黄车|order now|add (?:it )?to (?:your )?(?:cart|basket)|buy/iu
const fewAtMost = 50

function stockContradictions(text: string, product: Product | null): Refusal[] {
  const stock = product?.stock
  const faults: Refusal[] = []
  const known = { basis: stockBasis, ...knownOf(product) }
  const refuse = (term: string) =>
    faults.push({
      term,
      ...known,
      instead: '{stock}, or nothing of how many are left',
      insteadZh: '{stock}，或者不提还剩多少',
    })
  for (const match of text.matchAll(left)) {
    const count = valueOf(match.slice(1).find(each => each !== undefined) ?? '')
    if (count !== stock) refuse(match[0])
  }
  for (const match of text.matchAll(inStock)) {
    const count = valueOf(match.slice(1).find(each => each !== undefined) ?? '')
    if (stock === undefined || count > stock) refuse(match[0])
  }
  const vague = vaguelyLast.exec(text)
  if (vague !== null && (stock === undefined || stock > fewAtMost)) refuse(vague[0])
  if (stock !== undefined && stock > 0 && soldOut.test(text) && !/nearly sold out/i.test(text))
    refuse(soldOut.exec(text)?.[0] ?? '')
  if (stock === 0 && buying.test(text)) refuse(buying.exec(text)?.[0] ?? '')
  return faults
}

function knownOf(product: Product | null): { why: string; whyZh: string } {
  if (product === null) return { why: 'no product is bound to this segment', whyZh: '这一段没有绑定商品' }
  const { name, stock } = product
  if (stock === undefined) return { why: `the stock of ${name} is not known`, whyZh: `${name}没有登记库存` }
  return { why: `${stock} of ${name} are left`, whyZh: `${name}还剩 ${stock} 件` }
}
