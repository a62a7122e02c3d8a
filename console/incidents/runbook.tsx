// What a person must do about a kind of incident: its runbook, fetched when it is opened.
import { computed, defineComponent, ref } from 'vue'
import { fetched } from '../live/ask.ts'
import { language, useWords } from '../shell/language.ts'
import { type Block, type Piece, runbookIn } from './runbook-text.ts'
import type { Kind } from './types.ts'
import { runbookOf } from './words-kinds.ts'
import { incidentWords } from './words.ts'

export const Runbook = defineComponent(
  (props: { readonly kind: string }) => {
    const words = useWords(incidentWords)
    const name = computed(() => runbookOf[props.kind as Kind])
    const markdown = ref<string | null>(null)
    const isGone = ref(false)
    const open = async (event: Event) => {
      if (!(event.target as HTMLDetailsElement).open || markdown.value !== null) return
      try {
        markdown.value = await (await fetched('GET', `api/runbooks/${name.value}`)).text()
        isGone.value = false
      } catch {
        isGone.value = true // asked again when it is opened again
      }
    }
    return () => (
      <details class="panel runbook" onToggle={event => void open(event)}>
        <summary>
          <h2>{words.value.runbook}</h2>
          <span class="soft">{words.value.runbookHint(name.value)}</span>
        </summary>
        {isGone.value ? <p class="trouble">{words.value.runbookGone(name.value)}</p> : null}
        {markdown.value === null ? null : runbookIn(markdown.value, language.value).map(shownBlock)}
      </details>
    )
  },
  { props: ['kind'] },
)

function shownBlock(block: Block) {
  switch (block.kind) {
    case 'heading':
      return <h3>{block.pieces.map(shownPiece)}</h3>
    case 'paragraph':
      return <p>{block.pieces.map(shownPiece)}</p>
    case 'steps':
      return (
        <ol class="numbered">
          {block.items.map(item => (
            <li>{item.map(shownPiece)}</li>
          ))}
        </ol>
      )
    case 'points':
      return (
        <ul class="pointed">
          {block.items.map(item => (
            <li>{item.map(shownPiece)}</li>
          ))}
        </ul>
      )
    default:
      return block satisfies never
  }
}

const shownPiece = ({ kind, text }: Piece) => (kind === 'code' ? <code>{text}</code> : text)
