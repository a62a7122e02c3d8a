// Which script the host reads and when the show shall end: chosen at the desk, or on the tablet by whoever may.
import { computed, defineComponent, ref, shallowRef } from 'vue'
import { Pick, TextField } from '../kit/field.tsx'
import { Trouble } from '../kit/panel.tsx'
import { ask } from '../live/ask.ts'
import { useWords } from '../shell/language.ts'
import { timeOfDay } from '../tell/figures.ts'
import { nextTimeOf } from './planned.ts'
import type { Prompter } from './types.ts'
import type { PrompterLink } from './use-prompter.ts'
import { prompterWords } from './words.ts'

type SetupProps = { readonly broadcast: string; readonly link: PrompterLink }
type Known = { readonly name: string; readonly script: { readonly title?: string } | null }

export const Setup = defineComponent(
  ({ broadcast, link }: SetupProps) => {
    const words = useWords(prompterWords)
    const known = shallowRef<readonly Known[]>([])
    const said = ref('')
    const trying = async (work: () => Promise<void>) => {
      said.value = ''
      await work().catch((error: unknown) => {
        said.value = error instanceof Error ? error.message : String(error)
      })
    }
    void trying(async () => {
      known.value = ((await ask('GET', 'api/scripts')) as { scripts: Known[] }).scripts
    })
    const put = (wish: object) =>
      trying(async () => {
        link.take(
          (await ask('PUT', `api/broadcasts/${encodeURIComponent(broadcast)}/prompter`, wish)) as Prompter,
        )
      })
    const options = computed(() => [
      { value: '', label: words.value.none },
      ...known.value.map(({ name, script }) => ({
        value: name,
        label: script?.title === undefined ? name : `${script.title}（${name}）`,
      })),
    ])
    const planned = () => {
      const endMs = link.prompter.value?.plannedEndMs ?? null
      return endMs === null ? '' : timeOfDay(endMs).slice(0, 5)
    }
    return () => (
      <div class="fields setup">
        <Pick
          label={words.value.choose}
          value={link.prompter.value?.script ?? ''}
          options={options.value}
          onPick={name => void put({ script: name === '' ? null : name })}
        />
        <TextField
          label={words.value.plannedEnd}
          hint={words.value.plannedEndHint}
          type="time"
          value={planned()}
          onWrite={text => void put({ plannedEndMs: nextTimeOf(text, link.nowMs.value) })}
        />
        <Trouble says={said.value} />
      </div>
    )
  },
  { props: ['broadcast', 'link'] },
)
