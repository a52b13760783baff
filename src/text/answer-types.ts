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
  | 'person'
  | 'place'
  | 'reason'
  | 'manner'
  | 'condition'
  | 'material'
  | 'consequence'
  | 'difference'
  | 'definition';

/** `asked`: words of questions; `named`: words of headings, if they name it; `held`: what a sentence has that
 * answers, where that tells it from others. */
type Kind = { asked: RegExp; named?: RegExp; held?: RegExp };

const NUMBER = String.raw`(?:\d[\d.,]*|[零一二两三四五六七八九十百千万半几]+)`;
const UNIT_OF_TIME = '(?:个)?(?:工作日|自然日|小时|分钟|星期|周|天|日|月|季度|年|届)';

const KINDS: Readonly<Record<AnswerType, Kind>> = {
  duration: {
    asked:
      /多久|多长|几(?:个)?(?:月|年|天|日|周|小时|工作日|星期|分钟)|多少(?:天|年|个月|个工作日|日|小时)|时限|期限|有效期|多快|什么时候到期|久吗|[禁锁]售|锁定期|最[长短]时间|\b(?:how (?:long|soon|fast)|how many (?:days|weeks|months|years))|deadline|(?:time|hours?|weeks?|days?) (?:limit|cap)/,
    named:
      /期限|多久|周期|有效期|时长|时限|多长|时间|几(?:天|年|个月)|(?<![长短定近分早前后中晚预])期(?![权货望待初末])|[日天年]内|\b(?:duration|how long|time ?limit|timeline|term\b|period|valid)/,
    held: new RegExp(String.raw`${NUMBER}${UNIT_OF_TIME}|\d+ (?:day|week|month|year|hour|working day)s?`),
  },
  money: {
    asked:
      /多少钱|费用|价格|收费|几块|[几多]钱|多少元|贵不贵|贵吗|花多少|花费|报价|要钱|花钱|成本|工资|[罚赔掏收交付缴补奖]多少|给钱|掏钱|多少费|起征点|(?:价|市值|利润|收入|资[本产]|[费款税薪额]|产值)[^,。]{0,6}(?:多少|几)|\b(?:how much|costs?|price|fees?|expensive)\b/,
    named: /费|价|成本|钱|金额|税额|罚款|补偿|收入|\b(?:costs?|price|fees?|charges?|capital)\b/,
    held: new RegExp(
      String.raw`${NUMBER}(?:多|余)?[万亿千百]?(?:元|块|美元|港元|港币|人民币|欧元|英镑)|免费|不收|[¥$€]|\d+ (?:million )?(?:yuan|dollars|rmb|usd|euros?)`,
    ),
  },
  share: {
    asked:
      /比例|百分[之比]|几[成折倍]|多少倍|翻倍|占比|占.{0,6}多少|几个点|税率|费率|利率|税负|涨跌幅|多少(?:税|股[份权]|表决权)|\b(?:percent|ratio|rates?|proportion|share of)\b/,
    named: /比例|税率|费率|占比|利率|税负|\b(?:shares?|rates?|ratio|percent)\b/,
    held: /\d[\d.]*(?:%|‰)|百分之|[一二两三四五六七八九十\d][成倍折]|\d+ percent|分之/,
  },
  count: {
    asked:
      /几(?:个|家|种|类|次|名|位|人|份|项|条|轮|级|套|股|票|步|阶段)|多少(?:个|家|种|次|名|位|人|份|项|股|条|倍)|多少|最低|最少|最多|\b(?:how many|minimum|maximum)/,
    named:
      /数量|人数|家数|规模|标准|[一二三四五六七八九十]+(?:个|家|种|类|步|项|套|级)|门槛|额度|\b(?:number|minimum)/,
    // In digits: a number in words mostly counts what follows (分为三种).
    held: /\d/,
  },
  date: {
    asked:
      /[什啥]么?时[候间期]|何时|几时|何年何月|哪一?年|几号|几月|哪一?天|最[晚迟]|截止|哪个?时[候期代]|\b(?:by when|when|what (?:date|year|day)|deadline)\b/,
    named: /时间|日期|历程|沿革|起源|何时|什么时候|期限|首次|\b(?:when|date|history|deadline)/,
    held: /\d{2,4}年|\d+月|\d+日|之日[起前]|日前|世纪|年代|时期|年间|(?:个?月|年|天|周|期限)[之以]?[内后]|(?:19|20)\d\d|within |\d (?:january|february|march|april|may|june|july|august|september|october|november|december)|(?:jan|feb|mar|apr|may|june?|july?|aug|sep|oct|nov|dec)[a-z]* \d/,
  },
  year: {
    asked: /哪一?个?年|何年|哪一?个?世纪|(?:which|what) (?:year|century|decade)/,
    held: /\d{3,4}年|[〇零一二三四五六七八九]{4}年|世纪|年代|年间|(?:19|20)\d\d/,
  },
  person: {
    asked:
      /谁|哪个(?:部门|局|机关|单位|人)|什么部门|哪家|哪个机构|什么人|哪些人|\b(?:whom?\b|whose|which (?:authority|department|body))/,
    named: /谁|主体|部门|机构|机关|人员|负责|分工|\b(?:who\b|authorit|roles?\b)/,
  },
  place: {
    asked: /哪里|哪儿|在哪|去哪|到哪|什么地方|\b(?:where)/,
    named: /地点|渠道|入口|分布|哪里|住所|\b(?:where)/,
  },
  reason: {
    asked: /为什么|为何|为啥|原因|怎么会|怎么回事|\b(?:why|reason)/,
    named: /原因|为什么|为何|背景|目的|意义|影响因素|因素|\b(?:why|reason|cause)/,
  },
  manner: {
    asked:
      /怎么(?!样?会|办.{0,2}罚)|怎样|如何|咋|步骤|流程|程序|手续|办法|几步|下一步|\b(?:how (?:to|do|does|can|should|is|are)|steps?\b|procedure|process)/,
    named:
      /流程|步骤|程序|怎么|怎样|如何|方法|办法|手续|做法|操作|几步|搭建|申报|公式|处理|\b(?:process|steps?\b|procedure|how\b)/,
  },
  condition: {
    asked: /条件|要求|资格|标准|谁可以|门槛|什么样的|\b(?:qualif|eligib|requirement|criteria|conditions?)/,
    named:
      /条件|要求|资格|标准|门槛|谁可以|范围|哪些.*(?:公司|企业|情形|人)|能不能|可以|规定|限制|\b(?:requirement|eligib|condition|criteria|limit)/,
  },
  material: {
    asked:
      /材料|资料|文件|证件|带什么|带啥|准备什么|准备哪些|提交什么|哪些证|\b(?:documents?|papers|paperwork)/,
    named: /材料|资料|文件|清单|证件|\b(?:documents?|checklist|papers)/,
  },
  consequence: {
    asked:
      /会怎样|会怎么样|怎么样了|后果|处罚|罚|不.*会|怎么办|咋办|影响|风险|\b(?:what happens|penalt|consequence|risk)/,
    named: /后果|处罚|罚则|风险|影响|责任|会怎样|限制|怎么办|取消|\b(?:penalt|consequence|risk|mistake)/,
  },
  difference: {
    asked:
      /区别|不同|差别|差异|差在哪|哪个好|哪个更|比较|相比|不一样|还是.*(?:好|选)|选哪|怎么选|\b(?:difference|compare|versus|vs\b|better)/,
    named:
      /区别|比较|对比|不同|异同|怎么选|选哪|哪个|差别|对照|\b(?:difference|comparison|versus|or\b|choosing)/,
  },
  definition: {
    asked:
      /什么是|是什么|是啥|什么意思|啥意思|叫什么|叫啥|含义|定义|指什么|干什么的|做什么的|\b(?:what (?:is|are|does)|meaning)/,
    named:
      /定义|含义|概念|是什么|什么是|简介|概述|释义|各是|范围|\b(?:definition|overview|what\b|introduction)/,
    held: /是指|指的?是|叫做?|称为|又称|所谓|就是|^(?:[-☑☐] |\d+\. )?[^:,。]{2,12}: ?[^ ]|是[^,。]{2,}的/,
  },
};

