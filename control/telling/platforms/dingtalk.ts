// 钉钉 custom robot: 20 messages a minute, else silence for ten (open.dingtalk.com, "自定义机器人接入").
import { createHmac } from 'node:crypto'
import { jsonRequest, type Platform, verdictByCode } from './platform.ts'

const banned = { why: 'has had too many messages', restMs: 600_000 }
const unknown = { why: 'does not know this robot; copy its webhook address again' }
const known = {
  130_101: banned,
  410_100: banned,
  90_018: banned,
  90_030: banned,
  300_001: unknown,
  300_005: unknown,
  400_101: unknown,
  400_102: { why: 'says that this robot is switched off' },
  400_013: { why: 'says that the group does not exist any more' },
  310_000: {
    why: 'refuses by its own safety settings; check the secret (加签), the keyword (let it be 长明 or Changming) or the allowed addresses',
  },
} as const

export const dingtalk: Platform = {
  limitBytes: 4_096,
  gapMs: 4_000,
  request: ({ url, secret }, { text }, wallMs) =>
    jsonRequest(secret === null ? url : signedUrl(url, secret, wallMs), {
      msgtype: 'text',
      text: { content: text },
    }),
  verdict: answer => verdictByCode(answer, ['errcode'], known),
}

function signedUrl(url: string, secret: string, wallMs: number): string {
  const timestamp = String(Math.round(wallMs))
  const signed = new URL(url)
  signed.searchParams.set('timestamp', timestamp)
  signed.searchParams.set(
    'sign',
    createHmac('sha256', secret).update(`${timestamp}\n${secret}`).digest('base64'),
  )
  return signed.href
}
