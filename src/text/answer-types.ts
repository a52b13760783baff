// What kind of thing a question asks for: 多久 wants a duration, 多少钱 an amount of money. A heading may name the same
// kind (期限, 费用), and a sentence may hold one (三个月, 500元). Chinese and English; texts are in normal form.
import type { Normal } from './normal-form.ts';

export type AnswerType =
  | 'duration'
  | 'money'
  | 'share'
  | 'count'
  | 'date'
  | 'year'
  | 'limit'
  | 'permission'
  | 'person'
  | 'place'
  | 'reason'
  | 'manner'
  | 'condition'
  | 'material'
  | 'consequence'
  | 'difference'
  | 'definition';

/** `asked`: words of questions; `named`: words of headings; `held`: what a sentence of that kind has in it. */
type Kind = { asked: RegExp; named: RegExp; held?: RegExp };

const NUMBER = String.raw`(?:\d[\d.,]*|[零一二两三四五六七八九十百千万半几]+)`;
const UNIT_OF_TIME = '(?:个)?(?:工作日|自然日|小时|分钟|星期|周|天|日|月|季度|年|届)';

const KINDS: Readonly<Record<AnswerType, Kind>> = {
  duration: {
    asked:
      /多久|多长|几(?:个)?(?:月|年|天|日|周|小时|工作日|星期)|多少(?:天|年|个月|日|小时)|时限|期限|有效期|[禁锁]售|锁定期|最[长短]时间|几天|how (?:long|soon)|deadline|(?:time|hours?|weeks?|days?) (?:limit|cap)|how many (?:days|weeks|months|years)/,
    named:
      /期限|多久|时间|周期|有效期|时长|时限|多长|几(?:天|年|个月)|duration|how long|time ?limit|timeline/,
    held: new RegExp(String.raw`${NUMBER}${UNIT_OF_TIME}|\d+ (?:day|week|month|year|hour|working day)s?`),
  },
  money: {
    asked:
      /多少钱|几钱|费用|价格|收费|几块|(?:价|市值|利润|收入|资[本产]|[费款税薪额]|产值)[^,。]{0,6}(?:多少|几)|[罚赔掏交付缴补奖]多少|多少元|贵不贵|花多少|花费|报价|起征点|要钱|成本|工资|罚多少|how much|cost|price|fee/,
    named: /费用|价格|收费|成本|多少钱|金额|费|价|税额|罚款|cost|price|fee|charge/,
    held: new RegExp(
      String.raw`${NUMBER}(?:多|余)?[万亿千百]?(?:元|块|美元|港元|港币|人民币|欧元|英镑)|免费|不收|[¥$€]|\d+ (?:million )?(?:yuan|dollars|rmb|usd|euros?)`,
    ),
  },
  share: {
    asked:
      /比例|百分[之比]|几[成折倍]|多少倍|翻倍|占多少|占比|几个点|税率|费率|利率|涨跌幅|多少(?:股[份权]|表决权)|percent|ratio|\brate|share of/,
    named: /比例|税率|费率|占比|利率|share|rate|ratio/,
    held: /\d[\d.]*(?:%|‰)|百分之|[一二两三四五六七八九十\d][成倍折]|\d+ percent|分之/,
  },
  count: {
    asked: /几(?:个|家|种|类|次|名|位|人|份|项|步|条|轮|级)|多少(?:个|家|种|次|名|位|人|份|项)|多少|how many/,
    named: /数量|人数|家数|规模|几(?:个|家|种|类|步)|number/,
    held: new RegExp(NUMBER),
  },
  date: {
    asked:
      /[什啥]么?时[候间期]|何时|几时|何年何月|几号|几月|哪一?天|截止|by when|deadline|哪个?时[候期代]|\bwhen\b|what (?:date|day)/,
    named: /时间|日期|历程|沿革|起源|when|date|history/,
    held: /\d{2,4}年|\d+月|\d+日|之日[起前]|日前|世纪|年代|时期|年间|(?:个?月|年|天|周|期限)[之以]?[内后]|(?:19|20)\d\d|within |\d (?:january|february|march|april|may|june|july|august|september|october|november|december)|(?:jan|feb|mar|apr|may|june?|july?|aug|sep|oct|nov|dec)[a-z]* \d/,
  },
  year: {
    asked: /哪一?个?年|何年|哪一?个?世纪|(?:which|what) (?:year|century|decade)/,
    named: /年份|历程|沿革|起源|history/,
    held: /\d{3,4}年|[〇零一二三四五六七八九]{4}年|世纪|年代|年间|(?:19|20)\d\d/,
  },
  limit: {
    asked:
      /最[多少高低长短大小晚迟早]|[上下]限|至[多少]|门槛|不能超过|要求|标准|条件|max|min|at (?:least|most)|limit|threshold|up to|requirement/,
    named: /[上下]限|门槛|限额|标准|limit|threshold|minimum|maximum/,
    held: new RegExp(
      String.raw`(?:不得?(?:超过|低于|少于|高于|多于)|不满|不足|至[多少]|最[多少高低长短]|at (?:least|most)|(?:no|not) (?:more|less|fewer) than|up to|within) ?${NUMBER}|${NUMBER}[^,，。;；\d]{0,4}以[上下内]`,
    ),
  },
  permission: {
    asked:
      /吗|能不能|可不可以|是不是|能否|可否|是否|要不要|会不会|用不用|^(?:can|could|do|does|is|are|may|must|should) /,
    named: /能否|能不能|可否|是否|吗|可以|需要|can|may/,
    held: /不得|不能|不可|可以|必须|应当|无须|无需|不用|不必|不需|不是|允许|cannot|\b(?:can|must|may|not|no)\b/,
  },
  person: {
    asked: /谁|哪个部门|什么部门|哪家|哪个机构|什么人|who|whom|which (?:authority|department)/,
    named: /谁|主体|部门|机构|人员|负责|who|authority/,
    held: /[局部委院会所处厅署](?:[^\p{L}]|$)|公司|机关|机构|由.{1,20}(?:负责|承担|出具|办理|审)|(?:股东|职工|员工|卖方|买方|人)(?:承担|负责)?/u,
  },
  place: {
    asked: /哪里|哪儿|在哪|去哪|什么地方|where/,
    named: /地点|渠道|入口|分布|哪里|where/,
    held: /[省市区县镇]|窗口|大厅|网站|平台|网上|系统|官网/,
  },
  reason: {
    asked: /为什么|为何|为啥|原因|怎么会|why|reason/,
    named: /原因|为什么|为何|背景|目的|意义|why|reason/,
    held: /因为|由于|为了|因此|所以|原因|避免|以免|目的|because|in order to|since/,
  },
  manner: {
    asked: /怎么|怎样|如何|咋|步骤|流程|程序|手续|办法|how (?:to|do|does|can|should)/,
    named: /流程|步骤|程序|怎么|怎样|如何|方法|办法|手续|做法|操作|process|steps?|procedure|how/,
  },
  condition: {
    asked:
      /条件|要求|资格|符合|标准|谁可以|能不能|可不可以|可以.*吗|能.*吗|门槛|qualif|eligib|require|can (?:i|we|you)/,
    named: /条件|要求|资格|标准|门槛|谁可以|范围|requirement|eligib|condition|criteria/,
    held: /应当|必须|须|不得|可以|满足|具备|不低于|不少于|不超过|以上|以下|must|shall|may not|at least/,
  },
  material: {
    asked: /材料|资料|文件|证件|带什么|准备什么|提交什么|documents?|papers/,
    named: /材料|资料|文件|清单|证件|documents?|checklist/,
    held: /证|书|表|合同|章程|身份|照片|复印件|certificate|form|passport/,
  },
  consequence: {
    asked: /会怎样|后果|处罚|罚|不.*会|怎么办|影响|风险|what happens|penalt|consequence|risk/,
    named: /后果|处罚|罚则|风险|影响|责任|penalt|consequence|risk/,
    held: /罚|处以|承担|责任|吊销|不得|无效|赔|滞纳金|fine|liab/,
  },
  difference: {
    asked: /区别|不同|差别|哪个好|比较|相比|有什么不一样|还是|difference|compare|versus|vs|better/,
    named: /区别|比较|对比|不同|异同|选|difference|comparison|versus/,
    held: /而|则|相比|区别|不同于|前者|后者|高于|低于|whereas|while|unlike/,
  },
  definition: {
    asked: /什么是|是什么|是啥|什么意思|含义|定义|指什么|what (?:is|are|does)|meaning/,
    named: /定义|含义|概念|是什么|什么是|简介|概述|释义|definition|overview|what/,
    held: /是指|指的是|即|称为|又称|简称|是一种|means|refers to|is an? /,
  },
};

const TYPES = Object.keys(KINDS) as AnswerType[];

/** What a question asks for; empty if no word says so. */
export function typesAsked(question: Normal): AnswerType[] {
  return TYPES.filter((type) => KINDS[type].asked.test(question));
}

/** What a heading says its section is about. */
export function typesNamed(heading: Normal): AnswerType[] {
  return TYPES.filter((type) => KINDS[type].named.test(heading));
}

/** Whether a text may hold an answer of a type; true for types that any text may answer. */
export function holds(text: Normal, type: AnswerType): boolean {
  return KINDS[type].held?.test(text) ?? true;
}
