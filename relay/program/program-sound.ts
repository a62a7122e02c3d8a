// The sound of a program: which format is in force, what the source on air brings, and silence where it brings none.
import { type AudioConfig, isSameSound, plainAacConfigPayload, readAacConfig, silentAacPayload } from '#media'
import { AudioTrack } from './audio-track.ts'
import type { ProgramOutput } from './output.ts'
import { usualSound } from './profile.ts'

/** Numbers of the sample rates that a header made here may have (ISO/IEC 14496-3, table 1.18). */
const rateIndexOf: Readonly<Record<number, number>> = {
  48_000: 3,
  44_100: 4,
  32_000: 5,
  24_000: 6,
  22_050: 7,
  16_000: 8,
}

export class ProgramSound {
  readonly #output: ProgramOutput
  readonly #track: AudioTrack
  #config: AudioConfig | undefined
  #silentFrames = 0

  constructor(output: ProgramOutput) {
    this.#output = output
    this.#track = new AudioTrack((payload, dtsMs, isSilence) => {
      if (isSilence) this.#silentFrames += 1
      output.sound(payload, dtsMs)
    })
  }

  get config(): AudioConfig | undefined {
    return this.#config
  }

  get frameMs(): number {
    return this.#config?.frameMs ?? 0
  }

  get lastMs(): number {
    return this.#track.lastMs
  }

  get skewMs(): number {
    return this.#track.skewMs
  }

  get silentFrames(): number {
    return this.#silentFrames
  }

  /**
   * Another source follows, whose header is this; a source without sound changes nothing but that. `leadMs`: how far the
   * output runs ahead of time, and will be led back.
   */
  cut(header: Buffer | undefined, dtsMs: number, leadMs = 0): void {
    this.#track.cut(leadMs, this.#output.lastMs)
    if (header !== undefined) this.#use(header, dtsMs)
    else if (this.#config === undefined) this.usePlain(usualSound, dtsMs)
    // Before the picture that is cut to, so that what goes out stays in order over both tracks.
    if (this.#track.lastMs >= 0) this.#track.fillUntil(dtsMs, leadMs)
  }

  /** The format of a program whose first source brings no sound. */
  usePlain({ sampleRateHz, channels }: { sampleRateHz: number; channels: number }, dtsMs: number): void {
    const rateIndex = rateIndexOf[sampleRateHz] ?? 3
    this.#use(plainAacConfigPayload({ rateIndex, channels: channels === 1 ? 1 : 2 }), dtsMs)
  }

  /** Whether frames under this header can be played under the one in force. */
  canPlay(header: Buffer | null): boolean {
    if (header === null || this.#config === undefined) return false
    return isSameSound(this.#config, readAacConfig(header))
  }

  #use(header: Buffer, dtsMs: number): void {
    const config = readable(header)
    if (config === undefined || (this.#config !== undefined && isSameSound(this.#config, config))) return
    this.#config = config
    this.#track.setFormat({ frameMs: config.frameMs, silentPayload: silentAacPayload(config) })
    this.#output.header('audio', header, Math.max(dtsMs, this.#track.lastMs + 1))
  }

  take(payload: Buffer, dtsMs: number): void {
    this.#track.take(payload, dtsMs)
  }

  fillUntil(untilMs: number, leadMs: number): void {
    this.#track.fillUntil(untilMs, leadMs)
  }
}

function readable(header: Buffer): AudioConfig | undefined {
  try {
    return readAacConfig(header)
  } catch {
    return undefined // the feed has said so in its log
  }
}
