// Messages as each platform wants them, and its answers as it means them.
import { createHmac } from 'node:crypto'
import { expect, test } from 'vitest'
import { receiverFaults } from '../../../control/telling/address.ts'
import { platformsByName } from '../../../control/telling/platforms/all.ts'
import type { Message } from '../../../control/telling/platforms/platform.ts'
import { lookupWithin } from '../../../control/telling/post.ts'
import { isPrivateAddress } from '../../../control/telling/private-address.ts'
import { incidentOf, startMs } from '../../support/telling.ts'

const { wecom, feishu, dingtalk, http } = platformsByName
const message: Message = {
  id: 'ops-1-1',
  madeMs: startMs,
  receiver: 'ops',
  text: '【长明 严重】',
  notices: [{ why: 'opened', from: null, incident: incidentOf() }],
}

test('企业微信: text, nothing signed', () => {
  const url = 'https://qyapi.weixin.qq.com/cgi-bin/webhook/send?key=k-1'
  const asked = wecom.request({ url, secret: null }, message, startMs)
  expect(asked.url).toBe(url)
  expect(JSON.parse(asked.body)).toEqual({ msgtype: 'text', text: { content: message.text } })
})

test('飞书: time and secret are the key of an empty signature, in the body', () => {
  const url = 'https://open.feishu.cn/open-apis/bot/v2/hook/t-1'
  const plain = feishu.request({ url, secret: null }, message, startMs)
  expect(JSON.parse(plain.body)).toEqual({ msg_type: 'text', content: { text: message.text } })
  const signed = JSON.parse(feishu.request({ url, secret: 'demo-secret' }, message, startMs).body)
  expect(signed.timestamp).toBe('1700000000')
  expect(signed.sign).toBe(createHmac('sha256', '1700000000\ndemo-secret').update('').digest('base64'))
})

test('钉钉: time and signature go into the query, the token stays', () => {
  const url = 'https://oapi.dingtalk.com/robot/send?access_token=t-1'
  const signed = new URL(dingtalk.request({ url, secret: 'SECdemo1' }, message, startMs).url)
  const sign = createHmac('sha256', 'SECdemo1').update(`${startMs}\nSECdemo1`).digest('base64')
  expect(Object.fromEntries(signed.searchParams)).toEqual({
    access_token: 't-1',
    timestamp: String(startMs),
    sign,
  })
  expect(signed.search).not.toMatch(/sign=[^&]*[+/]/)
  expect(dingtalk.request({ url, secret: null }, message, startMs).url).toBe(url)
})

test('plain HTTP: signed as Standard Webhooks has it', () => {
  // The example of github.com/standard-webhooks/standard-webhooks, its key as a library would read it.
  const secret = 'whsec_MfKQ9r8GKYqrTwjUPD8ILPZIo2LaLaSw'
  const asked = http.request({ url: 'https://alerts.example.com/', secret }, message, startMs)
  const key = Buffer.from('MfKQ9r8GKYqrTwjUPD8ILPZIo2LaLaSw', 'base64')
  const sign = createHmac('sha256', key).update(`ops-1-1.1700000000.${asked.body}`).digest('base64')
  expect(asked.headers).toMatchObject({
    'webhook-id': 'ops-1-1',
    'webhook-timestamp': '1700000000',
    'webhook-signature': `v1,${sign}`,
  })
  const body = JSON.parse(asked.body)
  expect(body).toMatchObject({ type: 'incidents', id: 'ops-1-1', receiver: 'ops', text: message.text })
  expect(body.incidents[0]).toMatchObject({
    id: 'i1',
    why: 'opened',
    severity: 'severe',
    kind: 'endpoint-lost',
  })
})

test.each([
  [wecom, 200, '{"errcode":0,"errmsg":"ok"}', true],
  [wecom, 200, '{"errcode":93000,"errmsg":"invalid webhook url, hint: [PLANTED]"}', false],
  [wecom, 200, '<html>', false],
  [wecom, 200, '{}', false],
  [wecom, 502, '{"errcode":0}', false],
  [feishu, 200, '{"code":0,"msg":"success","data":{}}', true],
  [feishu, 200, '{"Extra":null,"StatusCode":0,"StatusMessage":"success"}', true],
  [feishu, 200, '{"code":19021,"msg":"sign match fail PLANTED"}', false],
  [dingtalk, 200, '{"errcode":0,"errmsg":"ok"}', true],
  [dingtalk, 200, '{"errcode":310000,"errmsg":"keywords not in content PLANTED"}', false],
  [http, 204, '', true],
  [http, 302, 'PLANTED', false],
  [http, 500, 'PLANTED', false],
] as const)('an answer of status 200 may still mean no: %#', (platform, status, text, taken) => {
  const verdict = platform.verdict({ status, text, restMs: 0 })
  expect(verdict.taken).toBe(taken)
  expect(JSON.stringify(verdict)).not.toContain('PLANTED')
})

