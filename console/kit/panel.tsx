// A titled piece of a page, and the sentence where there is nothing to show.
import type { SetupContext } from 'vue'

type PanelProps = { readonly title: string; readonly hint?: string; readonly $slots?: unknown }

/** Its second slot, `tools`, stands at the right of the title. */
export function Panel({ title, hint }: PanelProps, { slots }: Pick<SetupContext, 'slots'>) {
  return (
    <section class="panel" aria-label={title}>
      <header>
        <h2>{title}</h2>
        {slots.tools?.()}
      </header>
      {hint ? <p class="hint">{hint}</p> : null}
      {slots.default?.()}
    </section>
  )
}

export function Empty({ says }: { readonly says: string }) {
  return <p class="empty">{says}</p>
}

/** Something is wrong and the sentence says what to do. */
export function Trouble({ says }: { readonly says: string }) {
  return says === '' ? null : (
    <p class="trouble" role="alert">
      {says}
    </p>
  )
}
