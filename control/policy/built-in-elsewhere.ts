// What is known of YouTube, of Twitch, and of a server of one's own.
import type { Platform } from '../store/plan.ts'
import type { Facts } from './built-in.ts'
import type { Fact } from './policy.ts'
import { expiryFields } from './fields.ts'

const searched = '2026-11-22'
const presets = 'OBS: plugins/rtmp-services/data/services.json'
const youtubeHelp = 'support.google.com/youtube/answer/2853702'
const twitchCamp = 'twitch.tv/creatorcamp, encoding guidelines'
const persistent: Fact<'keyLifeMs'> = {
  value: 'until-changed',
  source: 'the key of its dashboard, as commonly used',
  date: searched,
  confidence: 'inferred',
}
const silentKey: Fact<'keyFields'> & Fact<'keyExpiryFields'> = {
  value: [],
  source: 'its keys carry no fields',
  date: searched,
  confidence: 'inferred',
}

const youtube: Facts = {
  schemes: { value: ['rtmp', 'rtmps'], source: presets, date: searched, confidence: 'confirmed' },
  hosts: { value: ['youtube.com'], source: presets, date: searched, confidence: 'confirmed' },
  keyFields: silentKey,
  keyExpiryFields: silentKey,
  keyLifeMs: persistent,
  duplicatePush: {
    value: 'both-taken',
    source: presets,
    date: searched,
    confidence: 'confirmed',
    note: 'the primary and the backup address, side by side',
  },
  videoCodecs: {
    value: ['h264', 'hevc', 'av1'],
    source: presets,
    date: searched,
    confidence: 'confirmed',
    note: 'HEVC and AV1 by enhanced RTMP',
  },
  largestSize: { value: '3840x2160', source: youtubeHelp, date: searched, confidence: 'confirmed' },
  frameRateFps: { value: { max: 60 }, source: youtubeHelp, date: searched, confidence: 'confirmed' },
  videoKbps: {
    value: { max: 40_000 },
    source: youtubeHelp,
    date: searched,
    confidence: 'confirmed',
    note: 'for 4K at 60; it recommends less for less: 12000 for 1080p at 60',
  },
  longestGopMs: {
    value: 4_000,
    source: "YouTube's own message, quoted in ant-media/Ant-Media-Server#5952",
    date: searched,
    confidence: 'reported',
  },
}

const twitch: Facts = {
  schemes: { value: ['rtmp'], source: presets, date: searched, confidence: 'confirmed' },
  hosts: { value: ['twitch.tv'], source: presets, date: searched, confidence: 'confirmed' },
  keyFields: silentKey,
  keyExpiryFields: silentKey,
  keyLifeMs: persistent,
  longestShowMs: { value: 172_800_000, source: twitchCamp, date: searched, confidence: 'confirmed' },
  videoCodecs: { value: ['h264'], source: presets, date: searched, confidence: 'confirmed' },
  videoKbps: {
    value: { max: 6_000 },
    source: presets,
    date: searched,
    confidence: 'confirmed',
    note: 'constant bitrate',
  },
  longestGopMs: { value: 2_000, source: twitchCamp, date: searched, confidence: 'confirmed' },
  audioCodecs: { value: ['aac'], source: twitchCamp, date: searched, confidence: 'confirmed' },
  audioSampleRatesHz: {
    value: [44_100, 48_000],
    source: twitchCamp,
    date: searched,
    confidence: 'confirmed',
  },
  audioKbps: { value: { max: 320 }, source: twitchCamp, date: searched, confidence: 'confirmed' },
}

const own = {
  source: 'a server of your own: nobody else makes its rules',
  date: searched,
  confidence: 'inferred',
} as const

const ownServer: Facts = {
  aiHosts: { ...own, value: 'allowed', note: 'the law on labelling holds wherever people can see it' },
  keyFields: { ...own, value: [] },
  keyExpiryFields: {
    value: expiryFields.slice(),
    source: 'forms that the large CDNs use',
    date: searched,
    confidence: 'inferred',
  },
}

export const elsewhere = {
  youtube,
  twitch,
  rtmp: { ...ownServer, schemes: { ...own, value: ['rtmp', 'rtmps'] } },
  srt: { ...ownServer, schemes: { ...own, value: ['srt'] } },
} satisfies Partial<Record<Platform, Facts>>
