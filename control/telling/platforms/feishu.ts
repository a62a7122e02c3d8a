// 飞书 custom bot: 100 messages a minute, 5 a second, 20 KB (open.feishu.cn, "自定义机器人使用指南").
import { createHmac } from 'node:crypto'
import { jsonRequest, type Platform, verdictByCode } from './platform.ts'

const known = {
  19_001: { why: 'does not know this bot; copy its webhook address again' },
  19_021: { why: 'does not accept the signature; check the secret and the clock of this machine' },
  19_022: { why: 'does not take messages from our address; add it to the allowed ones' },
  19_024: { why: 'misses its keyword; let it be 长明 or Changming' },
  11_232: { why: 'has had too many messages', restMs: 60_000 },
  9_499: { why: 'does not like the form of the message' },
} as const

export const feishu: Platform = {
  limitBytes: 4_096,
  gapMs: 1_000,
  request: ({ url, secret }, { text }, wallMs) => {
    const body = { msg_type: 'text', content: { text } }
    const timestamp = String(Math.floor(wallMs / 1_000))
    const signed = secret === null ? {} : { timestamp, sign: signOf(timestamp, secret) }
    return jsonRequest(url, { ...signed, ...body })
  },
  verdict: answer => verdictByCode(answer, ['code', 'StatusCode'], known),
}

/** Time and secret together are the key here; what is signed is empty. */
function signOf(timestamp: string, secret: string): string {
  return createHmac('sha256', `${timestamp}\n${secret}`).digest('base64')
}