test('who says that it was too much is left alone for as long as it takes', () => {
  const rest = (platform: typeof wecom, text: string, status = 200, restMs = 0) =>
    platform.verdict({ status, text, restMs })
  expect(rest(wecom, '{"errcode":45009}')).toMatchObject({ restMs: 60_000 })
  expect(rest(feishu, '{"code":11232}')).toMatchObject({ restMs: 60_000 })
  expect(rest(dingtalk, '{"errcode":130101}')).toMatchObject({ restMs: 600_000 })
  expect(rest(http, '', 429, 90_000)).toMatchObject({ restMs: 90_000 })
})

test('pace and size stay under what each platform allows', () => {
  const inMinute = (gapMs: number) => 60_000 / gapMs
  expect(inMinute(wecom.gapMs)).toBeLessThan(20)
  expect(inMinute(dingtalk.gapMs)).toBeLessThan(20)
  expect(inMinute(feishu.gapMs)).toBeLessThan(100)
  expect(wecom.limitBytes).toBe(2_048)
})

test.each([
  ['wecom', 'https://qyapi.weixin.qq.com/cgi-bin/webhook/send?key=PLANTED', null, []],
  ['wecom', 'https://qyapi.weixin.qq.com/cgi-bin/webhook/send', null, ['the url has no key=']],
  ['wecom', 'https://qyapi.weixin.qq.com/x?key=PLANTED', 'PLANTED-secret', ['robot has no secret']],
  ['feishu', 'https://open.feishu.cn/open-apis/bot/v2/hook/PLANTED', 'PLANTED-secret', []],
  ['feishu', 'https://open.feishu.cn/open-apis/bot/v2/hook/', null, ['does not end in /hook/']],
  ['dingtalk', 'https://oapi.dingtalk.com/robot/send?access_token=PLANTED', 'short', ['8 to 512']],
  ['dingtalk', 'https://oapi.dingtalk.com/robot/send', null, ['no access_token=']],
  ['http', 'https://alerts.example.com/PLANTED', null, ['is missing']],
  ['http', 'file:///etc/passwd', 'PLANTED-secret', ['https:// addresses only']],
  ['http', 'gopher://PLANTED/', 'PLANTED-secret', ['https:// addresses only']],
  ['http', 'http://alerts.example.com/PLANTED', 'PLANTED-secret', ['shows the token to everybody']],
  ['http', 'http://127.0.0.1:9/PLANTED', 'PLANTED-secret', []],
  ['http', 'https://10.1.2.3/PLANTED', 'PLANTED-secret', ['private address']],
  ['http', 'https://0x0a010203/PLANTED', 'PLANTED-secret', ['private address']],
  ['http', 'https://[fd00::1]/PLANTED', 'PLANTED-secret', ['private address']],
  ['http', 'https://u:PLANTED@alerts.example.com/', 'PLANTED-secret', ['user:password@']],
  ['http', 'https://alerts.example.com/#PLANTED', 'PLANTED-secret', ['holds a "#"']],
  ['http', 'https://alerts.example.com/ PLANTED', 'PLANTED-secret', ['holds a space']],
  ['http', '', 'PLANTED-secret', ['the url is empty']],
  ['http', 'PLANTED', 'PLANTED secret', ['is no address', 'holds a space']],
] as const)(
  'a badly pasted address is told in a sentence that does not repeat it: %#',
  (platform, url, secret, faults) => {
    const found = receiverFaults({ url, secret }, platform, false).map(({ detail }) => detail)
    expect(found).toHaveLength(faults.length)
    for (const [i, words] of faults.entries()) expect(found[i]).toContain(words)
    expect(found.join()).not.toContain('PLANTED')
  },
)

test('a private network may be meant, and then plain http too', () => {
  for (const url of ['https://10.1.2.3/hook', 'http://10.1.2.3/hook', 'http://alertbridge/hook'])
    expect(receiverFaults({ url, secret: 'long-enough' }, 'http', true)).toEqual([])
})

test.each([
  ['10.0.0.1', true],
  ['169.254.169.254', true],
  ['172.31.255.255', true],
  ['::ffff:192.168.0.1', true],
  ['fe80::1', true],
  ['::1', true],
  ['1.2.4.8', false],
  ['2400:3200::1', false],
  ['alerts.example.com', false],
])("%s is an address of somebody's own network: %s", (address, is) => {
  expect(isPrivateAddress(address)).toBe(is)
})

test.each([
  ['https to the internet', true, false, ['1.2.4.8'], ''],
  ['https into a private network', true, false, ['1.2.4.8', '10.0.0.1'], 'has a private address'],
  ['https into one that was stated', true, true, ['10.0.0.1'], ''],
  ['plain http into one that was stated', false, true, ['10.0.0.1'], ''],
  ['plain http to the internet', false, true, ['10.0.0.1', '1.2.4.8'], 'has a public address'],
] as const)('what a name points at decides: %s', (_, isTls, isStated, addresses, refusal) => {
  const found = addresses.map(address => ({ address, family: 4 }))
  const lookup = lookupWithin(isTls, isStated, (_name, _options, done) => done(null, found))
  const said: string[] = []
  lookup('alerts.example.com', { all: true }, error => said.push(error?.message ?? ''))
  expect(said).toHaveLength(1)
  expect(said[0]?.slice(0, refusal.length || undefined)).toBe(refusal)
})
