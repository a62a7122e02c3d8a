// 企业微信 group robot: text up to 2,048 bytes, 20 messages a minute (developer.work.weixin.qq.com/document/path/91770).
import { jsonRequest, type Platform, verdictByCode } from './platform.ts'

const known = {
  93_000: { why: 'does not know this robot; copy its webhook address again' },
  45_009: { why: 'has had too many messages', restMs: 60_000 },
  45_033: { why: 'has too many calls at once', restMs: 10_000 },
  40_058: { why: 'does not like the form of the message' },
  45_002: { why: 'finds the message too long' },
} as const

export const wecom: Platform = {
  limitBytes: 2_048,
  gapMs: 4_000,
  // Text, not markdown: WeChat's own app shows no markdown of a robot.
  request: ({ url }, { text }) => jsonRequest(url, { msgtype: 'text', text: { content: text } }),
  verdict: answer => verdictByCode(answer, ['errcode'], known),
}
