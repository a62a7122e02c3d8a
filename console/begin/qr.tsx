// A QR code as a drawing of ours: one path of squares, dark on white in every theme, or cameras do not read it.
import { encode } from 'uqr'
import { computed, defineComponent } from 'vue'

const quietModules = 4

export const Qr = defineComponent(
  (props: { readonly text: string; readonly label: string }) => {
    const code = computed(() => encode(props.text, { ecc: 'M', border: 0 }))
    const path = computed(() =>
      code.value.data
        .flatMap((row, y) =>
          row.flatMap((isDark, x) => (isDark ? [`M${x + quietModules} ${y + quietModules}h1v1h-1z`] : [])),
        )
        .join(''),
    )
    return () => {
      const size = code.value.size + 2 * quietModules
      return (
        <svg class="qr" viewBox={`0 0 ${size} ${size}`} role="img" aria-label={props.label}>
          <rect class="paper" width={size} height={size} />
          <path class="ink" d={path.value} shape-rendering="crispEdges" />
        </svg>
      )
    }
  },
  { props: ['text', 'label'] },
)
