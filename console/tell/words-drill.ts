// The words of drills, in both languages.

export const drillEn = {
  title: 'Drills',
  none: 'No drill was run here yet.',
  passed: (at: string) => `The last one passed, ${at}.`,
  failed: (at: string) => `The last one failed, ${at}.`,
  unfinished: (at: string) => `The last one was not finished, ${at}.`,
  running: (at: string) => `One is running, since ${at}.`,
  overdue: 'None has passed for five weeks.',
  card: 'Scorecard',
  begin: 'Begin a drill',
  ask: 'A second instance is started beside this one for some minutes; what is on air comes first.',
  yes: 'Yes, begin',
}

export const drillZh: typeof drillEn = {
  title: '演练',
  none: '这里还没有演练过。',
  passed: at => `上次通过，${at}。`,
  failed: at => `上次未通过，${at}。`,
  unfinished: at => `上次未完成，${at}。`,
  running: at => `正在演练，${at} 开始。`,
  overdue: '已五周没有通过的演练。',
  card: '成绩单',
  begin: '开始演练',
  ask: '会在旁边另起一个实例，持续几分钟；正在播出的优先。',
  yes: '是的，开始',
}
