// A host feed's plan being written, made or changed, with control's refusals at the fields they are about.
import { defineComponent, ref, shallowRef } from 'vue'
import { Button } from '../kit/button.tsx'
import { TextField } from '../kit/field.tsx'
import { ask, Refused } from '../live/ask.ts'
import { lookNow } from '../live/live.ts'
import { useWords } from '../shell/language.ts'
import { DayStrip } from './day-strip.tsx'
import { Rotation } from './rotation.tsx'
import { tidied } from './tidied.ts'
import type { Plan } from './types.ts'
import { hostWords } from './words.ts'

type FormProps = {
  /** Null for one that is to be made. */
  readonly feed: string | null
  readonly plan: Plan
  readonly hosts: readonly { readonly value: string; readonly label: string }[]
  readonly nameOf: (host: string) => string
  readonly onDone: () => void
}

export const PlanForm = defineComponent(
  (props: FormProps) => {
    const words = useWords(hostWords)
    const plan = shallowRef<Plan>(props.plan)
    const name = ref(props.feed ?? '')
    const faults = shallowRef<Readonly<Record<string, string>>>({})
    const save = async () => {
      faults.value = {}
      try {
        await ask('PUT', `api/feeds/${encodeURIComponent(name.value.trim())}`, {
          kind: 'host',
          host: tidied(plan.value),
        })
        lookNow()
        if (props.feed === null) props.onDone()
      } catch (error) {
        if (!(error instanceof Refused) || error.fields.length === 0) throw error
        faults.value = Object.fromEntries(
          error.fields.map(({ field, detail }) => [field.replace(/^host\./, ''), detail]),
        )
        throw new Error(error.fields.some(({ field }) => isShown(field)) ? '' : error.message, {
          cause: error,
        })
      }
    }
    return () => {
      const said = words.value.feeds
      return (
        <div class="plan-form">
          {props.feed === null ? (
            <TextField
              label={said.name}
              hint={said.nameHint}
              value={name.value}
              fault={faults.value.feed ?? ''}
              maxLength={32}
              onWrite={written => (name.value = written)}
            />
          ) : null}
          <DayStrip
            rotation={plan.value.rotation}
            timeZone={zoneOr(plan.value.timeZone)}
            nowMs={Date.now()}
            nameOf={props.nameOf}
          />
          <Rotation
            plan={plan.value}
            hosts={props.hosts}
            faults={faults.value}
            onWrite={written => (plan.value = written)}
          />
          <div class="row-of-buttons">
            <Button
              label={props.feed === null ? said.create : said.save}
              tone="go"
              act={save}
              done={said.saved}
            />
            <button type="button" class="quiet" onClick={() => props.onDone()}>
              {said.cancel}
            </button>
          </div>
        </div>
      )
    }
  },
  { props: ['feed', 'plan', 'hosts', 'nameOf', 'onDone'] },
)

/** Whether a field of the form shows it. */
function isShown(field: string): boolean {
  return /^(?:feed$|host\.(?:rotation\.\d+|timeZone|profile|label|clock|logo))/.test(field)
}

/** While a zone is being written it names none. */
function zoneOr(zone: string): string {
  try {
    return new Intl.DateTimeFormat('en', { timeZone: zone }).resolvedOptions().timeZone
  } catch {
    return 'Asia/Shanghai'
  }
}
