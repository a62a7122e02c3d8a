// A few things behind one button; it closes when something elsewhere is pressed, and by Escape.
import { defineComponent, onMounted, onScopeDispose, ref } from 'vue'

export const Menu = defineComponent(
  (props: { readonly label: string }, { slots }) => {
    const menu = ref<HTMLDetailsElement>()
    const closeElsewhere = (event: Event) => {
      if (menu.value?.contains(event.target as Node) === false) menu.value.open = false
    }
    onMounted(() => addEventListener('pointerdown', closeElsewhere))
    onScopeDispose(() => removeEventListener('pointerdown', closeElsewhere))
    const closeByKey = (event: KeyboardEvent) => {
      if (event.key !== 'Escape' || menu.value?.open !== true) return
      menu.value.open = false
      menu.value.querySelector('summary')?.focus()
    }
    return () => (
      <details ref={menu} class="menu" onKeydown={closeByKey}>
        <summary>{props.label}</summary>
        <div class="choices-of-menu">{slots.default?.()}</div>
      </details>
    )
  },
  { props: ['label'] },
)
