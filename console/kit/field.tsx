// Fields of forms: the platform's own elements, each with its label, its hint and what is wrong with it.
import { useId, defineComponent, type SetupContext } from 'vue'

type Common = {
  readonly label: string
  readonly hint?: string | undefined
  /** What is wrong with what was written. */
  readonly fault?: string | undefined
}

function Around(
  { label, hint, fault, id }: Common & { readonly id: string; readonly $slots?: unknown },
  { slots }: Pick<SetupContext, 'slots'>,
) {
  return (
    <div class={['field', fault ? 'faulty' : '']}>
      <label for={id}>{label}</label>
      {slots.default?.()}
      {hint ? (
        <p class="hint" id={`${id}-hint`}>
          {hint}
        </p>
      ) : null}
      <p class="fault" id={`${id}-fault`} role={fault ? 'alert' : undefined}>
        {fault ?? ''}
      </p>
    </div>
  )
}
const around = ['label', 'hint', 'fault', 'id']
Around.props = around

type TextProps = Common & {
  readonly value: string
  readonly onWrite: (value: string) => void
  readonly type?: 'text' | 'password' | 'number' | 'datetime-local' | 'time' | 'url'
  readonly placeholder?: string
  readonly autocomplete?: string
  /** More than one line. */
  readonly rows?: number
  readonly isRequired?: boolean
  readonly isDisabled?: boolean
  readonly maxLength?: number
}

export const TextField = defineComponent(
  (props: TextProps) => {
    const id = useId()
    return () => {
      const shared = {
        id,
        value: props.value,
        placeholder: props.placeholder,
        required: props.isRequired,
        disabled: props.isDisabled,
        maxlength: props.maxLength,
        autocomplete: props.autocomplete ?? 'off',
        spellcheck: false,
        'aria-invalid': props.fault ? true : undefined,
        'aria-describedby': `${id}-hint ${id}-fault`,
        onInput: (event: Event) => props.onWrite((event.target as HTMLInputElement).value),
      } as const
      return (
        <Around id={id} label={props.label} hint={props.hint} fault={props.fault}>
          {{
            default: () =>
              props.rows === undefined ? (
                <input type={props.type ?? 'text'} {...shared} />
              ) : (
                <textarea rows={props.rows} {...shared} />
              ),
          }}
        </Around>
      )
    }
  },
  {
    props: [
      'label',
      'hint',
      'fault',
      'value',
      'onWrite',
      'type',
      'placeholder',
      'autocomplete',
      'rows',
      'isRequired',
      'isDisabled',
      'maxLength',
    ],
  },
)

type PickProps = Common & {
  readonly value: string
  readonly options: readonly { readonly value: string; readonly label: string }[]
  readonly onPick: (value: string) => void
  readonly isDisabled?: boolean
}

/** One of several. */
export const Pick = defineComponent(
  (props: PickProps) => {
    const id = useId()
    return () => (
      <Around id={id} label={props.label} hint={props.hint} fault={props.fault}>
        {{
          default: () => (
            <select
              id={id}
              value={props.value}
              disabled={props.isDisabled}
              aria-describedby={`${id}-hint ${id}-fault`}
              onChange={event => props.onPick((event.target as HTMLSelectElement).value)}
            >
              {props.options.map(option => (
                <option key={option.value} value={option.value} selected={option.value === props.value}>
                  {option.label}
                </option>
              ))}
            </select>
          ),
        }}
      </Around>
    )
  },
  { props: ['label', 'hint', 'fault', 'value', 'options', 'onPick', 'isDisabled'] },
)

type CheckProps = {
  readonly label: string
  readonly isOn: boolean
  readonly onTurn: (isOn: boolean) => void
  readonly isDisabled?: boolean
}

export function Check({ label, isOn, onTurn, isDisabled }: CheckProps) {
  return (
    <label class="check">
      <input
        type="checkbox"
        checked={isOn}
        disabled={isDisabled}
        onChange={(event: Event) => onTurn((event.target as HTMLInputElement).checked)}
      />
      <span>{label}</span>
    </label>
  )
}
Check.props = ['label', 'isOn', 'onTurn', 'isDisabled']
