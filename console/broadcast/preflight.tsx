// The preflight of a broadcast: it looks once somebody asks.
import { defineComponent, ref } from 'vue'
import { Button } from '../kit/button.tsx'
import { Panel } from '../kit/panel.tsx'
import { Preflight } from '../preflight/preflight.tsx'
import { useWords } from '../shell/language.ts'
import { isHeard } from './commands.ts'
import { broadcastWords } from './words.ts'

export const PreflightPanel = defineComponent(
  (props: { broadcast: string }) => {
    const words = useWords(broadcastWords)
    const isAsked = ref(false)
    const ask = () => {
      isAsked.value = true
    }
    return () => {
      const { preflight } = words.value
      return (
        <Panel title={preflight.title} hint={preflight.hint}>
          {{
            tools: () =>
              isHeard() && !isAsked.value ? <Button label={preflight.run} act={ask} done="" /> : null,
            default: () => (isAsked.value ? <Preflight broadcast={props.broadcast} /> : null),
          }}
        </Panel>
      )
    }
  },
  { props: ['broadcast'] },
)