const TYPES = Object.keys(KINDS) as AnswerType[];

/** These say more than that a number is wanted. */
const NUMBERS: readonly AnswerType[] = ['duration', 'money', 'share'];

/** What a question asks for; empty if no word says so. */
export function typesAsked(question: Normal): AnswerType[] {
  const asked = TYPES.filter((type) => KINDS[type].asked.test(question));
  return asked.some((type) => NUMBERS.includes(type)) ? asked.filter((type) => type !== 'count') : asked;
}

/** What a heading says its section is about. */
export function typesNamed(heading: Normal): AnswerType[] {
  return TYPES.filter((type) => KINDS[type].named?.test(heading) === true);
}

/** Whether headings name this kind; a heading says nothing about the others. */
export function isNameable(type: AnswerType): boolean {
  return KINDS[type].named !== undefined;
}

/** Whether a text holds an answer of a type; false for types that have no sign of their own. */
export function holds(text: Normal, type: AnswerType): boolean {
  return KINDS[type].held?.test(text) === true;
}

/** What follows 哪 or 什么, a measure word passed over; not what it makes an asking word with (哪里, 什么时候). */
const THING =
  /(?:哪|什么样?的?|第几)[一几]?(?:[个家种座位所间支场次部])?的?(?![时意区用是人地年样办回别里儿些了要能会])\p{Script=Han}/gu;

/**
 * What a question asks to name (哪个帝国, 第几类): a text that names it holds the word as well. Only first characters, since
 * nobody knows where the word ends (哪国统治).
 */
export function thingsAsked(question: Normal): string[] {
  return Array.from(question.matchAll(THING), ([found]) => found.slice(-1));
}
