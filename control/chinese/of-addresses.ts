// What is wrong with addresses: of platforms, of playbacks, of receivers; and what receivers answer.
import type { Sentences } from './sentences.ts'

export const ofAddresses: Sentences = {
  'url-missing': [
    'the url is empty; write server and app, such as rtmp://push.example.com/live',
    '服务器地址是空的，应像 rtmp://push.example.com/live。',
  ],
  'url-too-long': [
    'the url is longer than {most} bytes; paste server and app only',
    '服务器地址超过 {most} 字节：只粘贴服务器和应用名。',
  ],
  'url-spaces': [
    'the url holds a space, line break or control character; paste it again without',
    '地址里有空格、换行或看不见的字符，请重新粘贴。',
  ],
  'url-unreadable': [
    'the url is no address; write it like rtmp://push.example.com/live',
    '服务器地址不像地址，应像 rtmp://push.example.com/live。',
  ],
  'url-srt': [
    'srt:// goes with "carrier": "ffmpeg"; set that on the destination, or paste its rtmp:// address',
    'srt:// 要由 FFmpeg 推：请把平台的传输方式改为 ffmpeg，或粘贴 rtmp:// 地址。',
  ],
  'url-scheme': [
    '{scheme}:// is not something to push to; an address begins with {schemes}://',
    '{scheme}:// 不能用来推流，地址应以 {schemes}:// 开头。',
  ],
  'url-user': [
    'the url holds user:password@; leave it out, and put what the platform calls the key into key',
    '地址里带了 用户名:密码@，请去掉；平台给的推流码填在推流码一栏。',
  ],
  'url-no-server': [
    'the url names no server; write it like rtmp://push.example.com/live',
    '地址里没有服务器，应像 rtmp://push.example.com/live。',
  ],
  'url-port': [
    'port 0 is nobody; leave the port out or write the one the platform gave',
    '端口不能是 0：请去掉端口，或用平台给的端口。',
  ],
  'url-hash': ['the url holds a "#"; paste server and app only', '地址里有“#”：只粘贴服务器和应用名。'],
  'url-no-app': [
    'the url has a server but no app; write it like rtmp://push.example.com/live',
    '地址只有服务器、没有应用名，应像 rtmp://push.example.com/live。',
  ],
  'url-holds-whole-key': [
    'the url still has the key in it; keep server and app in url, and put everything after them into key',
    '服务器地址里还带着推流码：服务器一栏只留服务器和应用名，后面的都填到推流码一栏。',
  ],
  'url-holds-key': [
    'the url still has the key in it; keep server and app in url, and put the last part into key',
    '服务器地址里还带着推流码：服务器一栏只留服务器和应用名，最后一段填到推流码一栏。',
  ],
  'key-missing': [
    'the key is empty; paste the stream key the platform shows beside its address',
    '推流码是空的，请粘贴平台在地址旁边给的推流码。',
  ],
  'key-too-long': [
    'the key is longer than {most} bytes; that is no stream key',
    '推流码超过 {most} 字节，不会是推流码。',
  ],
  'key-spaces': [
    'the key holds a space, line break or control character; paste it again without',
    '推流码里有空格、换行或看不见的字符，请重新粘贴。',
  ],
  'key-is-address': [
    'the key field holds a whole address; put rtmp://…/app in url and only stream-… in key',
    '推流码一栏里是整个地址：rtmp://…/app 填到服务器一栏，推流码一栏只填 stream-…。',
  ],
  'key-twice': [
    'the key stands in both fields; keep only server and app in url',
    '推流码在两栏里都有：服务器一栏只留服务器和应用名。',
  ],
  'key-bare': [
    'the key has no "?" and nothing behind it; it should carry {fields}',
    '推流码里没有“?”和后面的部分，应带有 {fields}，请重新整个复制。',
  ],
  'key-cut': ['the key lacks {fields}', '推流码缺少 {fields}，请重新整个复制。'],
  'address-unreadable': [
    'cannot be read as an address; write it like rtmp://push.example.com/live',
    '读不出地址，应像 rtmp://push.example.com/live。',
  ],
  'address-twice': [
    'is the same address as number {first}; leave one out',
    '和第 {first} 个地址相同，请去掉一个。',
  ],
  'address-key-or-fingerprint': ['leave it out, or the key', '推流码和指纹只能给一个。'],
  'address-gone': ['no such address is here; paste its key again', '这里没有这个地址了，请重新粘贴推流码。'],
  'too-many-addresses': [
    'a destination takes at most {most} endpoints; keep the ones you would really use',
    '一个平台最多 {most} 个地址，请只留真正会用的。',
  ],
  'too-many-asked': [
    'ask for at most {most} at a time, as many as a destination takes',
    '一次最多核对 {most} 个地址。',
  ],
  'playback-unreadable': ['is no address; write it like {example}', '不像地址，应像 {example}。'],
  'playback-scheme': [
    '{scheme}// is not pulled; write the address of its HTTP-FLV, HLS or RTMP, like {example}',
    '{scheme}// 不能拉流核对：请填 HTTP-FLV、HLS 或 RTMP 的播放地址，如 {example}。',
  ],
  'playback-not-http': [
    'must begin with https://, http://, rtmp:// or rtmps://, like {example}',
    '应以 https://、http://、rtmp:// 或 rtmps:// 开头，如 {example}。',
  ],
  'playback-streamless': ['names no stream; write it like {example}', '没有写流名，应像 {example}。'],
  'playback-user': ['holds user:password@; leave it out', '地址里带了 用户名:密码@，请去掉。'],
  'playback-private': [
    'is in a private network; say "privateNetwork": true where that is meant',
    '这是内网地址：确实要用就勾选“内网”。',
  ],
  'hook-missing': [
    'the url is empty; paste the whole webhook address',
    '地址是空的，请粘贴整个 Webhook 地址。',
  ],
  'hook-left-out': ['is missing; paste the whole webhook address', '请粘贴整个 Webhook 地址。'],
  'hook-of-another': [
    'is missing; another platform has another address',
    '换了平台，请粘贴它的 Webhook 地址。',
  ],
  'hook-too-long': ['the url is longer than {most} bytes', '地址超过 {most} 字节。'],
  'hook-unreadable': [
    'the url is no address; write it like https://alerts.example.com/hook',
    '不像地址，应像 https://alerts.example.com/hook。',
  ],
  'hook-scheme': [
    'messages go to https:// addresses only; write it like https://alerts.example.com/hook',
    '消息只发往 https:// 地址，如 https://alerts.example.com/hook。',
  ],
  'hook-user': [
    'the url holds user:password@; leave it out, messages are signed with secret instead',
    '地址里带了 用户名:密码@，请去掉；消息用密钥签名。',
  ],
  'hook-hash': ['the url holds a "#"; leave out what follows it', '地址里有“#”，请去掉它和后面的部分。'],
  'hook-plain': [
    'http:// shows the token to everybody on the way; write https://, or say "privateNetwork": true where it never leaves your own network',
    'http:// 会让途中的人看到令牌：请用 https://；只在自己内网里走，就勾选“内网”。',
  ],
  'hook-private': [
    'the url leads to a private address; say "privateNetwork": true where that is meant',
    '这是内网地址：确实要用就勾选“内网”。',
  ],
  'hook-wecom': [
    'the url has no key=; copy the whole webhook address of the 群机器人, such as {example}',
    '地址里没有 key=：请复制群机器人的整个 Webhook 地址，如 {example}',
  ],
  'hook-feishu': [
    'the url does not end in /hook/…; copy the whole webhook address of the 自定义机器人, such as {example}',
    '地址不是以 /hook/… 结尾：请复制自定义机器人的整个 Webhook 地址，如 {example}',
  ],
  'hook-dingtalk': [
    'the url has no access_token=; copy the whole webhook address of the 自定义机器人, such as {example}',
    '地址里没有 access_token=：请复制自定义机器人的整个 Webhook 地址，如 {example}',
  ],
  'secret-needed': [
    'is missing; plain HTTP messages are signed: make one with openssl rand -hex 32',
    '没有填密钥：普通 HTTP 消息要签名，可用 openssl rand -hex 32 生成。',
  ],
  'secret-none': ['a 企业微信 robot has no secret; leave it out', '企业微信机器人没有密钥，请留空。'],
  'secret-length': ['must have 8 to 512 characters', '应为 8 到 512 个字符。'],
  'secret-spaces': [
    'holds a space, line break or control character; paste it again without',
    '里面有空格、换行或看不见的字符，请重新粘贴。',
  ],
  'too-many-receivers': [
    'there are {most} receivers already; remove one first',
    '消息接收方最多 {most} 个，请先删掉一个。',
  ],
  'receiver-busy': [
    'too much is sent to {name} already; try again in a minute',
    '发给 {name} 的消息太多，请一分钟后再试。',
  ],
  'receiver-escalated-to': [
    '{users} escalates to {name}; change that first',
    '{users} 会升级通知到 {name}，请先改掉。',
  ],
  'receiver-itself': ['is this receiver itself; name another', '这就是它自己，请选另一个接收方。'],
  'receiver-unknown': ['there is no receiver {name}; make it first', '没有名为 {name} 的接收方，请先创建。'],
}
