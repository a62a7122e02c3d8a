// Absolute terms of 广告法 第九条, with where they are innocent, and the few neighbours without which the list would be pointless.
// The regulator's own guide (广告绝对化用语执法指南, 2023) asks to look at what is meant: hence the exceptions.
import type { GateRule } from './rule.ts'

const absolute = '广告法 第九条 第三项'
const state = '广告法 第九条 第二项'
const cure = '广告法 第十七条'
const truth = '广告法 第二十八条'
const platform = '平台规则：站外引流'

const nothingIsAsGood = {
  why: 'it says that nothing else is as good',
  whyZh: '意思是别的都比不上它',
} as const
const superlative = { basis: absolute, ...nothingIsAsGood } as const

export const absoluteTerms: readonly GateRule[] = [
  {
    ...superlative,
    pattern: /(?:全[网国球]|史上|历史|行业|同行|同类|市面上?|世界|宇宙)[^，。！？]{0,4}?最[^，。！？后近终]/,
    instead: 'what it does, with a number: 续航30小时',
    insteadZh: '它能做到什么，用数字说：续航30小时',
  },
  {
    ...superlative,
    pattern:
      /最(?:好(?![听看吃喝用玩闻])|佳|优|棒|强|牛|高级|高端|顶级|先进|权威|专业|安全|有效|实惠|划算|便宜|优惠|受欢迎|流行|时尚|奢侈|豪华|火|红|赚|具|好(?:听|看|吃|喝|用|玩|闻)|正宗|地道|美味|鲜美|甜|健康|舒适|舒服|耐用|可靠)/,
    innocent:
      /最好(?:先|在|不|别|能|是先|把|放|用(?:温|冷|清|干)|当天|提前|搭配|冷藏|避免|看一?[下看]|选|按|尽快|马上|现在|一次|趁|等|再|要|去|跟|和|给|就)|(?:不是|没有|不敢说|不说)最[^，。！？]{1,4}|[我你您]们?(?:自己|个人)?(?:觉得)?最(?:舒服|舒适)|最(?:舒服|舒适)的(?:位置|角度|姿势)/,
    instead: 'how good it is without comparing: 很好用、很受欢迎',
    insteadZh: '不比较地说好：很好用、很受欢迎',
  },
  {
    ...superlative,
    pattern: /最(?:低价?|高价?|大|小|新|轻|薄|快|长|多|全|早|热销|畅销)/,
    innocent:
      /最(?:低|高|大|小|长|多|快)(?:可|能|支持|只|到|为|是?\d|承重|音量|功率|容量|尺寸|限度|程度|的?(?:温度|档|一档|声音)|起订|消费|限购|减|直降|不超过|[一二两三四五六七八九十百千]|买|拍|每人|明天|今天|当天|次日|隔天)|(?:续航|功率|承重|容量|温度|音量|时长|距离)[^，。！？]{0,2}最(?:低|高|大|小|长|多)|最新(?:一期|消息|通知|价格表|进度|的?(?:系统|版本|固件))|最(?:大|小)的?(?:一号|码|号)|最多(?:人|的时候)?(?:问|买)的?(?:问题)?|最早(?:明天|今天|今晚|一批)|[我你您]最(?:大|新)的(?:感受|感觉|体会)/,
    instead: 'the figure itself: 只有4.2克、充电30分钟',
    insteadZh: '具体数字：只有4.2克、充电30分钟',
    provable: true,
  },
  {
    ...superlative,
    pattern:
      /(?:销量|排名|排行|全[网国球]|世界|中国|亚洲|行业|口碑|品质|质量|同类|市场)[^，。！？]{0,3}第[一1]|第[一1](?:品牌|名牌|名|大品牌|销量)|NO\.?\s?1|TOP\s?1(?!\d)|冠军(?:产品|单品|销量)|销量冠军/,
    innocent:
      /(?:安全|健康|质量|品质|口碑|顾客|用户|友谊)第一(?=[，。！？]|$)|(?:把|以)[^，。！？]{1,6}(?:放在)?第一(?:位)?/,
    instead: 'what is proved: 上月售出3000件',
    insteadZh: '有据可查的：上月售出3000件',
    provable: true,
  },
  {
    ...superlative,
    pattern:
      /顶级|顶尖|顶流|极品|极致|终极|绝佳|绝版|巅峰|至尊|王牌|之王|天花板|封神|史无前例|前无古人|空前绝后|绝无仅有|独一无二|无与伦比|无人能[及敌]|遥遥领先|[世国全][界际球国]领先|领导品牌|领袖品牌|世界级|宇宙级/,
    innocent: /(?:吊顶|房顶|客厅|家里|看着?|擦)[^，。！？]{0,3}天花板|天花板(?:灯|上|高度)|大王|国王|女王/,
    instead: 'what makes it good: 用的是…，所以…',
    insteadZh: '好在哪里：用的是……，所以……',
  },
  {
    basis: absolute,
    why: 'it says that nothing else is like it, and no fact of the product proves it',
    whyZh: '意思是只此一家，而商品资料里没有依据',
    pattern: /唯一|独家|首创|首个|首家|首款|首选|独有|填补[^，。！？]{0,4}空白/,
    innocent: /唯一(?:的)?(?:要求|缺点|不足|遗憾|标准|入口|链接)|不是唯一/,
    instead: 'the same as a fact of the product, with its proof; or leave it out',
    insteadZh: '把它连同证明写进商品资料；没有证明就不说',
    provable: true,
  },
  {
    basis: absolute,
    why: 'it borrows the rank of the state',
    whyZh: '借用了国家的名义',
    pattern:
      /国家级|全国级|国宴级|国家(?:推荐|认证|免检|保护)|质量免检|免检产品|驰名商标|特供|专供|特贡|御用|(?:国家|中央)[^，。！？]{0,3}(?:领导人?|机关)/,
    innocent: /国家级(?:非物质文化遗产|非遗|贫困县|自然保护区)/,
    instead: 'the certificate by its number, as a fact of the product',
    insteadZh: '证书编号，写进商品资料',
    provable: true,
  },
  {
    basis: state,
    why: 'state organs may not be used for selling',
    whyZh: '不能用国家机关的名义推销',
    pattern: /(?:国务院|人民大会堂|国家机关|央行|军队|解放军)(?:指定|推荐|专用|认可)/,
    instead: 'nothing; leave it out',
    insteadZh: '不写，删掉',
  },
  {
    basis: absolute,
    why: 'it promises without limit',
    whyZh: '作了没有边界的承诺',
    pattern:
      /绝对(?!值(?!得)|路径|湿度)[^，。！？]{0,6}|百分之?百[^，。！？]{0,6}(?:有效|安全|正品|成功|满意|不会)|100%(?:有效|安全|成功|满意)|永不[^，。！？]{1,4}|永久[^，。！？]{0,3}|万能(?!充|胶|表|钥匙|扳手|遥控)|包治|零风险|稳赚|全效/,
    innocent: /绝对(?:不是|没有)说|不是绝对/,
    instead: 'what is promised and for how long: 两年质保',
    insteadZh: '承诺什么、多久：两年质保',
    provable: true,
  },
  {
    basis: cure,
    why: 'only medicines may speak of illness and cure',
    whyZh: '只有药品才能说疾病和疗效',
    pattern:
      /根治|治(?:愈|疗|好)|药到病除|无副作用|立竿见影|消炎|抗癌|降血[糖脂压]|排毒|壮阳|增强免疫力?|包好/,
    innocent: /包好(?:了|寄|发|包装)?/,
    instead: 'how it is used and what it is made of',
    insteadZh: '怎么用、用什么做的',
  },
  {
    basis: truth,
    why: 'what is natural or without additives must be proved',
    whyZh: '说天然、无添加要有证明',
    pattern: /纯天然|零添加|无添加|0添加|不含任何/,
    instead: 'the same as a fact of the product, with its proof',
    insteadZh: '把它连同证明写进商品资料',
    provable: true,
  },
  {
    basis: platform,
    why: 'buyers may not be led off the platform',
    whyZh: '不能把买家引到平台外面',
    pattern:
      /加(?:我|个|一下)?(?:的)?(?:微信|[vV]信|薇信|QQ)|(?:微信|[vV]信)(?:号|群|下单|联系)|扫码(?:加|进)群|私信(?:我)?下单|转账给/,
    instead: '点下方小黄车下单',
    insteadZh: '点下方小黄车下单',
  },
]

