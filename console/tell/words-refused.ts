// Why an encoder was turned away and what to type instead, in both languages. The reasons are ingest's.

export const refusedEn = {
  told: (address: string, when: string, why: string) =>
    `An encoder from ${address} was turned away (${when}): ${why}`,
  times: (times: number) => `, ${times} times`,
  why: {
    'wrong-app':
      'its server address is not right. It ends in /live: copy the server anew, and put the stream key into its own field.',
    'no-key': 'no stream key came with it. Copy the stream key into the encoder’s stream key field.',
    'wrong-key':
      'its stream key belongs to no feed. Copy the whole stream key anew, not the feed’s name; if it is lost, make a new one.',
    busy: 'another encoder is already sending to this feed. Stop that one first, or give this one another feed’s key.',
    'unfit-media':
      'what it sends is not H.264 with AAC (perhaps HEVC or AV1). Set the encoder to H.264 video and AAC sound.',
    'no-video':
      'no H.264 picture came. Set the encoder to H.264 with a key frame every 2 s, and look whether it has a picture.',
    malformed:
      'what it sends cannot be read. Set it to plain RTMP with H.264 and AAC; if it stays so, restart the encoder.',
  } as Readonly<Record<string, string>>,
}

export const refusedZh: typeof refusedEn = {
  told: (address, when, why) => `拒绝了来自 ${address} 的编码器（${when}）：${why}`,
  times: times => `，共 ${times} 次`,
  why: {
    'wrong-app': '服务器地址不对，应以 /live 结尾。请重新复制服务器地址，推流码另填一栏，不要拼在服务器里。',
    'no-key': '没有填推流码。请把推流码粘贴到编码器的“推流码 / 串流密钥”一栏。',
    'wrong-key':
      '推流码不对，不属于任何机位。请重新复制整个推流码，不要填机位名称；没记下就换一个新推流码重填。',
    busy: '已有另一台编码器在推这个机位。请先停掉那一台，或给这一台填另一个机位的推流码。',
    'unfit-media':
      '编码不是 H.264 + AAC（可能是 HEVC 或 AV1）。请把编码器的视频编码改成 H.264、音频改成 AAC。',
    'no-video': '没有收到 H.264 画面。请把编码器设为 H.264、关键帧间隔 2 秒，并看看它自己有没有画面。',
    malformed: '推来的内容读不懂。请用普通 RTMP、H.264 + AAC；仍然如此就重启编码器。',
  },
}
