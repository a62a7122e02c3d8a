// Words of the pieces that every page is made of.

type KitWords = {
  readonly keep: string
  readonly busy: string
  readonly done: string
  readonly copy: string
  readonly copied: string
  readonly cannotCopy: string
  readonly close: string
  readonly zoneHint: string
}

export const kitWords: Readonly<Record<'zh' | 'en', KitWords>> = {
  zh: {
    keep: '取消',
    busy: '正在执行……',
    done: '已完成。',
    copy: '复制',
    copied: '已复制',
    cannotCopy: '浏览器不让复制，请手动选中。',
    close: '关闭',
    zoneHint: '本地时间',
  },
  en: {
    keep: 'Cancel',
    busy: 'Working…',
    done: 'Done.',
    copy: 'Copy',
    copied: 'Copied',
    cannotCopy: 'The browser does not allow copying; please select it by hand.',
    close: 'Close',
    zoneHint: 'local time',
  },
}