const english = 'Consumer protection: misleading claims (and 广告法 第九条 where it is sold in China)'

export const absoluteTermsInEnglish: readonly GateRule[] = [
  {
    basis: english,
    ...nothingIsAsGood,
    pattern: /\b(?:the |world's |our )?best\b(?: ever| in the world| on the market)?/,
    innocent:
      /\bbest (?:before|served|used|by|wishes|kept|stored|with|when|if)\b|\b(?:at|my|our|their|your|does its) best\b|\bit'?s best to\b|\bbest friends?\b/,
    instead: 'what it does, with a number',
    insteadZh: '它能做到什么，用数字说',
  },
  {
    basis: english,
    ...nothingIsAsGood,
    pattern:
      /\b(?:no\.? ?1|#1|number one|top[- ]rated|world[- ]class|unbeatable|unrivall?ed|perfect|ultimate|cheapest|lowest price|(?:greatest|finest|safest|strongest|fastest|lightest) (?:ever|in|on)|once in a lifetime)\b/,
    innocent: /\bnumber one (?:on|in) (?:the|your) list\b/,
    instead: 'what it does, with a number',
    insteadZh: '它能做到什么，用数字说',
    provable: true,
  },
  {
    basis: english,
    why: 'it promises without limit',
    whyZh: '作了没有边界的承诺',
    pattern:
      /\b(?:100 ?% (?:safe|effective|guaranteed|natural)|guaranteed (?:results|to)|risk[- ]free|miracle|cures?|heals|no side effects|never (?:breaks|fails)|lasts forever|the only)\b/,
    instead: 'what is promised and for how long: a two-year warranty',
    insteadZh: '承诺什么、多久：两年质保',
    provable: true,
  },
]
