// AAC frames that hold silence, made without an encoder: channels with no spectrum at all (ISO/IEC 14496-3, 4.4.2.1, 4.4.2.7).
import type { AudioConfig } from './aac-config.ts'
import { BitWriter } from './bits.ts'

/** Elements of a frame by the number they begin with (table 4.71). */
const elements = { single: 0, pair: 1, lowFrequency: 3, end: 7 } as const
type Element = 'single' | 'pair' | 'lowFrequency'

/** Which elements each channel configuration consists of (table 1.19). */
const layouts: Readonly<Record<number, readonly Element[]>> = {
  1: ['single'],
  2: ['pair'],
  3: ['single', 'pair'],
  4: ['single', 'pair', 'single'],
  5: ['single', 'pair', 'pair'],
  6: ['single', 'pair', 'pair', 'lowFrequency'],
  7: ['single', 'pair', 'pair', 'pair', 'lowFrequency'],
}

/**
 * The payload of an audio tag that is silent for one frame, for a decoder of this configuration; null for layouts and kinds of
 * AAC that nobody streams over RTMP.
 */
export function silentAacPayload(
  config: Pick<AudioConfig, 'profile' | 'channelConfiguration'>,
): Buffer | null {
  const layout = layouts[config.channelConfiguration]
  if (layout === undefined || !/^(?:AAC-LC|HE-AAC|HE-AAC v2)$/.test(config.profile)) return null
  const frame = new BitWriter()
  const tags = { single: 0, pair: 0, lowFrequency: 0 }
  for (const element of layout) {
    frame.put(elements[element], 3).put(tags[element]++, 4)
    if (element === 'pair') putPair(frame)
    else putChannel(frame, 'alone')
  }
  frame.put(elements.end, 3)
  return Buffer.concat([Buffer.from([0xaf, 1]), frame.bytes()])
}

/** The sequence header of plain AAC-LC, for a program whose feeds bring no sound: one of the rates of table 1.18, 1 or 2 channels. */
export function plainAacConfigPayload(format: { rateIndex: number; channels: 1 | 2 }): Buffer {
  const config = new BitWriter().put(2, 5).put(format.rateIndex, 4).put(format.channels, 4).put(0, 3)
  return Buffer.concat([Buffer.from([0xaf, 0]), config.bytes()])
}

function putPair(frame: BitWriter): void {
  frame.put(1, 1) // both share one window
  putWindow(frame)
  frame.put(0, 2) // no mid/side stereo
  putChannel(frame, 'shared')
  putChannel(frame, 'shared')
}

function putChannel(frame: BitWriter, window: 'alone' | 'shared'): void {
  frame.put(0, 8) // gain of nothing
  if (window === 'alone') putWindow(frame)
  frame.put(0, 3) // no pulses, no noise shaping, no gain control
}

// One long window with no bands in use, and so no sections, scale factors or spectrum.
function putWindow(frame: BitWriter): void {
  frame.put(0, 1 + 2 + 1 + 6 + 1)
}
