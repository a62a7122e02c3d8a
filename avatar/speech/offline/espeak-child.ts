// A process of its own around eSpeak NG (GPL-3.0, an optional package): requests as JSON lines on 0, answers on 1 as a JSON line and
// raw sound. Nothing of ours imports this file, and it imports nothing of ours.
import { createInterface } from 'node:readline'

type Event = { type: string; audio_position: number; id: unknown; text_position: number }
type Worker = {
  samplerate: number
  set_voice(name: string): number
  set_rate(wordsPerMinute: number): void
  set_pitch(share: number): void
  synthesize(text: string, onPart: (samples: Int16Array, events: Event[]) => boolean): number
}
type Wanted = {
  id: number
  pieces: { voice: string; text: string; rate: number; pitch: number }[]
}

const packageName = '@echogarden/espeak-ng-emscripten'
const mostSamples = 22_050 * 180

const worker = await loaded()
tell({ ready: worker !== undefined })
if (worker !== undefined) {
  for await (const line of createInterface({ input: process.stdin, crlfDelay: Number.POSITIVE_INFINITY }))
    answer(worker, JSON.parse(line) as Wanted)
}

async function loaded(): Promise<Worker | undefined> {
  try {
    const opened = (await import(packageName)) as {
      default: () => Promise<{ eSpeakNGWorker: new () => Worker }>
    }
    const module = await opened.default()
    return new module.eSpeakNGWorker()
  } catch {
    return undefined // it is an optional package: whoever started us says what to install
  }
}

function answer(speaker: Worker, { id, pieces }: Wanted): void {
  try {
    const said = pieces.map(piece => pieceSaid(speaker, piece))
    const sound = Buffer.concat(said.map(each => each.sound))
    tell({
      id,
      sampleRateHz: speaker.samplerate,
      pieces: said.map(each => ({ samples: each.sound.length / 2, phones: each.phones })),
      bytes: sound.length,
    })
    process.stdout.write(sound)
  } catch (error) {
    tell({ id, error: error instanceof Error ? error.message : String(error), bytes: 0 })
  }
}

function pieceSaid(
  speaker: Worker,
  { voice, text, rate, pitch }: Wanted['pieces'][number],
): { sound: Buffer; phones: [ms: number, phone: string, position: number][] } {
  if (speaker.set_voice(voice) !== 0) throw new Error(`eSpeak NG has no voice ${voice}`)
  speaker.set_rate(rate)
  speaker.set_pitch(pitch)
  const parts: Buffer[] = []
  const phones: [number, string, number][] = []
  let samples = 0
  speaker.synthesize(text, (part, events) => {
    parts.push(Buffer.from(part.buffer.slice(part.byteOffset, part.byteOffset + part.byteLength)))
    samples += part.length
    for (const event of events)
      if (event.type === 'phoneme')
        phones.push([
          event.audio_position,
          typeof event.id === 'string' ? event.id : '',
          event.text_position - 1,
        ])
    return samples > mostSamples
  })
  return { sound: Buffer.concat(parts), phones }
}

function tell(header: object): void {
  process.stdout.write(`${JSON.stringify(header)}\n`)
}
