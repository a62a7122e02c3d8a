// Push addresses as people paste them: whatever the form, server and key come out to the letter, or it is said what is missing.
import fc from 'fast-check'
import { expect, test } from 'vitest'
import { readAddresses } from '../../console/addresses/read.ts'

const douyin = {
  url: 'rtmp://push-rtmp-l11-1.douyincdn.com/third',
  key: 'stream-694123456789?arch_hrchy=w1&exp_hrchy=w1&expire=1765904848&sign=0a1b2c3d4e5f60718293a4b5c6d7e8f9&t_id=037-20251210010727ABCDEF&volcSecret=abc&volcTime=1765904848',
}
const channels = {
  url: 'rtmp://12345.livepush.myqcloud.com/trtc_1400419933',
  key: 'live_1234567890123456789?txSecret=0123456789abcdef0123456789abcdef&txTime=69419154',
}
const kuaishou = {
  url: 'rtmp://txyun-push.voip.yximgs.com/gifshow',
  key: 'kwai_actL_ol_abc123?sign=69419154-deadbeefcafe&ks_fix_ts&ks_ctx=dHlwZT0x%3D%3D',
}
const bilibili = {
  url: 'rtmp://live-push.bilivideo.com/live-bvc',
  key: '?streamname=live_12345_6789012&key=0123456789abcdef&schedule=rtmp&pflag=1',
}
const twitch = { url: 'rtmp://live-sin.twitch.tv/app', key: 'live_123456789_AbCdEfGhIjKlMnOpQrStUvWxYz0123' }
const own = { url: 'rtmp://192.168.1.20:1935/live', key: 'studio' }
const all = [douyin, channels, kuaishou, bilibili, twitch]

type Pair = { readonly url: string; readonly key: string }
const pairs = (text: string) =>
  readAddresses(text).addresses.map(({ url, key }) => ({ url: url.replace(/\/$/, ''), key }))
const oneLine = ({ url, key }: Pair) => `${url}/${key}`

/** How people hand an address on, each with what it is called. */
const forms: readonly (readonly [form: string, write: (address: Pair) => string])[] = [
  ['one line', oneLine],
  ['one line among words', each => `今晚的推流地址是 ${oneLine(each)} ，八点开播`],
  ['one line glued to its label', each => `推流地址:${oneLine(each)}`],
  ['one line in quotes', each => `“${oneLine(each)}”`],
  ['one line and a full stop', each => `${oneLine(each)}。`],
  ['one line in brackets', each => `（${oneLine(each)}）`],
  ['two lines', each => `${each.url}/\n${each.key}`],
  ['two lines and an empty one', each => `${each.url}\n\n${each.key}\n`],
  ['Windows line ends', each => `${each.url}/\r\n${each.key}\r\n`],
  ['Douyin’s labels', each => `服务器地址：${each.url}/\n串流密钥：${each.key}`],
  ['labels on lines of their own', each => `服务器\n${each.url}/\n推流码\n${each.key}`],
  ['Channels’ labels', each => `推流地址 ${each.url}/ 推流密钥 ${each.key}`],
  ['OBS in English', each => `Server: ${each.url}\nStream Key: ${each.key}`],
  ['English labels on their own lines', each => `Stream URL\n${each.url}\nStream key\n${each.key}`],
  ['traditional characters', each => `伺服器：${each.url}\n串流金鑰：${each.key}`],
  ['a mixed label', each => `RTMP地址：${each.url}\n串流Key：${each.key}`],
  ['the key first', each => `推流码：${each.key}\n服务器：${each.url}`],
  ['JSON', each => JSON.stringify({ url: each.url, key: each.key })],
  ['pretty JSON', each => JSON.stringify({ server: each.url, stream_key: each.key }, null, 2)],
  ['a full-width colon and slashes', each => oneLine(each).replace('rtmp://', 'rtmp：／／')],
  ['full-width signs', each => oneLine(each).replaceAll('=', '＝').replaceAll('&', '＆').replace('?', '？')],
  ['zero-width spaces', each => oneLine(each).replaceAll('/', '/\u200b').replaceAll('&', '\u200b&')],
  ['a byte order mark and hard spaces', each => `\ufeff\u00a0${each.url}\u00a0\n\u3000${each.key}\u00a0`],
  ['a space behind the scheme', each => oneLine(each).replace('://', ': //')],
  ['a capital scheme', each => oneLine(each).replace('rtmp:', 'RTMP:')],
  ['spaces before the query', each => oneLine(each).replace('?', ' ?').replaceAll('&', ' &')],
]

