// What is wrong with a webhook's address or secret, as sentences that never repeat them.
import { isLoopbackName } from '../loopback.ts'
import type { Mistake } from '../rules/mistakes.ts'
import type { ReceiverPlatform } from './plan.ts'
import { isPrivateAddress } from './private-address.ts'

/** Secret as a whole: the url holds the robot's token. */
export type ReceiverAddress = { readonly url: string; readonly secret: string | null }

const mostBytes = 2_048

const tokenSentences: Readonly<
  Record<ReceiverPlatform, readonly [has: (url: URL) => boolean, lacks: string]>
> = {
  wecom: [
    url => (url.searchParams.get('key') ?? '') !== '',
    'the url has no key=; copy the whole webhook address of the 群机器人, such as https://qyapi.weixin.qq.com/cgi-bin/webhook/send?key=…',
  ],
  feishu: [
    url => /\/hook\/[^/]+$/.test(url.pathname),
    'the url does not end in /hook/…; copy the whole webhook address of the 自定义机器人, such as https://open.feishu.cn/open-apis/bot/v2/hook/…',
  ],
  dingtalk: [
    url => (url.searchParams.get('access_token') ?? '') !== '',
    'the url has no access_token=; copy the whole webhook address of the 自定义机器人, such as https://oapi.dingtalk.com/robot/send?access_token=…',
  ],
  http: [() => true, ''],
}

export function receiverFaults(
  { url, secret }: ReceiverAddress,
  platform: ReceiverPlatform,
  isPrivateStated: boolean,
): Mistake[] {
  return [
    ...urlFaults(url, platform, isPrivateStated).map(detail => ({ field: 'url', detail })),
    ...secretFaults(secret, platform).map(detail => ({ field: 'secret', detail })),
  ]
}

function urlFaults(text: string, platform: ReceiverPlatform, isPrivateStated: boolean): string[] {
  if (text === '') return ['the url is empty; paste the whole webhook address']
  if (Buffer.byteLength(text) > mostBytes) return [`the url is longer than ${mostBytes} bytes`]
  if (/[\s\p{Cc}\p{Cf}]/u.test(text))
    return ['the url holds a space, line break or control character; paste it again without']
  const url = URL.parse(text)
  if (url === null) return ['the url is no address; write it like https://alerts.example.com/hook']
  if (url.protocol !== 'https:' && url.protocol !== 'http:')
    return ['messages go to https:// addresses only; write it like https://alerts.example.com/hook']
  if (url.username !== '' || url.password !== '')
    return ['the url holds user:password@; leave it out, messages are signed with secret instead']
  if (url.hash !== '') return ['the url holds a "#"; leave out what follows it']
  return [...placeFaults(url, isPrivateStated), ...tokenFaults(url, platform)]
}

function placeFaults({ hostname, protocol }: URL, isPrivateStated: boolean): string[] {
  if (isLoopbackName(hostname)) return []
  if (protocol === 'http:' && !isPrivateStated)
    return [
      'http:// shows the token to everybody on the way; write https://, or say "privateNetwork": true where it never leaves your own network',
    ]
  return isPrivateAddress(hostname.replace(/^\[|\]$/g, '')) && !isPrivateStated
    ? ['the url leads to a private address; say "privateNetwork": true where that is meant']
    : []
}

function tokenFaults(url: URL, platform: ReceiverPlatform): string[] {
  const [has, lacks] = tokenSentences[platform]
  return has(url) ? [] : [lacks]
}

function secretFaults(secret: string | null, platform: ReceiverPlatform): string[] {
  if (secret === null)
    return platform === 'http'
      ? ['is missing; plain HTTP messages are signed: make one with openssl rand -hex 32']
      : []
  if (platform === 'wecom') return ['a 企业微信 robot has no secret; leave it out']
  if (secret.length < 8 || secret.length > 512) return ['must have 8 to 512 characters']
  return /[\s\p{Cc}\p{Cf}]/u.test(secret)
    ? ['holds a space, line break or control character; paste it again without']
    : []
}
