// One part of a script: its name, its product, and its sentences, each with what the gate says of it.
import { defineComponent, nextTick, ref, useId } from 'vue'
import { Button } from '../kit/button.tsx'
import { Pick, TextField } from '../kit/field.tsx'
import { Icon } from '../kit/icon.tsx'
import { Panel } from '../kit/panel.tsx'
import { language, shared, useWords } from '../shell/language.ts'
import { duration, seconds } from '../tell/figures.ts'
import type { Check, CheckedLine } from './desk.ts'
import { type Fault, sentencesIn, shifted, type Work, withSegment } from './model.ts'
import { scriptWords } from './words.ts'

type SegmentProps = {
  readonly work: Work
  readonly at: number
  readonly faults: readonly Fault[]
  readonly check: Check['segments'][number] | null
  readonly onChange: (work: Work) => void
}

export const Segment = defineComponent(
  (props: SegmentProps) => {
    const words = useWords(scriptWords)
    const list = ref<HTMLElement>()
    const segment = () => props.work.segments[props.at] ?? { name: '', title: '', product: '', sentences: [] }
    const change = (part: Parameters<typeof withSegment>[2]) =>
      props.onChange(withSegment(props.work, props.at, part))
    const put = (sentences: readonly string[], focus?: number) => {
      change({ sentences })
      if (focus !== undefined)
        void nextTick(() => list.value?.querySelectorAll('textarea')[Math.max(0, focus)]?.focus())
    }
    const edits: Edits = {
      write: (i, text) => put(segment().sentences.map((each, j) => (i === j ? text : each))),
      add: (i, texts) => put(segment().sentences.toSpliced(i + 1, 0, ...texts), i + texts.length),
      drop: i => put(segment().sentences.toSpliced(i, 1), i - 1),
      shift: (i, by) => put(shifted(segment().sentences, i, by), i + by),
    }
    const remove = () =>
      props.onChange({ ...props.work, segments: props.work.segments.filter((_, i) => i !== props.at) })
    return () => (
      <Panel
        title={`${words.value.segment(props.at + 1)}${segment().title === '' ? '' : ` · ${segment().title}`}`}
      >
        {{
          tools: () => (
            <span class="hint">
              {props.check === null
                ? ''
                : words.value.length(duration(props.check.spokenMs, shared.value.units))}
            </span>
          ),
          default: () => (
            <>
              <div class="fields">
                <TextField
                  label={words.value.segmentTitle}
                  maxLength={60}
                  value={segment().title}
                  onWrite={title => change({ title })}
                />
                <Pick
                  label={words.value.product}
                  value={segment().product}
                  options={[
                    { value: '', label: words.value.noProduct },
                    ...props.work.products.map(({ id, name }) => ({ value: id, label: name || id })),
                  ]}
                  onPick={product => change({ product })}
                />
              </div>
              <p class="hint">{words.value.sentenceHint}</p>
              <ol class="sentences" ref={list}>
                {segment().sentences.map((text, i) => (
                  <Sentence
                    key={i}
                    label={words.value.sentence(props.at + 1, i + 1)}
                    at={i}
                    text={text}
                    fault={props.faults.find(
                      each => each.at === 'sentence' && each.segment === props.at && each.sentence === i,
                    )}
                    line={lineFor(props.check, i, text)}
                    edits={edits}
                  />
                ))}
              </ol>
              <div class="row-of-buttons">
                <Button
                  label={words.value.addSentence}
                  act={() => edits.add(segment().sentences.length - 1, [''])}
                  done=""
                />
                <Button
                  label={words.value.removeSegment}
                  tone="quiet"
                  ask={words.value.removeSegmentAsk}
                  act={remove}
                  done=""
                />
              </div>
            </>
          ),
        }}
      </Panel>
    )
  },
  { props: ['work', 'at', 'faults', 'check', 'onChange'] },
)

/** What was said of this very text: of one that was changed since, nothing is known yet. */
function lineFor(check: SegmentProps['check'], at: number, text: string): CheckedLine | null {
  const line = check?.lines[at]
  return line?.written === text.trim() ? line : null
}

