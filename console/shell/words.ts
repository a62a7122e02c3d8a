// Words of the frame around every page.
import type { PageName } from '../routes.ts'

type FrameWords = {
  readonly skip: string
  readonly navigation: string
  readonly pages: Readonly<Partial<Record<PageName, string>>>
  readonly begin: string
  readonly language: string
  readonly theme: Readonly<Record<'system' | 'dark' | 'light', string>>
  readonly themeLabel: string
  readonly loading: string
  readonly cannotLoad: string
  readonly reload: string
  readonly forbidden: (role: string) => string
  readonly unsaved: (count: number) => string
  readonly lookAtThem: string
  readonly signOutAll: string
  readonly stay: string
}

export const frameWords: Readonly<Record<'zh' | 'en', FrameWords>> = {
  zh: {
    skip: '跳到内容',
    navigation: '页面',
    pages: {
      tonight: '今晚',
      scripts: '脚本',
      hosts: '虚拟主播',
      incidents: '事故',
      drills: '演练',
      people: '人员',
      reference: '接口',
    },
    begin: '新建直播',
    language: 'English',
    theme: { system: '随系统', dark: '深色', light: '浅色' },
    themeLabel: '明暗',
    loading: '正在打开……',
    cannotLoad: '这个页面没能打开：控制进程没有应答，或它刚换了新版本。',
    reload: '重新载入',
    forbidden: role => `这个页面需要 ${role} 权限。`,
    unsaved: count => `有 ${count} 份脚本还没保存。退出登录会把它们从这个浏览器里删掉。`,
    lookAtThem: '去保存',
    signOutAll: '删掉并退出',
    stay: '不退出',
  },
  en: {
    skip: 'Skip to content',
    navigation: 'Pages',
    pages: {
      tonight: 'Tonight',
      scripts: 'Scripts',
      hosts: 'Hosts',
      incidents: 'Incidents',
      drills: 'Drills',
      people: 'People',
      reference: 'API',
    },
    begin: 'New broadcast',
    language: '中文',
    theme: { system: 'System', dark: 'Dark', light: 'Light' },
    themeLabel: 'Theme',
    loading: 'Opening…',
    cannotLoad: 'This page could not be opened: control does not answer, or has just been renewed.',
    reload: 'Load again',
    forbidden: role => `This page needs the role ${role}.`,
    unsaved: count =>
      `${count === 1 ? '1 script is' : `${count} scripts are`} not saved. Signing out removes what was typed from this browser.`,
    lookAtThem: 'Go and save',
    signOutAll: 'Remove and sign out',
    stay: 'Stay',
  },
}
