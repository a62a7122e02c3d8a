// What the system does about each kind of incident, and what a person must do: two short sentences, in both languages.
import type { Incident, Kind, Sentences } from '#monitoring'

export type Duty = { readonly system: Sentences; readonly person: Sentences }

type Pair = readonly [en: string, zh: string]

const nothing: Pair = ['Nothing for now.', '暂时不用做什么。']
const nextAddress: Pair = [
  'Tries its addresses in turn until one takes the stream.',
  '正在轮流重试各个推流地址。',
]
const stopped: Pair = ['Has stopped trying, so as not to do harm.', '已停止重试，等人处理。']
const others: Pair = ['Has replaced it and takes up the broadcast.', '已启动新的进程接替，正在恢复播出。']
const checkRoom: Pair = ["Look at the room on the platform's own page.", '到平台后台查看直播间。']

const onAirAsItIs: Pair = [
  'Keeps it on air, or leaves it where the broadcast says so.',
  '继续播出；若已设置，则自动切走。',
]

const duties: Readonly<Record<Kind, readonly [system: Pair, person: Pair]>> = {
  'feed-lost': [
    ['Waits for the feed and cuts back by itself.', '正在等信号恢复，恢复后自动切回。'],
    ['Look at the camera, its encoder and its network.', '检查摄像机、编码器和网络。'],
  ],
  'sound-lost': [
    ['Keeps the picture on air.', '画面继续播出。'],
    ['Look at the microphone and the encoder.', '检查麦克风和编码器的声音。'],
  ],
  'profile-changed': [
    ['Keeps it on air as it is.', '按现状继续播出。'],
    ['Set the encoder back as it was.', '把编码器改回开播时的设置。'],
  ],
  'picture-black': [onAirAsItIs, ['Look at the lens and the camera.', '检查镜头盖和摄像机。']],
  'picture-frozen': [onAirAsItIs, ['Look at the camera and its encoder.', '检查摄像机和编码器。']],
  'sound-silent': [onAirAsItIs, ['Look at the microphone and what is muted.', '检查麦克风和静音开关。']],
  'sound-clipped': [onAirAsItIs, ["Turn the encoder's input level down.", '调低编码器的输入音量。']],
  'not-shown': [['Goes on sending, and looking.', '继续推流，并继续核对。'], checkRoom],
  'slate-failed': [
    ['Goes on without a slate.', '没有垫片，继续播出。'],
    ['Choose another slate for this broadcast.', '给这场直播换一个垫片。'],
  ],
  'endpoint-stalled': [nextAddress, checkRoom],
  'endpoint-lost': [nextAddress, checkRoom],
  'endpoint-unreachable': [nextAddress, ['Check the push address.', '核对推流地址。']],
  'endpoint-refused': [nextAddress, checkRoom],
  'key-refused': [stopped, ["Paste tonight's push address again.", '重新粘贴今晚的推流地址。']],
  'key-expired': [stopped, ['Fetch a new push address and paste it.', '重新获取推流地址并粘贴。']],
  'another-sender': [
    stopped,
    ['End the other sender or paste a new key, then retry.', '停掉另一个推流端或换新密钥，再点重试。'],
  ],
  'platform-refused': [
    stopped,
    ['Look at the room and the account on the platform.', '到平台后台查看直播间和账号状态。'],
  ],
  'platform-closed': [nextAddress, checkRoom],
  'uplink-down': [
    ['Keeps trying every destination.', '正在持续重连所有平台。'],
    ['Look at the network of this machine, now.', '立刻检查本机的上行网络。'],
  ],
  'ingest-lost': [others, nothing],
  'relay-lost': [others, nothing],
  'avatar-lost': [others, nothing],
  'control-lost': [['Control runs again.', '控制进程已重新启动。'], nothing],
  'processes-lost': [
    others,
    ["Look at this machine's memory, disk and power.", '检查这台机器的内存、磁盘和电源。'],
  ],
  'ownership-lost': [
    stopped,
    ['Make sure that only one machine sends this broadcast.', '确认只有一台机器在推这场直播。'],
  ],
  'store-full': [
    ['Keeps the broadcast on air; history is not written.', '播出不受影响，但记录写不进去。'],
    ['Make room on the disk.', '清理磁盘空间。'],
  ],
}

const recovered: Pair = ['Viewers have a picture again; it keeps watching.', '画面已恢复，继续观察。']
const onSlate: Pair = ['Shows the slate and cuts back by itself.', '已切到垫片，信号恢复后自动切回。']
const onOther: Pair = [
  'Has cut to another feed and cuts back by itself.',
  '已切到另一路信号，恢复后自动切回。',
]

export function dutyOf(incident: Incident): Duty {
  const { kind, recoveredMs, seen, actedMs } = incident
  const [usual, person] = duties[kind]
  const system = recoveredMs !== null ? recovered : kind === 'feed-lost' ? afterFeedLost() : usual
  return { system: sentences(system), person: sentences(person) }

  function afterFeedLost(): Pair {
    if (seen.some(({ now }) => now === 'slate')) return onSlate
    return actedMs !== null && seen.every(({ now }) => now === null) ? onOther : usual
  }
}

function sentences([en, zh]: Pair): Sentences {
  return { en, zh }
}
