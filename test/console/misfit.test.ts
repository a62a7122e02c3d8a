// How a feed differs, in the visitor's language.
import { expect, test } from 'vitest'
import { misfitIn, profileText } from '../../console/tell/misfit.ts'
import { en } from '../../console/tell/words-en.ts'
import { zh } from '../../console/tell/words-zh.ts'
import { misfitOf } from '../../relay/program/profile.ts'
import { profile } from './samples.ts'

const video = {
  codec: 'h264',
  profile: 'High',
  level: 4,
  widthPx: 1_280,
  heightPx: 720,
  frameRateFps: null,
} as const
const audio = {
  codec: 'aac',
  profile: 'AAC-LC',
  sampleRateHz: 44_100,
  channels: 1,
  frameMs: 23.2,
  channelConfiguration: 1,
} as const
const all = misfitOf(profile, { video, audio, frameRateFps: 25 }) as string

test('all that the relay may say is told in Chinese, without a word of English', () => {
  expect(misfitIn(zh, all)).toBe(
    '画面 1280×720（应为 1920×1080）、帧率 25（应为 30）、采样率 44100 Hz（应为 48000 Hz）、声道数 1（应为 2）',
  )
})

test('and in English with the signs people read', () => {
  expect(misfitIn(en, all)).toBe(
    '1280×720 instead of 1920×1080, 25 fps instead of 30, sound of 44100 Hz instead of 48000 Hz, sound in 1 instead of 2 channels',
  )
})

test('what is not known stays as it is', () => {
  expect(misfitIn(zh, 'hevc instead of h264')).toBe('hevc instead of h264')
})

test('a profile is told in a line', () => {
  expect(profileText(profile)).toBe('1920×1080 · 30 fps · 48 kHz')
  expect(profileText({ ...profile, frameRateFps: 29.97002997 })).toBe('1920×1080 · 29.97 fps · 48 kHz')
  expect(profileText({ ...profile, frameRateFps: null, sampleRateHz: 44_100 })).toBe('1920×1080 · 44.1 kHz')
})
