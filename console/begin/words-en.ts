// The wizard in English.
import type { Fault } from './arriving.ts'
import type { BeginWords } from './words.ts'

function fault(found: Fault): string {
  switch (found.kind) {
    case 'codec':
      return `only ${found.takes} is taken. Set the encoder to H.264 (x264 or NVENC).`
    case 'too-large':
      return `at most ${found.takes} is taken. Set a smaller output size in the encoder.`
    case 'orientation':
      return `only ${found.takes} pictures are taken.`
    case 'too-fast':
      return `at most ${found.takes} are taken. Set a lower frame rate.`
    case 'too-slow':
      return `below ${found.takes} it stutters. Set a higher rate, or see whether the encoder keeps up.`
    case 'too-rich':
      return `at most ${found.takes} is taken. Set a lower video bitrate.`
    case 'too-poor':
      return `below ${found.takes} it is blurred. Set a higher video bitrate, or see to the uplink.`
    case 'keyframes':
      return `set the key frame interval to 2 s (at most ${found.takes}); not “auto” or 0.`
    case 'no-sound':
      return 'there is no sound. Silence goes out with the picture: see to the microphone and the encoder’s audio track.'
    case 'sound-codec':
      return `only ${found.takes} is taken. Set the audio encoder to AAC.`
    case 'out-of-sync':
      return 'sound and picture do not match. Set the audio sync offset in the encoder.'
    default:
      return found satisfies never
  }
}

