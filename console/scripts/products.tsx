// The products a script speaks of: what it may claim, and what fields in its sentences are filled with.
import { defineComponent } from 'vue'
import { Button } from '../kit/button.tsx'
import { Pick, TextField } from '../kit/field.tsx'
import { Panel } from '../kit/panel.tsx'
import { useWords } from '../shell/language.ts'
import {
  addProduct,
  currencies,
  type Fault,
  removeProduct,
  withProduct,
  type Work,
  type WorkProduct,
} from './model.ts'
import { scriptWords } from './words.ts'

type ProductsProps = {
  readonly work: Work
  readonly faults: readonly Fault[]
  readonly onChange: (work: Work) => void
}

export const Products = defineComponent(
  (props: ProductsProps) => {
    const words = useWords(scriptWords)
    const faultOf = (product: number, is: Fault['is']) =>
      props.faults.some(each => each.at === 'product' && each.product === product && each.is === is)
        ? words.value.fault[is]
        : undefined
    return () => (
      <Panel title={words.value.products} hint={words.value.productsHint}>
        {props.work.products.map((product, at) => (
          <div class="product-card" role="group" aria-label={product.name || product.id} key={product.id}>
            <ProductFields
              product={product}
              faultOf={is => faultOf(at, is)}
              onChange={part => props.onChange(withProduct(props.work, at, part))}
            />
            <div class="row-of-buttons">
              <Button
                label={words.value.removeProduct}
                tone="quiet"
                act={() => props.onChange(removeProduct(props.work, at))}
                done=""
              />
            </div>
          </div>
        ))}
        <div class="row-of-buttons">
          <Button label={words.value.addProduct} act={() => props.onChange(addProduct(props.work))} done="" />
        </div>
      </Panel>
    )
  },
  { props: ['work', 'faults', 'onChange'] },
)

type FieldsProps = {
  readonly product: WorkProduct
  readonly faultOf: (is: Fault['is']) => string | undefined
  readonly onChange: (part: Partial<WorkProduct>) => void
}

export const ProductFields = defineComponent(
  (props: FieldsProps) => {
    const words = useWords(scriptWords)
    return () => {
      const { product, faultOf, onChange } = props
      return (
        <>
          <div class="fields">
            <TextField
              label={words.value.productName}
              maxLength={60}
              fault={faultOf('no-name')}
              value={product.name}
              onWrite={name => onChange({ name })}
            />
            <TextField
              label={words.value.price}
              fault={faultOf('no-price')}
              value={product.price}
              onWrite={price => onChange({ price })}
            />
            <Pick
              label={words.value.currency}
              value={product.currency}
              options={currencies.map(value => ({ value, label: value }))}
              onPick={currency => onChange({ currency })}
            />
            <TextField
              label={words.value.stock}
              hint={words.value.stockHint}
              fault={faultOf('bad-stock')}
              value={product.stock}
              onWrite={stock => onChange({ stock })}
            />
            <TextField
              label={words.value.comparedPrice}
              value={product.comparedPrice}
              onWrite={comparedPrice => onChange({ comparedPrice })}
            />
            <TextField
              label={words.value.comparedBasis}
              fault={faultOf('bad-compared')}
              maxLength={200}
              value={product.comparedBasis}
              onWrite={comparedBasis => onChange({ comparedBasis })}
            />
          </div>
          <TextField
            label={words.value.facts}
            hint={words.value.factsHint}
            rows={Math.min(10, Math.max(3, product.facts.split('\n').length + 1))}
            value={product.facts}
            onWrite={facts => onChange({ facts })}
          />
        </>
      )
    }
  },
  { props: ['product', 'faultOf', 'onChange'] },
)
