// The rows of a rotation, to be written: who speaks what, before what, from when to when.
import { defineComponent } from 'vue'
import { Pick, TextField } from '../kit/field.tsx'
import { useWords } from '../shell/language.ts'
import { logos, scripts, sets } from './shelf.ts'
import { neverOn, type Turn } from './strip.ts'
import { clockFaces, type Plan } from './types.ts'
import { hostWords } from './words.ts'

type RotationProps = {
  readonly plan: Plan
  readonly hosts: readonly { readonly value: string; readonly label: string }[]
  /** By field: `rotation.0.from`. */
  readonly faults: Readonly<Record<string, string>>
  readonly onWrite: (plan: Plan) => void
}

const mostRows = 24
const builtIn = 'built-in:'
const brief = 'brief'

/** What a row's set is called in the list of sets. */
function setValue({ set }: Turn): string {
  if (set === undefined) return ''
  if (typeof set === 'string') return set
  const { set: kind, words } = set
  return typeof kind === 'string' && words === kind ? builtIn + kind : brief
}

/** Its zone is that of the plan, unless another was set. */
function withClock({ clock, ...plan }: Plan, chosen: string): Plan {
  const face = clockFaces.find(each => each === chosen)
  return face === undefined ? plan : { ...plan, clock: { timeZone: plan.timeZone, ...clock, face } }
}

export const Rotation = defineComponent(
  (props: RotationProps) => {
    const words = useWords(hostWords)
    const write = (rotation: readonly Turn[]) => props.onWrite({ ...props.plan, rotation })
    const change = (index: number, changed: Partial<Turn>) =>
      write(props.plan.rotation.map((turn, i) => (i === index ? { ...turn, ...changed } : turn)))
    const chooseSet = (index: number, value: string) => {
      if (value === brief) return
      const turns = props.plan.rotation.map((turn, i) => {
        if (i !== index) return turn
        const { set: _, ...rest } = turn
        if (value === '') return rest
        const kind = value.slice(builtIn.length)
        return { ...rest, set: value.startsWith(builtIn) ? { words: kind, set: kind } : value }
      })
      write(turns)
    }
    const swap = (index: number, by: number) => {
      const turns = [...props.plan.rotation]
      const [one, other] = [turns[index], turns[index + by]]
      if (one === undefined || other === undefined) return
      turns[index] = other
      turns[index + by] = one
      write(turns)
    }
    const add = () => {
      const last = props.plan.rotation.at(-1)
      const host = last?.host ?? props.hosts[0]?.value ?? ''
      const script = last?.script ?? scripts.value[0]?.name ?? ''
      write([...props.plan.rotation, { host, script }])
    }
    const setOptions = (turn: Turn) => {
      const said = words.value
      return [
        { value: '', label: said.rotation.setFollows },
        ...(sets.value?.kinds ?? []).map(kind => ({
          value: builtIn + kind,
          label: `${said.sets.kinds[kind]}（${said.rotation.builtIn}）`,
        })),
        ...(sets.value?.own ?? []).map(({ name }) => ({ value: name, label: name })),
        ...(setValue(turn) === brief ? [{ value: brief, label: said.rotation.setBrief }] : []),
      ]
    }
    const row = (turn: Turn, index: number, isNever: boolean) => {
      const said = words.value.rotation
      const faultOf = (field: string) => props.faults[`rotation.${index}.${field}`] ?? ''
      const time = (field: 'from' | 'to') => (
        <TextField
          label={said[field]}
          type="time"
          value={turn[field] ?? ''}
          fault={faultOf(field)}
          onWrite={value => change(index, { [field]: value })}
        />
      )
      return (
        <li key={index} class="turn" aria-label={said.row(index + 1)}>
          <Pick
            label={said.host}
            value={turn.host}
            options={props.hosts}
            fault={faultOf('host')}
            onPick={host => change(index, { host })}
          />
          <Pick
            label={said.script}
            value={turn.script}
            options={scripts.value.map(({ name }) => ({ value: name, label: name }))}
            fault={faultOf('script')}
            onPick={script => change(index, { script })}
          />
          <Pick
            label={said.set}
            value={setValue(turn)}
            options={setOptions(turn)}
            fault={faultOf('set')}
            onPick={value => chooseSet(index, value)}
          />
          {time('from')}
          {time('to')}
          <div class="row-of-buttons moves">
            <button type="button" class="quiet" disabled={index === 0} onClick={() => swap(index, -1)}>
              {said.up}
            </button>
            <button
              type="button"
              class="quiet"
              disabled={index === props.plan.rotation.length - 1}
              onClick={() => swap(index, 1)}
            >
              {said.down}
            </button>
            <button
              type="button"
              class="quiet"
              disabled={props.plan.rotation.length === 1}
              onClick={() => write(props.plan.rotation.filter((_, i) => i !== index))}
            >
              {said.out}
            </button>
          </div>
          {isNever ? <p class="hint never">{said.never}</p> : null}
          {props.faults[`rotation.${index}`] ? (
            <p class="fault" role="alert">
              {props.faults[`rotation.${index}`]}
            </p>
          ) : null}
        </li>
      )
    }
    return () => {
      const said = words.value.rotation
      const never = neverOn(props.plan.rotation)
      return (
        <div class="rotation">
          <p class="hint">{said.hint}</p>
          <ol>{props.plan.rotation.map((turn, index) => row(turn, index, never.includes(index)))}</ol>
          <div class="row-of-buttons">
            <button type="button" disabled={props.plan.rotation.length >= mostRows} onClick={add}>
              {said.add}
            </button>
          </div>
          <div class="fields">
            <TextField
              label={said.zone}
              value={props.plan.timeZone}
              fault={props.faults.timeZone ?? ''}
              onWrite={timeZone => props.onWrite({ ...props.plan, timeZone })}
            />
            <TextField
              label={said.profile}
              hint={said.profileHint}
              value={props.plan.profile ?? ''}
              fault={props.faults.profile ?? ''}
              onWrite={profile => props.onWrite({ ...props.plan, profile })}
            />
            <TextField
              label={said.label}
              hint={said.labelHint}
              value={props.plan.label}
              fault={props.faults.label ?? ''}
              onWrite={label => props.onWrite({ ...props.plan, label })}
            />
            <Pick
              label={said.clock}
              value={props.plan.clock?.face ?? ''}
              options={[
                { value: '', label: said.noClock },
                ...clockFaces.map(face => ({ value: face, label: face })),
              ]}
              fault={props.faults.clock ?? ''}
              onPick={chosen => props.onWrite(withClock(props.plan, chosen))}
            />
            <Pick
              label={said.logo}
              hint={logos.value.length === 0 ? said.noLogoYet : ''}
              value={props.plan.logo ?? ''}
              options={[
                { value: '', label: said.noClock },
                ...logos.value.map(({ name }) => ({ value: name, label: name })),
              ]}
              fault={props.faults.logo ?? ''}
              onPick={logo => props.onWrite({ ...props.plan, logo })}
            />
          </div>
        </div>
      )
    }
  },
  { props: ['plan', 'hosts', 'faults', 'onWrite'] },
)
