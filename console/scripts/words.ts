// Words of the script editor.
import { en } from './words-en.ts'
import type { Fault } from './model.ts'

export type ScriptWords = {
  readonly title: string
  readonly hint: string
  readonly list: string
  readonly none: string
  readonly noneHint: string
  readonly samples: string
  readonly samplesHint: string
  readonly takeSample: string
  readonly fresh: string
  readonly importFile: string
  readonly exportFile: string
  readonly badFile: string
  readonly length: (time: string) => string
  readonly sentences: (count: number) => string
  readonly unsaved: string
  readonly saved: string
  readonly savedAt: (time: string) => string
  readonly restored: string
  readonly discard: string
  readonly discardAsk: string
  readonly save: string
  readonly saveRefused: (count: number) => string
  readonly duplicate: string
  readonly copyOf: (title: string) => string
  readonly remove: string
  readonly removeAsk: (title: string) => string
  readonly scriptTitle: string
  readonly scriptTitleHint: (name: string) => string
  readonly language: string
  readonly languages: Readonly<Record<string, string>>
  readonly tone: string
  readonly tones: Readonly<Record<string, string>>
  readonly isDraft: string
  readonly readBy: string
  readonly readByHint: string
  readonly products: string
  readonly productsHint: string
  readonly addProduct: string
  readonly removeProduct: string
  readonly productName: string
  readonly price: string
  readonly currency: string
  readonly stock: string
  readonly stockHint: string
  readonly comparedPrice: string
  readonly comparedBasis: string
  readonly facts: string
  readonly factsHint: string
  readonly segment: (ordinal: number) => string
  readonly segmentTitle: string
  readonly product: string
  readonly noProduct: string
  readonly addSegment: string
  readonly removeSegment: string
  readonly removeSegmentAsk: string
  readonly sentence: (segment: number, sentence: number) => string
  readonly sentenceHint: string
  readonly addSentence: string
  readonly removeSentence: string
  readonly up: string
  readonly down: string
  readonly refusal: (term: string, why: string) => string
  readonly write: (instead: string) => string
  readonly fault: Readonly<Record<Fault['is'], string>>
  readonly checking: string
  readonly passes: string
  readonly refused: (count: number) => string
  readonly cannotCheck: string
  readonly preview: string
  readonly previewHint: string
  readonly conflict: string
  readonly conflictHint: string
  readonly theirsOnly: string
  readonly mineOnly: string
  readonly nothing: string
  readonly overwrite: string
  readonly overwriteAsk: string
  readonly asCopy: string
  readonly takeTheirs: string
  readonly takeTheirsAsk: string
  readonly draft: string
  readonly draftHint: string
  readonly noDraft: string
  readonly minutes: string
  readonly draftGo: string
  readonly drafting: string
  readonly draftNeeds: string
  readonly readOnly: string
}

export const scriptWords: Readonly<Record<'zh' | 'en', ScriptWords>> = {
  zh: {
    title: '脚本',
    hint: '真人主播的提词器和虚拟主播用同一份脚本。',
    list: '我的脚本',
    none: '还没有脚本',
    noneHint: '新建一份，或从样例开始。',
    samples: '样例',
    samplesHint: '复制一份再改，样例本身不变。',
    takeSample: '复制来用',
    fresh: '新建脚本',
    importFile: '导入 JSON',
    exportFile: '导出 JSON',
    badFile: '这个文件不是脚本：要导出得到的 .json 文件。',
    length: time => `约 ${time}`,
    sentences: count => `${count} 句`,
    unsaved: '有未保存的修改（已留在本机）',
    saved: '已保存',
    savedAt: time => `${time} 已保存`,
    restored: '恢复了上次没保存的修改。',
    discard: '放弃修改',
    discardAsk: '放弃没保存的修改，回到已保存的版本？',
    save: '保存',
    saveRefused: count => `还有 ${count} 处要补全`,
    duplicate: '复制一份',
    copyOf: title => `${title} 副本`,
    remove: '删除',
    removeAsk: title => `删除“${title}”？删了找不回来。`,
    scriptTitle: '脚本名称',
    scriptTitleHint: name => `编号 ${name}`,
    language: '语言',
    languages: { zh: '普通话', en: '英语', yue: '粤语', ja: '日语', es: '西班牙语' },
    tone: '语气',
    tones: { calm: '平静', warm: '亲切', brisk: '明快' },
    isDraft: '这是语言模型起草的，要有人读过并署名才能上播。',
    readBy: '审稿人',
    readByHint: '读完、改好后写上名字。',
    products: '商品',
    productsHint: '价格和库存在句子里写 {price}、{stock}，改这里就处处生效。',
    addProduct: '加商品',
    removeProduct: '移除商品',
    productName: '商品名',
    price: '价格',
    currency: '币种',
    stock: '库存',
    stockHint: '不填就不能提库存',
    comparedPrice: '对比价（可不填）',
    comparedBasis: '对比价的依据',
    facts: '卖点和资料',
    factsHint: '一行一条。主播只能说这里有的；要证明的写上证明。',
    segment: ordinal => `第 ${ordinal} 段`,
    segmentTitle: '这段叫什么',
    product: '讲哪个商品',
    noProduct: '（不讲商品）',
    addSegment: '加一段',
    removeSegment: '删掉这段',
    removeSegmentAsk: '删掉这一段和里面的所有句子？',
    sentence: (segment, sentence) => `第 ${segment} 段第 ${sentence} 句`,
    sentenceHint: '一句一格；回车写下一句。{亲们|家人们} 表示轮换着说。',
    addSentence: '加一句',
    removeSentence: '删这句',
    up: '上移',
    down: '下移',
    refusal: (term, why) => `“${term}”不能说：${why}`,
    write: instead => `改成：${instead}`,
    fault: {
      'no-title': '写个名称',
      'no-segments': '至少写一段',
      unread: '写上审稿人',
      'no-name': '写商品名',
      'no-price': '写价格，如 99.9',
      'bad-stock': '库存写整数，如 420',
      'bad-compared': '对比价和依据要一起写，依据至少 4 个字',
      empty: '空句子：写点什么，或删掉',
      long: '太长，一句最多 300 个字，请拆开',
      'no-sentences': '这段还没有句子',
    },
    checking: '正在检查……',
    passes: '全部通过检查',
    refused: count => `${count} 句不能念`,
    cannotCheck: '检查暂时不可用，恢复后自动检查',
    preview: '提词器预览',
    previewHint: '主播平板上看到的样子',
    conflict: '别人刚改过这份脚本',
    conflictHint: '两边都没丢。看一下差别，再决定留哪份。',
    theirsOnly: '对方有、你没有的句子',
    mineOnly: '你有、对方没有的句子',
    nothing: '没有',
    overwrite: '用我的覆盖',
    overwriteAsk: '用你的版本覆盖对方刚保存的版本？',
    asCopy: '我的另存为副本',
    takeTheirs: '用对方的',
    takeTheirsAsk: '放弃你没保存的修改，用对方的版本？',
    draft: '让模型起草',
    draftHint: '填好商品，模型写一份初稿，过了检查才给你看；要有人读过、署名才能上播。',
    noDraft:
      '要用模型起草，请在设置里填 avatar.draft.url（环境变量 CHANGMING_AVATAR_DRAFT_URL），指向一个 OpenAI 兼容的接口，再重启控制进程。',
    minutes: '想讲几分钟',
    draftGo: '起草',
    drafting: '正在起草，最多一两分钟……',
    draftNeeds: '先填商品名和价格',
    readOnly: '你的权限只能看。',
  },
  en,
}
