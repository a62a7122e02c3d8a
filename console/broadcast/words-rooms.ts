// Where each platform's own live room is ended: we stop pushing, the room stays.

export const roomsEn = {
  title: (name: string) => `The room at ${name} may still be open`,
  hint: 'We stopped pushing. That alone does not end the live room: end it at the platform.',
  closesIn: (duration: string) => `If nobody does, the platform closes it by itself in about ${duration}.`,
  done: 'I have ended it there',
  where: {
    douyin:
      'Open Douyin’s companion app (直播伴侣) or the phone that opened the room: resume, then end the live (关播).',
    'wechat-channels': 'Channels assistant in the browser (channels.weixin.qq.com) or the phone: live → end.',
    kuaishou:
      'Kuaishou’s companion app (快手直播伴侣) or the phone that opened the room: end the live (关播).',
    taobao: 'Taobao Live’s console or its anchor app: end the live.',
    bilibili: 'Bilibili’s live centre (link.bilibili.com) or 直播姬: close the room (关闭直播).',
    xiaohongshu: 'Xiaohongshu’s live assistant or the phone that opened the room: end the live.',
    youtube: 'YouTube Studio → the live → End stream.',
    twitch: 'Nothing is needed: Twitch ends the stream by itself.',
  } as Readonly<Record<string, string>>,
  elsewhere: 'Look at whoever runs the other end: the room there is theirs to close.',
}

export const roomsZh: typeof roomsEn = {
  title: name => `${name}的直播间可能还开着`,
  hint: '我们已停止推流，但这不会结束直播间，请到平台关播。',
  closesIn: duration => `如果没有人关，平台大约 ${duration}后会自动关闭。`,
  done: '已在平台关播',
  where: {
    douyin: '打开直播伴侣或开播用的手机：恢复直播，然后点“关播”。',
    'wechat-channels': '在视频号助手网页（channels.weixin.qq.com）或手机上：直播管理 → 结束直播。',
    kuaishou: '打开快手直播伴侣或开播用的手机，点“关播”。',
    taobao: '在淘宝直播中控台或主播 App 里结束直播。',
    bilibili: '在直播中心（link.bilibili.com）或直播姬里点“关闭直播”。',
    xiaohongshu: '在小红书直播助手或开播用的手机上结束直播。',
    youtube: '在 YouTube Studio 打开这场直播，点“结束直播”。',
    twitch: '不需要操作：停止推流后 Twitch 会自行结束。',
  },
  elsewhere: '请联系对端的管理者：直播间由对方关闭。',
}
