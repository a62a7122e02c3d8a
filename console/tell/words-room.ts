// Words on the room at the platform, which our stopping does not end, and on destinations stopped one by one.

export const roomEn = {
  closesIn: (duration: string) => `The platform closes the room in ${duration}`,
  closed: 'The platform may have closed the room',
  ownStop: 'stopped alone',
  stoppedAlone: (names: string) => `${names}: stopped alone, by hand.`,
  allStopped: 'On air, yet every destination is stopped.',
}

export const roomZh: typeof roomEn = {
  closesIn: duration => `${duration}后平台会关闭直播间`,
  closed: '平台可能已关闭直播间',
  ownStop: '已单独停推',
  stoppedAlone: names => `${names}：已由人工单独停推。`,
  allStopped: '已开播，但所有平台都已停推。',
}
