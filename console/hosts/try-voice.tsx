// A sentence said by a voice that is tried; while it sounds, the host of the preview moves its lips with it.
import { defineComponent, onScopeDispose, ref, shallowRef, watch } from 'vue'
import type { Mouth } from '#stage'
import { Button } from '../kit/button.tsx'
import { Pick, TextField } from '../kit/field.tsx'
import { fetched } from '../live/ask.ts'
import { mayAct } from '../live/session.ts'
import { useWords } from '../shell/language.ts'
import { voices } from './shelf.ts'
import { type Lips, languages, type SpokenLanguage } from './types.ts'
import { lipsIn, mouthAt } from './wav-lips.ts'
import { hostWords } from './words.ts'

type TryProps = {
  /** Its own voice is offered first. */
  readonly host: string
  readonly nameOf: (host: string) => string
  /** Told where the mouth of whoever is shown is to be looked up. */
  readonly onMouth: (mouthNow: () => Mouth | null) => void
}

const waitMs = 30_000

export const TryVoice = defineComponent(
  (props: TryProps) => {
    const words = useWords(hostWords)
    const voice = ref('')
    const language = ref<SpokenLanguage>('zh')
    const text = ref(words.value.voice.samples.zh)
    const lips = shallowRef<Lips | null>(null)
    const sound = ref('')
    const player = ref<HTMLAudioElement>()
    const forget = () => {
      if (sound.value !== '') URL.revokeObjectURL(sound.value)
    }
    onScopeDispose(forget)
    props.onMouth(() => {
      const now = player.value
      if (now === undefined || now.paused || now.ended || lips.value === null) return null
      return mouthAt(lips.value, now.currentTime)
    })
    const known = () => (voices.value?.engines ?? []).flatMap(each => each.voices)
    const preferred = () => {
      const all = known()
      return (
        all.find(each => each.voice === 'online') ??
        all.find(each => each.host === props.host) ??
        all.find(each => each.voice === 'plain')
      )?.voice
    }
    watch([() => props.host, voices], () => (voice.value = preferred() ?? ''), { immediate: true })
    const choose = (chosen: SpokenLanguage) => {
      const { samples } = words.value.voice
      if (Object.values(samples).includes(text.value)) text.value = samples[chosen]
      language.value = chosen
    }
    const hear = async () => {
      const asked = { voice: voice.value, language: language.value, text: text.value }
      const wav = await fetched('POST', 'api/voices/try', asked, { waitMs })
      lips.value = lipsIn(await wav.arrayBuffer())
      forget()
      sound.value = URL.createObjectURL(wav)
      if (player.value === undefined) return
      player.value.src = sound.value
      await player.value.play()
    }
    const options = () => {
      const said = words.value.voice
      return (voices.value?.engines ?? []).flatMap(({ engine, isOffline, voices: each }) =>
        each.map(({ voice: value, host }) => {
          const name = host === null ? said.plain : props.nameOf(host)
          return { value, label: isOffline ? said.offline(name) : said.online(engine) }
        }),
      )
    }
    const first = () => {
      const said = words.value.voice
      const engine = voices.value?.engines[0]
      return engine === undefined || engine.isOffline ? said.firstOffline : said.firstOnline(engine.engine)
    }
    return () => {
      const said = words.value.voice
      return (
        <section class="try-voice" aria-label={said.title}>
          <h3>{said.title}</h3>
          <p class="hint">{first()}</p>
          <div class="fields">
            <Pick
              label={said.voice}
              value={voice.value}
              options={options()}
              onPick={chosen => (voice.value = chosen)}
            />
            <Pick
              label={said.language}
              value={language.value}
              options={languages.map(value => ({ value, label: said.languages[value] }))}
              onPick={chosen => choose(chosen as SpokenLanguage)}
            />
          </div>
          <TextField
            label={said.text}
            hint={said.textHint}
            value={text.value}
            maxLength={120}
            rows={2}
            onWrite={written => (text.value = written)}
          />
          {mayAct.value ? <Button label={said.go} tone="go" act={hear} done="" /> : null}
          <audio ref={player} controls hidden={sound.value === ''} aria-label={said.player} />
          {lips.value === null ? null : <p class="hint">{said.spoken(lips.value.spoken)}</p>}
        </section>
      )
    }
  },
  { props: ['host', 'nameOf', 'onMouth'] },
)
