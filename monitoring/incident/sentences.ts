// The cause of an incident in one plain sentence, for the person who is woken up; in both languages of the house. Pure.
import type { Fault } from './state.ts'
import type { Kind, Scope, Sentences } from './types.ts'

export type SentenceFacts = {
  readonly kind: Kind
  readonly scope: Scope
  readonly lead: Fault
  readonly faults: readonly Fault[]
  readonly broadcasts: readonly string[]
}

type Names = {
  readonly feed: string
  readonly destination: string
  /** From 1, as people count addresses. */
  readonly address: string
  readonly worker: string
  /** How many destinations it concerns. */
  readonly legs: number
  readonly broadcast: string
  readonly isConnectionLost: boolean
  readonly isEveryAddress: boolean
}

export function sentencesOf(facts: SentenceFacts): Sentences {
  const { subject } = facts.lead
  const words: Names = {
    feed: subject.feed ?? '?',
    destination: subject.destination ?? '?',
    address: String((subject.endpoint ?? 0) + 1),
    worker: subject.worker ?? '?',
    legs: facts.faults.filter(({ key }) => key.startsWith('leg ')).length,
    broadcast: facts.broadcasts.join(', '),
    isConnectionLost: facts.scope === 'feed',
    isEveryAddress: facts.scope === 'platform',
  }
  const [en, zh] = sentences[facts.kind](words)
  return { en, zh }
}