type Edits = {
  write(at: number, text: string): void
  add(at: number, texts: readonly string[]): void
  drop(at: number): void
  shift(at: number, by: -1 | 1): void
}

type SentenceProps = {
  readonly label: string
  readonly at: number
  readonly text: string
  readonly fault: Fault | undefined
  readonly line: CheckedLine | null
  readonly edits: Edits
}

const Sentence = defineComponent(
  (props: SentenceProps) => {
    const words = useWords(scriptWords)
    const id = useId()
    const pressed = (event: KeyboardEvent) => {
      if (event.isComposing) return // Enter ends a word that is being composed
      if (event.key === 'Enter' && !event.shiftKey) {
        event.preventDefault()
        props.edits.add(props.at, [''])
      } else if (event.key === 'Backspace' && props.text === '') {
        event.preventDefault()
        props.edits.drop(props.at)
      }
    }
    const pasted = (event: ClipboardEvent) => {
      const texts = sentencesIn(event.clipboardData?.getData('text') ?? '')
      if (texts.length < 2) return
      event.preventDefault()
      if (props.text.trim() === '') {
        props.edits.drop(props.at)
        props.edits.add(props.at - 1, texts)
      } else props.edits.add(props.at, texts)
    }
    const isBad = () => (props.line?.refusals.length ?? 0) > 0 || props.line?.mistake != null
    return () => (
      <li class={['sentence', isBad() ? 'refused' : '']} data-level={isBad() ? 'bad' : 'off'}>
        <div class="row">
          <textarea
            aria-label={props.label}
            aria-invalid={isBad() || props.fault !== undefined}
            aria-describedby={id}
            rows={Math.max(1, Math.ceil(props.text.length / 44))}
            value={props.text}
            onInput={event => props.edits.write(props.at, (event.target as HTMLTextAreaElement).value)}
            onKeydown={pressed}
            onPaste={pasted}
          />
          <span class="length hint">
            {props.line === null || props.text === ''
              ? ''
              : seconds(props.line.spokenMs, shared.value.units.s)}
          </span>
          <span class="moves">
            <button
              type="button"
              class="quiet"
              aria-label={`${words.value.up} ${props.label}`}
              onClick={() => props.edits.shift(props.at, -1)}
            >
              ↑
            </button>
            <button
              type="button"
              class="quiet"
              aria-label={`${words.value.down} ${props.label}`}
              onClick={() => props.edits.shift(props.at, 1)}
            >
              ↓
            </button>
            <button
              type="button"
              class="quiet"
              aria-label={`${words.value.removeSentence} ${props.label}`}
              onClick={() => props.edits.drop(props.at)}
            >
              ×
            </button>
          </span>
        </div>
        <div id={id} role="status" class="said-of-it">
          {props.fault === undefined ? null : <p class="fault">{words.value.fault[props.fault.is]}</p>}
          {isBad() ? <Why line={props.line as CheckedLine} /> : null}
        </div>
      </li>
    )
  },
  { props: ['label', 'at', 'text', 'fault', 'line', 'edits'] },
)

const Why = defineComponent(
  (props: { readonly line: CheckedLine }) => {
    const words = useWords(scriptWords)
    return () => {
      const isZh = language.value === 'zh'
      const { refusals, mistake } = props.line
      return (
        <>
          {mistake === null ? null : (
            <p class="refusal">
              <Icon name="bad" />
              <span>{isZh ? mistake.zh : mistake.en}</span>
            </p>
          )}
          {refusals.map(each => (
            <p class="refusal" key={each.term + each.basis}>
              <Icon name="bad" />
              <span>
                <strong>{words.value.refusal(each.term, isZh ? each.whyZh : each.why)}</strong>{' '}
                {words.value.write(isZh ? each.insteadZh : each.instead)}{' '}
                <span class="hint">{each.basis}</span>
              </span>
            </p>
          ))}
        </>
      )
    }
  },
  { props: ['line'] },
)
