// Plain HTTP: JSON, signed as Standard Webhooks has it (standardwebhooks.com): id, time and body under HMAC-SHA256.
import { createHmac } from 'node:crypto'
import { severityOf } from '../severity.ts'
import { jsonRequest, type Message, type Platform, verdictByStatus } from './platform.ts'

export const http: Platform = {
  limitBytes: 8_192,
  gapMs: 500,
  request: ({ url, secret }, message, wallMs) => {
    const plain = jsonRequest(url, bodyOf(message))
    const timestamp = String(Math.floor(wallMs / 1_000))
    const sign = createHmac('sha256', keyOf(secret ?? '')).update(`${message.id}.${timestamp}.${plain.body}`)
    const headers = {
      'webhook-id': message.id,
      'webhook-timestamp': timestamp,
      'webhook-signature': `v1,${sign.digest('base64')}`,
    }
    return { ...plain, headers: { ...plain.headers, ...headers } }
  },
  verdict: verdictByStatus,
}

/** `whsec_` and base64, as libraries for it write a secret; else the text itself. */
function keyOf(secret: string): Buffer {
  return secret.startsWith('whsec_') ? Buffer.from(secret.slice(6), 'base64') : Buffer.from(secret)
}

function bodyOf({ id, madeMs, receiver, text, notices }: Message): unknown {
  return {
    type: notices.length === 0 ? 'test' : 'incidents',
    id,
    timestamp: new Date(madeMs).toISOString(),
    receiver,
    text,
    incidents: notices.map(({ why, from, incident }) => ({
      why,
      from,
      severity: severityOf(incident),
      ...incident,
      evidence: undefined, // long, and a call away
    })),
  }
}
