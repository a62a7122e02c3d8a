// The address editor in English.
import type { AddressWords } from './words.ts'

export const en: AddressWords = {
  paste: platform => `Paste the push address of ${platform}`,
  pasteHint:
    'Paste it as it is: in one line or two, with labels, broken by a chat program. Main and backup may be pasted together.',
  placeholder: 'Server: rtmp://…\nStream key: …',
  where: {
    douyin:
      'Take server and stream key from Douyin’s own page for going live. Use only keys that the platform gave you; captured ones are punished.',
    'wechat-channels':
      'Channels Assistant → Live → Create → push details. The address changes with every live room.',
    kuaishou:
      'Kuaishou’s own page for going live shows the address. It is good for one show, within 2 days; an arriving picture opens the room by itself.',
    taobao: 'Taobao Live control room → create a show → push address.',
    bilibili:
      'Bilibili live centre → go-live settings → server and stream key. A new one is issued when the room is opened: take that.',
    xiaohongshu: 'Xiaohongshu creator console → Live → push address and key.',
    youtube: 'YouTube Studio → Go live → stream URL and stream key; the backup server may be pasted along.',
    twitch:
      'Twitch creator dashboard → Settings → Stream → primary stream key; servers are in Twitch’s list of ingests.',
    rtmp: 'A server of your own: rtmp://host/app, and the key on the next line.',
    srt: 'A server of your own: srt://host:port?streamid=…',
  },
  recognised: n =>
    n === 1 ? '1 address recognised; please compare' : `${n} addresses recognised; please compare`,
  nothing: 'No push address is recognised. One begins with rtmp://, rtmps:// or srt://.',
  keyAlone: 'There is a stream key, and no server. Paste the server address too.',
  leftover: 'Text that was not used:',
  hadInvisible: 'Invisible characters were taken out.',
  hadWide: 'Full-width characters were made plain.',
  main: 'Main',
  backup: n => `Backup ${n}`,
  server: 'Server',
  key: 'Stream key',
  noKey: 'missing',
  fingerprint: print => `fingerprint ${print}`,
  platform: 'Platform',
  unknownServer: 'a server of your own, or an unknown one',
  ends: 'Expiry',
  endsIn: time => `for another ${time}`,
  ended: time => `ended ${time} ago`,
  endsUnsaid: 'the key does not say',
  checking: 'Checking…',
  cannotCheck: 'Control does not answer, so nothing can be checked now.',
  save: n => (n === 1 ? 'Save this address' : `Save these ${n} addresses`),
  replace: 'Replace the present addresses',
  add: 'Add as backup',
  onAirAsk: 'This is on air. Its leg may connect anew once; the others notice nothing. Go on?',
  saved: 'Saved.',
  kept: 'Addresses in use',
  none: 'No address yet.',
  up: rank => `Move ${rank} up`,
  remove: rank => `Remove ${rank}`,
  removeAsk: 'Remove this address? Its key is not kept: to use it again, paste it again.',
  removeLastAsk: 'This is the last address. Without it the platform gets no picture. Remove it?',
  clear: 'Clear',
  tooMany: most => `A destination takes at most ${most} addresses; remove some first.`,
  mendFirst: 'First mend what is marked above.',
  notes: {
    joined: 'Broken lines were joined: please compare the end of the key.',
    deep: 'The path has several parts; the last one is taken for the key. If that is wrong, paste server and key on two lines.',
    trimmed: 'Punctuation at the end was taken off.',
    'lost-options': 'Of an SRT address only the stream id can be used; other options were left out.',
    'shared-key': 'Two servers share one stream key.',
  },
  faults: {
    'url-missing': 'The server is missing.',
    'url-too-long': 'The server address is too long; paste server and app only.',
    'url-spaces': 'The server address holds a space or line break; copy it again.',
    'url-unreadable': 'This is no address; one looks like rtmp://push.example.com/live.',
    'url-srt': 'An srt:// address goes with the platform SRT; or paste its rtmp:// address.',
    'url-scheme': 'Only rtmp:// and rtmps:// addresses can be pushed to.',
    'url-user': 'The address holds user:password@; take that out, the key stands apart.',
    'url-no-server': 'The address names no server.',
    'url-port': 'Port 0 is nobody.',
    'url-hash': 'The address holds a "#"; paste server and app only.',
    'url-no-app': 'The address has a server but no app: the part behind the "/".',
    'url-holds-key': 'The server address still has the key in it; paste them on two lines.',
    'key-missing': 'The stream key is missing. Paste the key that the platform shows beside its address.',
    'key-too-long': 'This is too long for a stream key; copy it again.',
    'key-spaces': 'The key holds a space or line break; copy it again.',
    'key-is-address': 'Where the key should be stands a whole address; put only the key there.',
    'key-twice': 'The key stands in both places; keep one.',
  },
  warnings: {
    'other-platform': about => `This is a server of ${about}. Is it pasted in the right place?`,
    'unknown-host': about =>
      `${about} is not a known server of this platform. Platforms take up new ones: please compare.`,
    scheme: about => `${about}:// is not known of this platform: please compare.`,
    'key-cut': about => `The key seems cut short: it lacks ${about}. Copy everything behind the "?" too.`,
    'key-ended': () => 'The key has ended; fetch a new one from the platform.',
    'key-ends-soon': () => 'The key ends within half an hour; better fetch a new one now.',
    'deep-url': () =>
      'The server address has several parts; if the last belongs to the key, move it there: an address is shown.',
    'key-in-use': about => `${about} sends with this key. Two senders with one key kick each other off.`,
  },
  refused: {
    'control/key-in-use':
      'Another broadcast sends with this key; two senders kick each other off. Paste another key, or stop the other first.',
    'control/not-found': 'This destination is gone; open the page anew.',
  },
}
