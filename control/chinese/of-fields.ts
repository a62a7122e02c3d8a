// What is wrong with a field of a body: its kind, its size, its meaning in a plan; and fields of queries.
import type { Sentences } from './sentences.ts'

export const ofFields: Sentences = {
  'field-unknown': [
    'is not a field here; leave it out or correct its name',
    '没有这一项：请去掉，或改正名称。',
  ],
  'field-missing': ['is missing; write {kind}', '没有填，应是{kind}。'],
  'field-kind': ['must be {kind}', '应是{kind}。'],
  'field-one-of': ['must be one of {values}', '只能是 {values} 之一。'],
  'field-too-much': ['holds too much; at most {most}', '太多、太长或太大，最多 {most}。'],
  'field-too-little': ['holds too little; at least {least}', '太少、太短或太小，至少 {least}。'],
  'name-unfit': [
    'a name has 1 to 32 of the characters a-z, 0-9 and "-", and begins with a letter or digit, such as camera-a',
    '名称用小写字母、数字和“-”，最多 32 个，以字母或数字开头，如 camera-a。',
  ],
  'turn-name-unfit': [
    'a name has 1 to 32 of the characters a-z, 0-9 and "-", and begins with a letter or digit',
    '名称用小写字母、数字和“-”，最多 32 个，以字母或数字开头。',
  ],
  'time-unfit': [
    'must be a time with its zone, such as 2026-12-01T02:00:00+08:00',
    '应是带时区的时间，如 2026-12-01T02:00:00+08:00。',
  ],
  'moment-unfit': [
    'must be milliseconds since 1970, or a date such as 2026-11-25T20:00:00+08:00',
    '应是 1970 年以来的毫秒数，或像 2026-11-25T20:00:00+08:00 的时间。',
  ],
  'whole-number': ['must be a whole number', '应是整数。'],
  'whole-number-from-1': ['must be a whole number from 1', '应是从 1 起的整数。'],
  'whole-number-range': ['must be a whole number from {least} to {most}', '应是 {least} 到 {most} 的整数。'],
  'whole-minutes': [
    'must be a whole number of minutes from 1 to 1440, or null for never',
    '应是 1 到 1440 的整数分钟；不需要就留空。',
  ],
  'time-of-day': ['a time of day is written as 23:00', '时刻写成 23:00 这样。'],
  'turn-time': ['write a time of day such as 22:30', '时刻写成 22:30 这样。'],
  'turn-half': ['from and to go together: set both, or neither', '开始和结束时间要一起填，或都不填。'],
  'turn-empty': [
    'a turn from and to the same minute is no turn; leave both out for all day',
    '开始和结束是同一分钟：全天就都不填。',
  ],
  'zone-unfit': ['must name a time zone such as Asia/Shanghai', '应是时区名称，如 Asia/Shanghai。'],
  'kinds-unfit': [
    'must be up to 40 kinds with commas between them, such as take,release',
    '最多 40 种，用逗号隔开，如 take,release。',
  ],
  'ticket-path': [
    'must be the path to open, such as /preview/evening.flv, without query',
    '应是要打开的路径，如 /preview/evening.flv，不带参数。',
  ],
  'feed-kind': [
    'must be "rtmp", a camera that publishes to us, or "host", a virtual host with its plan in "host"',
    '应是“rtmp”（推流进来的机位）或“host”（虚拟主播，安排写在 host 里）。',
  ],
  'feed-called-slate': [
    'slate is the name of the slate itself; choose another',
    'slate 是垫片自己的名称，请换一个。',
  ],
  'feed-no-key': [
    '{name} is a virtual host: nobody publishes it, so it has no key',
    '{name} 是虚拟主播，不用推流，所以没有推流码。',
  ],
  'feed-is-no-host': [
    '{name} is a camera: only a virtual host says or shows what is written',
    '{name} 是机位：只有虚拟主播会念或展示写好的话。',
  ],
  'feed-not-taken': [
    'is not a feed of {name}; name one of {feeds}',
    '不是直播 {name} 的信号源，可选：{feeds}。',
  ],
  'feed-not-of-plan': [
    '{feed} is not a feed of this broadcast; name one of {feeds}',
    '{feed} 不在这场直播里，可选：{feeds}。',
  ],
  'feed-not-made': ['{feed} is not a feed yet; make it with {call}', '还没有信号源 {feed}，请先创建。'],
  'no-feeds': ['a broadcast needs at least one feed', '一场直播至少要有一个机位。'],
  'named-twice': ['{name} is here twice; {thing} may be named once', '{name} 写了两次，只能写一次。'],
  'understudy-camera': [
    '{name} is a camera; an understudy is a virtual host: {make}',
    '{name} 是机位；替补必须是虚拟主播，或选“不用”。',
  ],
  'understudy-not-made': [
    '{name} is no feed yet; {make}',
    '还没有信号源 {name}：请先建一个虚拟主播，或选“不用”。',
  ],
  'understudy-feed': [
    '{name} is one of the feeds already; name it in one place',
    '{name} 已经在机位里了，只能写在一处。',
  ],
  'normalise-host': [
    '{feed} is a virtual host, which is made to fit anyway; leave it out',
    '{feed} 是虚拟主播，本来就会做成合适的规格，请去掉。',
  ],
  'slate-design': [
    'is no design here; name one of {designs}, or upload it with {call}',
    '没有这个垫片，可选：{designs}；或先上传自己的。',
  ],
  'slate-plan': [
    'write "default", null for none, or an object such as {example}',
    '写 "default"，不要垫片写 null，或写成 {example}。',
  ],
  'slate-ready-name': [
    '{name} is one of the ready ones; choose another name',
    '{name} 是自带的垫片，请换一个名称。',
  ],
  'cut-on': ['write any of {values}', '可选：{values}。'],
  'profile-unfit': [
    'a profile is written WIDTHxHEIGHT@FPS, such as {example}',
    '规格写成 宽x高@帧率，如 {example}。',
  ],
  'rendition-unbuilt': [
    'there are no renditions yet: every destination gets the picture as it comes; write "source"',
    '还不能转码：每个平台收到的都是原画面，请写 "source"。',
  ],
  'srt-carrier': [
    'srt is carried by FFmpeg; write "ffmpeg", or leave it out',
    'SRT 由 FFmpeg 推：请写 "ffmpeg"，或不填。',
  ],
  'without-all': [
    'leaves no feed for this destination; take one out',
    '这样这个平台就没有画面了，请去掉一个。',
  ],
  'duty-who': ['write the name of the person, 1 to 40 characters', '请写值守人的名字，1 到 40 个字。'],
  'duty-passed': ['has passed; write when the duty will end', '这个时间已过，请写值守到什么时候。'],
  'duty-too-long': [
    'is more than twelve hours away; write an earlier time, and say so again then',
    '超过十二小时：请写早一点的时间，到时再续。',
  ],
  'card-unfit': [
    'must be 1 to 120 characters on one line, such as 库存 20',
    '写 1 到 120 个字，一行，如“库存 20”。',
  ],
  'planned-end': [
    'must lie within two days from now, in milliseconds since 1970',
    '预计结束时间应在前后两天之内。',
  ],
  'segment-text': ['must be the name of a segment', '应是段落名称。'],
  'sentence-count': ['must be a count from 0', '应是从 0 起的个数。'],
  'sentence-text': ['must be the sentence as it was written', '应是原句。'],
  'draft-products': ['needs at least one product', '至少要有一个商品。'],
  'draft-minutes': ['must be minutes, such as 5', '应是分钟数，如 5。'],
  'say-empty': ['write what the host shall say', '请写要虚拟主播说的话。'],
  'say-long': [
    'at most 200 characters: one sentence, said at the end of the present one',
    '最多 200 个字：一句话，等现在这句说完就说。',
  ],
  'voice-empty': ['write a sentence to be said', '请写一句要试听的话。'],
  'voice-long': [
    'at most 120 characters: one sentence is enough to hear a voice',
    '最多 120 个字：一句话就能听出声音。',
  ],
  'policy-word': [
    'takes letters, digits and . : - _ only, at most 64',
    '只能用字母、数字和 . : - _，最多 64 个。',
  ],
  'policy-field': ['must be {value}, or "unknown"', '应是 {value}，不知道就写 "unknown"。'],
  'policy-source': [
    'must say where the value comes from: an address, a name, or "measured"',
    '请写明依据：一个网址、一个人名，或 "measured"（实测）。',
  ],
  'policy-object': [
    'must be an object such as {"value": …, "source": "measured"}',
    '应写成 {"value": …, "source": "measured"}。',
  ],
  'too-long': ['is longer than {most} characters', '超过 {most} 个字符。'],
  'receiver-kinds': [
    'names nothing to hear of; leave it out for severe and warning',
    '没有选要收的级别；不填就收严重和警告。',
  ],
  'receiver-incidents': [
    'names nothing to hear of; write null for every kind',
    '没有选要收的种类；全收就写 null。',
  ],
  'receiver-broadcasts': ['names no broadcast; write null for all of them', '没有选直播；全部就写 null。'],
  'quiet-empty': [
    'begins when it ends; write null for no quiet hours',
    '开始和结束相同；不要免打扰就写 null。',
  ],
}
