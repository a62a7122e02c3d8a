// Who watches over a broadcast's virtual hosts: some platforms show one only while a named person is on duty.
import { defineComponent, ref } from 'vue'
import { Button } from '../kit/button.tsx'
import { TextField } from '../kit/field.tsx'
import { Icon } from '../kit/icon.tsx'
import { Panel } from '../kit/panel.tsx'
import { ask, Refused } from '../live/ask.ts'
import { broadcastCalled, isOld, lookNow } from '../live/live.ts'
import { mayAct, visitor } from '../live/session.ts'
import type { Broadcast } from '../live/types.ts'
import { shared, useWords } from '../shell/language.ts'
import { duration, timeOfDay } from '../tell/figures.ts'
import { afterHours, localText } from './until.ts'
import { dutyWords } from './words.ts'

const usualHours = 4

export const DutyPanel = defineComponent(
  (props: { readonly broadcast: string }) => {
    const words = useWords(dutyWords)
    const name = ref(visitor.value?.name ?? '')
    const until = ref(localText(afterHours(Date.now(), usualHours)))
    const fault = ref<{ field: string; detail: string } | null>(null)
    const path = () => `api/broadcasts/${props.broadcast}/duty`
    const begin = async () => {
      fault.value = null
      const at = new Date(until.value)
      if (Number.isNaN(at.getTime())) {
        fault.value = { field: 'until', detail: words.value.untilMissing }
        throw new Error(words.value.notBegun)
      }
      try {
        await ask('PUT', path(), { name: name.value, until: at.toISOString() })
      } catch (error) {
        if (error instanceof Refused) fault.value = error.fields[0] ?? null
        throw error
      }
      lookNow()
    }
    const end = async () => {
      await ask('DELETE', path())
      lookNow()
    }
    return () => {
      const broadcast = broadcastCalled(props.broadcast)
      if (broadcast === undefined) return null
      return (
        <Panel title={words.value.title} hint={words.value.hint}>
          {{
            default: () => [
              <Present duty={broadcast.duty} nowMs={broadcast.nowMs} />,
              mayAct.value && broadcast.duty === null ? (
                <div class="fields">
                  <TextField
                    label={words.value.name}
                    value={name.value}
                    maxLength={40}
                    fault={fault.value?.field === 'name' ? fault.value.detail : undefined}
                    onWrite={value => (name.value = value)}
                  />
                  <TextField
                    label={words.value.until}
                    type="datetime-local"
                    value={until.value}
                    fault={fault.value?.field === 'until' ? fault.value.detail : undefined}
                    onWrite={value => (until.value = value)}
                  />
                </div>
              ) : null,
              mayAct.value ? (
                broadcast.duty === null ? (
                  <Button label={words.value.begin} refusal={refusal()} act={begin} />
                ) : (
                  <Button
                    label={words.value.end}
                    tone="end"
                    ask={words.value.endAsk}
                    refusal={refusal()}
                    act={end}
                  />
                )
              ) : null,
            ],
          }}
        </Panel>
      )
    }
  },
  { props: ['broadcast'] },
)

const refusal = () => (isOld.value ? shared.value.link.gone : null)

function Present({ duty, nowMs }: { readonly duty: Broadcast['duty']; readonly nowMs: number }) {
  const words = useWords(dutyWords).value
  const left = duty === null ? '' : duration(duty.untilMs - nowMs, shared.value.units)
  return (
    <p class="state" data-level={duty === null ? 'off' : 'good'}>
      <Icon name={duty === null ? 'off' : 'good'} />
      <span>
        {duty === null ? words.nobody : words.somebody(duty.name, timeOfDay(duty.untilMs).slice(0, 5), left)}
      </span>
    </p>
  )
}
Present.props = ['duty', 'nowMs']