const sentences: Readonly<Record<Kind, (names: Names) => readonly [en: string, zh: string]>> = {
  'feed-lost': ({ feed, isConnectionLost }) =>
    isConnectionLost
      ? [
          `The connection of ${feed} ended while it was on air: look at the camera, its encoder and its network.`,
          `信号源 ${feed} 在播出中断开了连接：请检查摄像机、编码器和它的网络。`,
        ]
      : [
          `${feed} stopped sending a picture while it was on air, though it seemed connected: look at its encoder.`,
          `信号源 ${feed} 在播出中不再送来画面，但连接看似还在：请检查编码器。`,
        ],
  'sound-lost': ({ feed }) => [
    `The sound of ${feed} is gone while its picture goes on: look at the microphone and the encoder.`,
    `信号源 ${feed} 有画面但没有声音：请检查麦克风和编码器。`,
  ],
  'profile-changed': ({ feed }) => [
    `${feed} is on air in another size, rate or sound than the platforms were promised: set its encoder back.`,
    `正在播出的信号源 ${feed} 的分辨率、帧率或声音与开播时不同：请把编码器改回原设置。`,
  ],
  'picture-black': ({ feed }) => [
    `The picture of ${feed} is black: look at the lens, the camera and what its encoder is fed.`,
    `信号源 ${feed} 的画面是黑的：请检查镜头盖、摄像机和编码器的输入。`,
  ],
  'picture-frozen': ({ feed }) => [
    `The picture of ${feed} has stood still: look at the camera, and whether its encoder repeats one picture.`,
    `信号源 ${feed} 的画面静止不动：请检查摄像机，以及编码器是否在重复同一幅画面。`,
  ],
  'sound-silent': ({ feed }) => [
    `The sound of ${feed} comes, and is silent: look at the microphone and at what is muted.`,
    `信号源 ${feed} 有声音信号但是静音：请检查麦克风和静音开关。`,
  ],
  'sound-clipped': ({ feed }) => [
    `The sound of ${feed} is clipped: turn the input level of its encoder down.`,
    `信号源 ${feed} 的声音过载失真：请调低编码器的输入音量。`,
  ],
  'not-shown': ({ destination }) => [
    `${destination} takes our stream, but does not show it: look at the room on the platform.`,
    `${destination} 收下了我们的流，却没有播出来：请到平台后台查看直播间。`,
  ],
  'slate-failed': ({ broadcast }) => [
    `The slate of ${broadcast} cannot be made: should all cameras be lost, nothing takes their place.`,
    `${broadcast} 的垫片无法生成：如果所有摄像机都中断，将没有画面顶替。`,
  ],
  'endpoint-stalled': ({ destination, address, isEveryAddress }) =>
    isEveryAddress
      ? [
          `None of the addresses of ${destination} takes our stream: the platform has trouble.`,
          `${destination} 的所有推流地址都收不进数据：平台侧有故障。`,
        ]
      : [
          `Address ${address} of ${destination} stayed connected but took nothing any more.`,
          `${destination} 的第 ${address} 个推流地址保持连接，却不再接收数据。`,
        ],
  'endpoint-lost': ({ destination, address, isEveryAddress }) =>
    isEveryAddress
      ? [
          `Every address of ${destination} breaks the connection: the platform has trouble.`,
          `${destination} 的所有推流地址都断开连接：平台侧有故障。`,
        ]
      : [
          `Address ${address} of ${destination} broke the connection.`,
          `${destination} 的第 ${address} 个推流地址断开了连接。`,
        ],
  'endpoint-unreachable': ({ destination, address, isEveryAddress }) =>
    isEveryAddress
      ? [
          `None of the addresses of ${destination} can be reached: check them, or the platform has trouble.`,
          `${destination} 的所有推流地址都连不上：请核对地址，或是平台侧有故障。`,
        ]
      : [
          `Address ${address} of ${destination} cannot be reached: check the address.`,
          `${destination} 的第 ${address} 个推流地址连不上：请核对地址。`,
        ],
  'endpoint-refused': ({ destination, address }) => [
    `Address ${address} of ${destination} refused our stream in words we do not know.`,
    `${destination} 的第 ${address} 个推流地址拒绝了推流，原因无法识别。`,
  ],
  'key-refused': ({ destination }) => [
    `${destination} does not accept our stream key: paste tonight's push address again.`,
    `${destination} 不接受我们的推流密钥：请重新粘贴今晚的推流地址。`,
  ],
  'key-expired': ({ destination }) => [
    `The stream key of ${destination} has expired: fetch a new push address and paste it.`,
    `${destination} 的推流密钥已过期：请重新获取推流地址并粘贴。`,
  ],
  'another-sender': ({ destination }) => [
    `Somebody else sends to ${destination} with our key: end the other sender, or paste a new key, then retry.`,
    `有别的推流端在用我们的密钥向 ${destination} 推流：请停掉对方或换新密钥，然后重试。`,
  ],
  'platform-refused': ({ destination }) => [
    `${destination} does not let us on air: look at the room and the account on the platform.`,
    `${destination} 不允许我们开播：请到平台后台查看直播间和账号状态。`,
  ],
  'platform-closed': ({ destination }) => [
    `${destination} closed the connection because no media came for a while.`,
    `${destination} 因一段时间没有收到数据而断开了连接。`,
  ],
  'uplink-down': ({ legs }) => [
    `All ${legs} destinations fell silent at once: it is our own uplink; look at the network of this machine.`,
    `全部 ${legs} 个目的地同时没有响应：是我们自己的上行网络，请检查本机网络。`,
  ],
  'ingest-lost': () => [
    `The process that receives the cameras died or froze; another has taken its place, and encoders connect again.`,
    `接收摄像机信号的进程退出或卡死，已启动新的进程，编码器会重新连接。`,
  ],
  'relay-lost': ({ broadcast }) => [
    `The process that sends ${broadcast} died or froze; another has taken its place and connects anew.`,
    `推送 ${broadcast} 的进程退出或卡死，已启动新的进程并重新连接各平台。`,
  ],
  'avatar-lost': () => [
    `The process that plays virtual hosts died or froze; another has taken its place and goes on at the sentence that was being said.`,
    `播放虚拟主播的进程退出或卡死，已启动新的进程，从正在说的那一句继续。`,
  ],
  'control-lost': () => [
    `Control died and was started again; what was on air went on without it.`,
    `控制进程意外退出后已重新启动，播出没有受到影响。`,
  ],
  'processes-lost': () => [
    `Several of our processes died at once: look at this machine's memory, disk and power.`,
    `我们的多个进程同时退出：请检查这台机器的内存、磁盘和电源。`,
  ],
  'ownership-lost': ({ destination }) => [
    `Another machine has taken over the right to send to ${destination}.`,
    `另一台机器取得了向 ${destination} 推流的权利。`,
  ],
  'store-full': ({ worker }) => [
    `What ${worker} must write down does not fit on its disk: make room; what is on air goes on.`,
    `${worker} 需要记录的内容写不进磁盘：请清理磁盘空间，播出不受影响。`,
  ],
}
