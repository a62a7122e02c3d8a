// The way into speech for the rest of this room: makeVoice, what a voice gives, how text is read out, and sound on disk.
export { type Language, languages } from './language.ts'
export { makeVoice, usualLimits, type VoiceDeps, type VoiceLimits, type VoiceSettings } from './make-voice.ts'
export { type Lexicon, readerOf } from './normalise/index.ts'
export { openOffline, type OfflineSettings, plainOffline } from './offline/index.ts'
export { openOnline, type OnlineSettings } from './online.ts'
export { estimatedMs } from './estimate.ts'
export { readWav, writeWav } from './sound/wav.ts'
export { type Engine, type PhoneMark, type RawSpeech, type Speech, speechHz, type Voice } from './voice.ts'