test.each(forms)('in the form of %s every platform’s server and key come out to the letter', (_, write) => {
  for (const each of all) expect(pairs(write(each))).toEqual([each])
})

test.each([16, 20, 33, 47, 64])('a chat program’s line breaks after %i characters are undone', width => {
  for (const each of [douyin, channels]) {
    const broken =
      oneLine(each)
        .match(new RegExp(`.{1,${width}}`, 'g'))
        ?.join('\n') ?? ''
    const { addresses } = readAddresses(`抖音：\n${broken}\n辛苦了`)
    expect(addresses).toEqual([{ ...each, notes: ['joined'] }])
  }
})

test('a short key without a digit is taken where it stands alone on the next line, or has a label', () => {
  expect(pairs('rtmp://192.168.1.20:1935/live\nstudio')).toEqual([own])
  expect(pairs('Stream key: studio\nServer: rtmp://192.168.1.20:1935/live')).toEqual([own])
  expect(pairs('rtmp://192.168.1.20:1935/live/studio')).toEqual([own])
  expect(pairs('rtmp://192.168.1.20:1935/live\nkey')).toEqual([{ ...own, key: 'key' }])
  expect(pairs('Server: rtmp://192.168.1.20:1935/live\nStream Key: key')).toEqual([{ ...own, key: 'key' }])
})

test('several at once come out in their order, the main one first', () => {
  const backup = { ...douyin, url: 'rtmp://push-rtmp-t5.douyincdn.com/third' }
  expect(pairs(`主：${oneLine(douyin)}\n备：${oneLine(backup)}`)).toEqual([douyin, backup])
  expect(pairs(`${oneLine(douyin)} ${oneLine(backup)}`)).toEqual([douyin, backup])
  expect(pairs(`${oneLine(douyin)}${oneLine(channels)}`)).toEqual([douyin, channels])
  const labelled = all.map(({ url, key }) => `服务器：${url}\n密钥：${key}`).join('\n\n')
  expect(pairs(labelled)).toEqual(all)
})

test('the same address twice is one', () => {
  expect(pairs(`${oneLine(douyin)}\n${oneLine(douyin)}`)).toEqual([douyin])
})

test('one key beneath two servers is for both, and it is told', () => {
  const text =
    'rtmps://a.rtmps.youtube.com:443/live2\nrtmps://b.rtmps.youtube.com:443/live2?backup=1\nStream key: ab12-cd34-ef56'
  expect(readAddresses(text).addresses).toEqual([
    { url: 'rtmps://a.rtmps.youtube.com:443/live2', key: 'ab12-cd34-ef56', notes: ['shared-key'] },
    { url: 'rtmps://b.rtmps.youtube.com:443/live2?backup=1', key: 'ab12-cd34-ef56', notes: [] },
  ])
})

test('a whole address with its key repeated beneath is one address', () => {
  expect(pairs(`${oneLine(channels)}\n推流码：${channels.key}`)).toEqual([channels])
})

test('a key beside its address says where the address ends, instance or not', () => {
  const found = readAddresses('服务器：rtmp://push.example.com/app/room\n密钥：abc').addresses
  expect(found).toEqual([{ url: 'rtmp://push.example.com/app/room', key: 'abc', notes: [] }])
})

test('a path that goes on after its app is shown as a guess', () => {
  expect(readAddresses('rtmp://push.example.com/app/room/abc').addresses).toEqual([
    { url: 'rtmp://push.example.com/app/room', key: 'abc', notes: ['deep'] },
  ])
  expect(readAddresses('rtmp://push.example.com/app/stream-12345/x?sign=1').addresses).toEqual([
    { url: 'rtmp://push.example.com/app', key: 'stream-12345/x?sign=1', notes: ['deep'] },
  ])
})

test('an SRT address gives its stream id as the key, and what cannot be carried is told', () => {
  const [found] = readAddresses(
    'srt://ingest.example.com:9000?streamid=%23%21%3A%3Ar%3Dshow&latency=120',
  ).addresses
  expect(found).toEqual({ url: 'srt://ingest.example.com:9000', key: '#!::r=show', notes: ['lost-options'] })
})

test('what is missing stays empty: a server alone, a key alone, a placeholder', () => {
  expect(readAddresses('服务器：rtmp://push.example.com/live/').addresses[0]?.key).toBe('')
  expect(readAddresses('串流密钥：stream-1?sign=2')).toMatchObject({ addresses: [], isKeyAlone: true })
  expect(pairs('rtmp://live.twitch.tv/app/{stream_key}')).toEqual([
    { url: 'rtmp://live.twitch.tv/app', key: '' },
  ])
})