export const en: BeginWords = {
  title: 'New broadcast',
  titleOf: name => `Broadcast ${name}`,
  lead: 'Five steps, about five minutes: from nothing to on air. Each step is kept as soon as it is done, and can be changed at any time.',
  path: 'Steps',
  steps: {
    show: 'Show and cameras',
    camera: 'Camera',
    platforms: 'Platforms',
    check: 'Preflight',
    air: 'On air',
  },
  stepOf: (i, n) => `Step ${i} of ${n}`,
  done: 'done',
  next: step => `Next: ${step}`,
  back: 'Back',
  notFound: name => `There is no broadcast called ${name}. You can make one below.`,
  show: {
    name: 'Name of the show',
    nameHint: 'Used on this desk only; viewers never see it. Small letters, digits and “-”.',
    badName: 'A name has small letters, digits and “-”, at most 32, such as 2026-11-29.',
    taken: 'There is such a broadcast already. Choose another name, or open it.',
    goOn: 'Open it',
    continueWith: 'Or go on with one that is there:',
    feeds: 'Cameras',
    feedsHint:
      'The first is shown while it is fit; when it fails, the next steps in by itself. One camera is enough.',
    preferred: 'preferred',
    up: feed => `Move ${feed} up`,
    remove: feed => `Take ${feed} out`,
    addKnown: feed => `Add ${feed}, which is there already`,
    newFeed: 'Name of a new camera',
    add: 'Add camera',
    badFeed: 'A camera’s name has small letters, digits and “-”, at most 32, such as camera-a.',
    takenFeed: 'This camera is in the list already.',
    tooMany: 'A broadcast has at most 8 cameras.',
    noFeed: 'At least one camera is needed.',
    make: 'Make it, and connect the camera',
    save: 'Save cameras',
    removeOnAir: feed => `This is on air. Without ${feed} it is never shown again. Take it out?`,
  },
  camera: {
    tabs: 'Cameras',
    type: 'Type these two lines into the encoder',
    server: 'Server',
    key: 'Stream key',
    whole: 'Whole address (server/key)',
    which: 'Where the encoder is',
    kinds: {
      'this-machine': host => `On the machine that runs Changming (${host})`,
      network: host => `Another computer or phone on the same network (${host})`,
      secure: host => `Encrypted, RTMPS (${host})`,
    },
    once: 'The stream key is shown this once: type it in now, or copy it to a safe place. If it gets lost, make a new one.',
    gone: 'The stream key was shown once and is not shown again. What stands in the encoder stays good; if it was not noted, make a new one.',
    newKey: 'Make a new stream key',
    newKeyAsk: 'Make a new key? The old one ends at once.',
    newKeyLiveAsk:
      'Make a new key? The old one ends at once: the encoder that publishes now is cut off and must be set anew.',
    newKeyYes: 'Yes, make a new key',
    scan: 'From a phone: scan this with a publishing app',
    scanLabel: 'QR code of the whole publishing address',
    scanLoopback: 'A phone cannot reach 127.0.0.1: choose an address of the network above.',
    scanNowhere:
      'Changming takes pictures from this machine only now: set rtmp.host to 0.0.0.0 and start it again.',
    noDoor: why => `Encoders cannot connect now: ${why}`,
    how: 'How to set it',
    guides: [
      {
        name: 'OBS',
        lines: [
          'Settings → Stream → Service: Custom…',
          'Paste the server into “Server” and the key into “Stream Key”.',
          'Settings → Output: encoder H.264 (x264 or NVENC), rate control CBR, 4000 Kbps, keyframe interval 2 s.',
          'Settings → Audio: sample rate 48 kHz. Then press “Start Streaming”.',
        ],
      },
      {
        name: '直播伴侣',
        lines: [
          'Where it offers custom RTMP: settings → push settings → custom; paste the two lines, then start.',
          'A platform’s own companion mostly publishes to its own platform only: turn on its virtual camera, capture that in OBS, and publish from OBS.',
          'Do not go live from the companion with the same account too: the platform would cut one of the two off.',
        ],
      },
      {
        name: 'Phone',
        lines: [
          'Put the phone into the same network as this machine.',
          'Choose “custom RTMP” in the publishing app and scan the code, or send the whole address to the phone and paste it.',
          '1080p, 30 frames, 4 Mbit/s, key frame every 2 s; then start.',
        ],
      },
      {
        name: 'Switcher or encoder box',
        lines: [
          'Choose RTMP; “URL / server” takes the server, “Stream key / name” the key.',
          'Where there is one field only, paste the whole address.',
          'H.264 and AAC, key frame interval (GOP) 2 s.',
        ],
      },
    ],
    arriving: 'The picture is here',
    waiting: 'Waiting for a picture… It shows here as soon as the encoder publishes.',
    waitingKey: 'The encoder is connected; waiting for its first key frame…',
    help: [
      'Has the encoder been started? Does it show an error of its own?',
      'Do server and key stand there whole, without a space too many? If in doubt, make a new key and type it in.',
      'Encoder on another computer: choose an address of the network, not 127.0.0.1, and let TCP port 1935 through the firewall.',
    ],
    from: (address, encoder) => (encoder === '' ? `from ${address}` : `from ${address}, ${encoder}`),
    fine: 'Picture and sound are fit.',
    fineFor: platforms => `Picture and sound are fit: nothing was found that ${platforms} would refuse.`,
    aspects: {
      codec: 'Codec',
      size: 'Size',
      rate: 'Frame rate',
      bitrate: 'Video bitrate',
      keyframes: 'Key frame interval',
      sound: 'Sound',
      sync: 'Sound against picture',
    },
    fault,
    whose: platforms => `${platforms}: `,
    nothingToJudge: 'Once a picture arrives, it is held against what each platform takes.',
  },
  platforms: {
    pick: 'Where it goes',
    pickHint: 'One press adds a platform; add several, and several accounts of one too.',
    addTo: platform => `Add ${platform}`,
    none: 'No platform yet.',
    remove: name => `Take ${name} out`,
    removeAsk: name => `Take ${name} out? Its addresses and keys are deleted with it.`,
    removeOnAirAsk: name =>
      `This is on air. Without ${name} its viewers lose the picture at once; its addresses and keys are deleted.`,
    removeYes: 'Yes, take it out',
    lastOnAir: 'This is on air and needs a platform: stop it first.',
    calls: 'Name',
    when: 'When there is no picture',
    whenHint: 'What viewers see when every camera has failed.',
    understudy: 'Virtual host as understudy',
    understudyHint:
      'Steps in when all cameras have failed, and hands back at the end of a sentence. Platforms that forbid virtual hosts see the slate.',
    noUnderstudy: 'none',
    noHosts: 'There is no virtual host yet; make one on the page Hosts.',
    slate: 'Slate',
    slateHint: 'The “back in a moment” picture, when there is nothing else.',
    own: { rtmp: 'an RTMP server of your own', srt: 'an SRT server of your own' },
    slates: { lamp: 'Lamp (back in a moment)', plain: 'Plain' },
    noSlate: 'no slate (viewers see a frozen picture)',
    noAddress: 'no address yet',
  },
  check: { hint: 'It only looks: nothing is published to a platform, and viewers see nothing.' },
  air: {
    ready: 'Ready to go on air',
    readyHint: 'Once you confirm, the platforms get the picture.',
    facts: { picture: 'Picture', to: 'Platforms', check: 'Preflight' },
    unchecked: 'not run yet',
    go: 'GO',
    noGo: 'NO-GO',
    start: 'Go on air',
    ask: n => `Go on air to ${n} ${n === 1 ? 'destination' : 'destinations'}? The picture goes out at once.`,
    askNoGo: 'Preflight said NO-GO. Go on air all the same? Some platforms may not take it.',
    yes: 'Yes, go on air',
    noDestination: 'No platform yet: go back to Platforms.',
    noAddress: 'No address yet: go back to Platforms and paste one.',
    bare: names => `${names}: no address yet, so no picture will get there.`,
    armed: 'There is no picture yet: it will be armed, and go out as soon as one arrives.',
    opensByItself:
      'Kuaishou opens the room by itself when a picture arrives. On the others somebody mostly has to press “start” on the platform’s own page.',
    going: 'Connecting to the platforms…',
    onAir: 'On air.',
    onAirHint:
      'Every platform takes the picture. From now on what breaks reconnects and fails over by itself, and you are told.',
    sent: 'acknowledged by the far end',
    toBroadcast: 'Open this broadcast’s page',
    toTonight: 'All broadcasts on Tonight',
    after: 'When the show is over',
    afterSteps: [
      'First stop it on this broadcast’s page: nothing is pushed any more, and viewers lose the picture.',
      'Then end the room on each platform’s own page: a stopped push is not a closed room; it stays open until the platform closes it.',
    ],
    where: {
      douyin: 'Douyin: resume the room in its page or companion program, then close it there.',
      'wechat-channels': 'Channels: Channels Assistant → Live → end.',
      kuaishou: 'Kuaishou: closes by itself 1–2 minutes after the push; the next show needs a new address.',
      taobao: 'Taobao: control room → end the show.',
      bilibili: 'Bilibili: live centre → close.',
      xiaohongshu: 'Xiaohongshu: live console → end.',
      youtube: 'YouTube: Studio → end stream.',
      twitch: 'Twitch: ends with the push.',
    },
    needsYou: 'needs you',
  },
}
