// What is being sold: name, price, points.
import { useWords } from '../shell/language.ts'
import { prompterWords } from './words.ts'
import { defineComponent } from 'vue'
import type { Product } from './types.ts'

const signs: Readonly<Record<string, string>> = { CNY: '¥', USD: '$', EUR: '€', GBP: '£', HKD: 'HK$' }

export function priceOf(price: number, currency: string): string {
  const text = Number.isInteger(price) || currency === 'CNY' ? String(price) : price.toFixed(2)
  return `${signs[currency] ?? ''}${text}`
}

export const ProductCard = defineComponent(
  (props: { readonly product: Product }) => {
    const words = useWords(prompterWords)
    return () => {
      const { name, price, currency, stock, compared, facts } = props.product
      return (
        <aside class="product" aria-label={name}>
          <p class="name">{name}</p>
          <p class="price">
            <strong>{priceOf(price, currency)}</strong>
            {compared === undefined ? null : (
              <span class="compared">{words.value.compared(priceOf(compared.price, currency))}</span>
            )}
            {stock === undefined ? null : <span class="stock">{words.value.stock(stock)}</span>}
          </p>
          {facts.length === 0 ? null : (
            <ul aria-label={words.value.facts}>
              {facts.slice(0, 8).map(fact => (
                <li key={fact}>{fact}</li>
              ))}
            </ul>
          )}
        </aside>
      )
    }
  },
  { props: ['product'] },
)