test('words around an address never get into its key', () => {
  for (const words of ['thanks a lot', '谢谢', 'Please do not share', '(8 点)', '— see you'])
    expect(pairs(`${oneLine(douyin)} ${words}`)).toEqual([douyin])
  expect(
    pairs(`Hi team,\nthe server is ${douyin.url}/\nand the key is below\n${douyin.key}\nSee you`),
  ).toEqual([douyin])
})

test('what is no push address is left over, not guessed', () => {
  const { addresses, leftovers } = readAddresses('https://live.douyin.com/123456')
  expect({ addresses, leftovers }).toEqual({ addresses: [], leftovers: ['https://live.douyin.com/123456'] })
  for (const text of ['', ' ', '\n\n', '推流地址：', '？？？', 'hello']) expect(pairs(text)).toEqual([])
})

test('what was taken out on the way is told', () => {
  expect(readAddresses(`${oneLine(own)}\u200b`)).toMatchObject({ hadInvisible: true, hadWide: false })
  expect(readAddresses('rtmp：//a.com/live/x1')).toMatchObject({ hadInvisible: false, hadWide: true })
  expect(readAddresses(`推流地址：${oneLine(douyin)}`)).toMatchObject({ hadInvisible: false, hadWide: false })
  expect(readAddresses(`${oneLine(own)},`).addresses).toEqual([{ ...own, notes: ['trimmed'] }])
})

const letters = 'abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789'
const word = (more: string, minLength: number, maxLength: number) =>
  fc.string({ unit: fc.constantFrom(...(letters + more).split('')), minLength, maxLength })
const keys = fc
  .tuple(
    word('-_', 1, 24),
    fc.array(fc.tuple(word('_', 1, 10), word('-_.%~+/:@!$*,;=', 0, 40)), { maxLength: 6 }),
    word('', 1, 8),
  )
  .map(([name, fields, last]) =>
    fields.length === 0
      ? `${name}1`
      : `${name}?${fields.map(([field, value]) => `${field}=${value}`).join('&')}&z=${last}`,
  )
const urls = fc
  .tuple(
    fc.constantFrom('rtmp', 'rtmps'),
    word('', 1, 12),
    fc.constantFrom('', ':1935', ':443'),
    word('_', 1, 12),
  )
  .map(([scheme, host, port, app]) => `${scheme}://push.${host.toLowerCase()}.example.com${port}/${app}`)

test('whatever its characters, a key survives each form to the letter', () => {
  fc.assert(
    fc.property(urls, keys, fc.nat(7), (url, key, form) => {
      const written = [
        `${url}/${key}`,
        `${url}/\n${key}`,
        `服务器地址：${url}/\n串流密钥：${key}`,
        `Server: ${url}\nStream Key: ${key}`,
        `推流码：${key}\n推流地址：${url}`,
        `“${url}/${key}”，谢谢`,
        JSON.stringify({ url, key }),
        `\u200b ${url}/\u200b${key}\u00a0`,
      ][form]
      expect(pairs(written ?? '')).toEqual([{ url, key }])
    }),
    { numRuns: 2_000 },
  )
})

test('whatever is pasted, reading ends, invents nothing and keeps its bounds', () => {
  const pieces = fc.constantFrom(
    'rtmp://',
    'srt://',
    '://',
    '/',
    '?',
    '&',
    '=',
    '密钥',
    '地址',
    '：',
    '\n',
    ' ',
    'key',
    'a1',
    '\u200b',
    '。',
    '"',
  )
  fc.assert(
    fc.property(
      fc.array(fc.oneof(pieces, fc.string({ unit: 'grapheme', maxLength: 8 })), { maxLength: 60 }),
      parts => {
        const { addresses } = readAddresses(parts.join(''))
        expect(addresses.length).toBeLessThanOrEqual(8)
        for (const { url, key } of addresses) expect(`${url}${key}`).not.toMatch(/[\s\p{Cc}\p{Cf}]/u)
      },
    ),
    { numRuns: 2_000 },
  )
})

test('a huge text is read in the blink of an eye', () => {
  const began = performance.now()
  readAddresses(`rtmp://a.example.com/live/${'x1=&?'.repeat(50_000)}`)
  readAddresses('密钥 key : '.repeat(20_000))
  readAddresses('rtmp : / / '.repeat(20_000))
  readAddresses(' '.repeat(100_000))
  expect(performance.now() - began).toBeLessThan(2_000)
})
