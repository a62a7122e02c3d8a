// A file of the operator's own, given a name and sent to be looked at and kept; what control has against it stands beneath.
import { defineComponent, ref, shallowRef } from 'vue'
import { Button } from '../kit/button.tsx'
import { TextField } from '../kit/field.tsx'
import { Refused } from '../live/ask.ts'
import { useWords } from '../shell/language.ts'
import { nameFrom } from './telling.ts'
import { hostWords } from './words.ts'

type UploadProps = {
  readonly says: {
    readonly upload: string
    readonly file: string
    readonly uploadName: string
    readonly uploadGo: string
    readonly chooseFile: string
    readonly tooLarge: string
    readonly uploaded: string
  }
  /** What the browser offers, as in `accept` of HTML: `.png,image/png`. */
  readonly accept: string
  readonly mostBytes: number
  /** Sends it; throws what control said. */
  readonly put: (name: string, file: File) => Promise<void>
}

/** Further fields go into its slot. */
export const FileUpload = defineComponent(
  (props: UploadProps, { slots }) => {
    const words = useWords(hostWords)
    const name = ref('')
    const fault = ref('')
    const file = shallowRef<File>()
    const choose = (event: Event) => {
      file.value = (event.target as HTMLInputElement).files?.[0]
      fault.value = ''
      if (name.value === '' && file.value !== undefined)
        name.value = nameFrom(file.value.name.replace(/\.[a-z]+$/i, ''))
    }
    const upload = async () => {
      fault.value = ''
      const chosen = file.value
      if (chosen === undefined) throw new Error(props.says.chooseFile)
      if (chosen.size > props.mostBytes) throw new Error(props.says.tooLarge)
      try {
        await props.put(name.value.trim(), chosen)
      } catch (error) {
        if (!(error instanceof Refused)) throw error
        fault.value = error.message
        throw new Error('', { cause: error }) // it stands beneath already, a line each
      }
    }
    return () => (
      <section class="upload" aria-label={props.says.upload}>
        <h3>{props.says.upload}</h3>
        <div class="fields">
          <label class="field">
            <span class="soft">{props.says.file}</span>
            <input type="file" accept={props.accept} onChange={choose} />
          </label>
          <TextField
            label={props.says.uploadName}
            hint={words.value.feeds.nameHint}
            value={name.value}
            maxLength={32}
            onWrite={written => (name.value = written)}
          />
          {slots.default?.()}
        </div>
        {fault.value === '' ? null : (
          <ul class="findings trouble" role="alert">
            {fault.value.split('\n').map(sentence => (
              <li key={sentence}>{sentence}</li>
            ))}
          </ul>
        )}
        <Button label={props.says.uploadGo} act={upload} done={props.says.uploaded} />
      </section>
    )
  },
  { props: ['says', 'accept', 'mostBytes', 'put'] },
)
