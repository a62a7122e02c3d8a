// Words about who is on duty.

type DutyWords = {
  readonly title: string
  readonly hint: string
  readonly nobody: string
  readonly somebody: (name: string, until: string, left: string) => string
  readonly name: string
  readonly until: string
  readonly untilMissing: string
  readonly notBegun: string
  readonly begin: string
  readonly end: string
  readonly endAsk: string
}

export const dutyWords: Readonly<Record<'zh' | 'en', DutyWords>> = {
  zh: {
    title: '值守',
    hint: '有的平台（如抖音）要求虚拟主播播出时有实名真人值守。没有人值守时，这些平台只播摄像机和垫片。',
    nobody: '现在没有人值守。',
    somebody: (name, until, left) => `${name} 值守到 ${until}，还有 ${left}。`,
    name: '值守人姓名',
    until: '值守到',
    untilMissing: '请填写值守到几点',
    notBegun: '还没有开始值守。',
    begin: '开始值守',
    end: '结束值守',
    endAsk: '结束值守？要求真人值守的平台会立刻改播摄像机或垫片。',
  },
  en: {
    title: 'On duty',
    hint: 'Some platforms, such as Douyin, show a virtual host only while a person, known by name, is on duty. While nobody is, they get cameras and slate.',
    nobody: 'Nobody is on duty.',
    somebody: (name, until, left) => `${name} is on duty until ${until}, ${left} more.`,
    name: 'Name of the person',
    until: 'Until',
    untilMissing: 'write when the duty will end',
    notBegun: 'Nobody is on duty yet.',
    begin: 'Begin duty',
    end: 'End duty',
    endAsk: 'End the duty? Platforms that ask for a person get cameras or the slate at once.',
  },
}
