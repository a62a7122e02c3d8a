// The addresses of one destination, opened where they stand: changed on air too, its siblings notice nothing.
import { defineAsyncComponent, defineComponent, ref } from 'vue'
import { useWords } from '../shell/language.ts'
import { isHeard } from './commands.ts'
import { broadcastWords } from './words.ts'

const AddressEditor = defineAsyncComponent(
  async () => (await import('../addresses/editor.tsx')).AddressEditor,
)

type AddressesProps = { readonly broadcast: string; readonly destination: string; readonly platform: string }

export const Addresses = defineComponent(
  (props: AddressesProps) => {
    const words = useWords(broadcastWords)
    const isOpen = ref(false)
    return () =>
      isHeard() ? (
        <details
          class="own-addresses"
          onToggle={(event: Event) => {
            isOpen.value = (event.target as HTMLDetailsElement).open
          }}
        >
          <summary>{words.value.addresses}</summary>
          {isOpen.value ? <AddressEditor {...props} /> : null}
        </details>
      ) : null
  },
  { props: ['broadcast', 'destination', 'platform'] },
)
