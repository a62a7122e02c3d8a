// The API, documented from its own description: every call by what it is about, with its fields and a command to try it.
import { computed, defineComponent, ref, shallowRef } from 'vue'
import { addressOf, ask } from '../live/ask.ts'
import { CopyText } from '../kit/copy.tsx'
import { TextField } from '../kit/field.tsx'
import { Empty, Trouble } from '../kit/panel.tsx'
import { useWords } from '../shell/language.ts'
import { type Call, type Content, curlOf, type Description, found, groupsOf } from './calls.ts'
import { type Field, fieldsOf, type Schema, typeOf } from './schema.ts'
import { referenceWords } from './words.ts'
import './page.css'

export default defineComponent(() => {
  const words = useWords(referenceWords)
  const description = shallowRef<Description | null>(null)
  const trouble = ref('')
  const asked = ref('')
  void ask('GET', 'api/openapi.json').then(
    answer => (description.value = answer as Description),
    (error: unknown) => (trouble.value = error instanceof Error ? error.message : String(error)),
  )
  const groups = computed(() =>
    description.value === null ? [] : found(groupsOf(description.value), asked.value),
  )
  const count = computed(() => groups.value.reduce((sum, { calls }) => sum + calls.length, 0))
  return () => (
    <div class="page reference">
      <header>
        <h1>
          {words.value.title}
          {description.value === null ? null : <span class="version">{description.value.info.version}</span>}
        </h1>
        <p class="hint">{words.value.lead}</p>
        <p>
          <a href={addressOf('api/openapi.json')} target="_blank" rel="noreferrer">
            {words.value.download}
          </a>
        </p>
      </header>
      <Trouble says={trouble.value} />
      <div class="search">
        <TextField
          label={words.value.search}
          placeholder={words.value.searchHint}
          value={asked.value}
          onWrite={value => (asked.value = value)}
        />
        <p class="soft" role="status">
          {description.value === null
            ? ''
            : count.value === 0
              ? words.value.none
              : words.value.count(count.value)}
        </p>
      </div>
      {description.value === null && trouble.value === '' ? <Empty says={words.value.loading} /> : null}
      {groups.value.map(({ name, calls }) => (
        <section key={name} class="group" aria-labelledby={`group-${name}`}>
          <h2 id={`group-${name}`}>{words.value.groups[name] ?? name}</h2>
          {calls.map(call => (
            <CallView key={call.id} call={call} whole={description.value as unknown as Schema} />
          ))}
        </section>
      ))}
    </div>
  )
})

/** Its fields are read only once it is opened: some answers have hundreds. */
const CallView = defineComponent(
  (props: { readonly call: Call; readonly whole: Schema }) => {
    const words = useWords(referenceWords)
    const isOpen = ref(false)
    return () => {
      const { call } = props
      return (
        <details
          class="call"
          onToggle={(event: Event) => (isOpen.value = (event.target as HTMLDetailsElement).open)}
        >
          <summary>
            <span class="method mono" data-method={call.method}>
              {call.method}
            </span>
            <span class="path mono">
              {call.path.split(/(?<=\/)/).map((part, i) => (i === 0 ? part : [<wbr />, part]))}
            </span>
            <span class="role">{call.role === null ? words.value.anyone : words.value.roles[call.role]}</span>
            <span class="summary" lang="en">
              {call.operation.summary}
            </span>
          </summary>
          {isOpen.value ? <Inside call={call} whole={props.whole} /> : null}
        </details>
      )
    }
  },
  { props: ['call', 'whole'] },
)

function Inside({ call, whole }: { readonly call: Call; readonly whole: Schema }) {
  const words = useWords(referenceWords).value
  const { parameters = [], requestBody, responses } = call.operation
  const base = addressOf('').replace(/\/$/, '')
  return (
    <div class="inside">
      {parameters.length === 0 ? null : (
        <Fields
          title={words.parameters}
          fields={parameters.map(({ name, in: where, required, description, schema }) => ({
            path: name,
            depth: 0,
            type: typeOf(schema, whole),
            isRequired: required,
            description: [where === 'path' ? words.inPath : words.inQuery, description ?? '']
              .filter(Boolean)
              .join(': '),
            limits: typeof schema.pattern === 'string' ? schema.pattern : '',
          }))}
        />
      )}
      {requestBody === undefined ? null : (
        <Shape title={words.body} content={requestBody.content} whole={whole} />
      )}
      <Shape title={words.answer} content={responses['200']?.content ?? {}} whole={whole} />
      <p class="soft">{words.errors}</p>
      <CopyText label={words.curl} value={curlOf(call, base, whole)} />
    </div>
  )
}
Inside.props = ['call', 'whole']

function Shape({
  title,
  content,
  whole,
}: {
  readonly title: string
  readonly content: Content
  readonly whole: Schema
}) {
  const [type, shape] = Object.entries(content)[0] ?? []
  if (type === undefined || shape === undefined) return null
  if (type !== 'application/json')
    return (
      <div class="shape">
        <h3>{title}</h3>
        <p class="mono">{type}</p>
      </div>
    )
  return <Fields title={title} fields={fieldsOf(shape.schema, whole)} />
}
Shape.props = ['title', 'content', 'whole']

function Fields({ title, fields }: { readonly title: string; readonly fields: readonly Field[] }) {
  const words = useWords(referenceWords).value
  return (
    <div class="shape">
      <h3>{title}</h3>
      <dl class="fields-of">
        {fields.map(field => (
          <div key={field.path} class="field-of" data-depth={Math.min(5, field.depth)}>
            <dt>
              <span class="mono name">{field.path === '' ? words.value : field.path}</span>
              <span class="mono type">{field.type}</span>
              {field.isRequired ? null : <span class="soft">{words.optional}</span>}
            </dt>
            {field.description === '' && field.limits === '' ? null : (
              <dd>
                {field.description === '' ? null : <span lang="en">{field.description} </span>}
                {field.limits === '' ? null : <span class="mono soft">{field.limits}</span>}
              </dd>
            )}
          </div>
        ))}
      </dl>
    </div>
  )
}
Fields.props = ['title', 'fields']
