// A message may ask two things: 商标注册要多久，费用多少. It is cut where one asking part ends and another begins: at
// marks, at words that join (还有, and) and between two asking words (要多久多少钱). What asks nothing belongs to the
// part after it (公司注销后，公章怎么处理 is one question), and so do rhetorical rests (…，对吗) to the one before.
import type { Normal } from '../text/normal-form.ts';
import type { Range } from '../text/sentences.ts';

/** A message with more asking parts is a list or a text: it is searched as a whole. */
const MAX_PARTS = 3;

const AMOUNT =
  '多少|多久|多长|多大|多高|多快|多远|百分之几|几成|(?<!\\d)几(?=[个天年月日家种类次号块成名位人份项步条轮级套点周岁届股小本支张件篇层间台辆道门页])';
const THING = '什么|啥|哪|谁|何时|何地|何人|为何|为什么|怎么|怎样|怎|咋|如何';
const YES_OR_NO =
  '是否|能否|可否|有无|有没有|(\\p{Script=Han})不\\1|[吗么嘛](?=[^\\p{L}]*$)|(?<!着)呢(?=[^\\p{L}]*$)';
const ASKING_HAN = new RegExp(`${AMOUNT}|${THING}|${YES_OR_NO}`, 'u');
/** Words that ask elsewhere: 这几天, 我们几个, 没几家, 什么都, 无论多久, 没什么, 谁开发谁拥有. */
const NOT_ASKING = new RegExp(
  '(?:[这那好后近头没十每隔来了过朝]|(?<!提)前|我们|咱们|他们)几|几(?:个(?:问题|朋友|同事|合伙人|月前|人一起)|十|百|千|万)' +
    '|(?:什么|啥|谁|哪里|哪个|怎么|多少)[都也]|(?:^[^\\p{L}]*不管|无论|不论|不管(?=是?(?:什么|谁|哪|怎么|多))).*' +
    '|[没不](?:有)?(?:什么|啥|多少|怎么)|没\\p{L}[什啥]么?|什么\\p{L}{0,4}[都也]没|说什么(?!时)|怎么回事|(谁|什么|多少|哪里|怎么)[^,]{1,3}\\1',
  'gu',
);
/** What is quoted asks nothing: 广告写“几个月回本”, 《谁动了我的奶酪？》. */
const QUOTED = /[“「『《"][^“”「」『』《》"]{1,80}[”」』》"]/gu;

const AUXILIARY = 'is|are|was|were|do|does|did|can|could|should|shall|will|would|must|may|has|have';
const ASKING_LATIN = new RegExp(
  String.raw`^(?:[^\p{L}]*(?:and|also|then|so|but|plus|or|please|hi|hello|can you tell me|could you tell me|do you know|tell me|i want to know)[^\p{L}]+)*` +
    `(?:(?:for |at |in |to |from |by |on )?(?:how|what|which|who|whom|whose|where|why)\\b(?! if\\b)|when (?:${AUXILIARY})\\b|(?:${AUXILIARY}) )`,
  'u',
);

/** Asks for nothing by itself: a rhetorical rest, or politeness in the form of a question. */
const REST = new RegExp(
  `^[^\\p{L}\\p{N}]*(?:` +
    '(?:这样|那么?|是|这|真的?|就|我|你|应该|到底|又|该)*(?:(?:对|是|行|好|可以|能|可|会|懂|知道|明白|有)(?:[吗么嘛吧呢]|不|[不没]\\p{L})|对不对|是不是|行不行|可不可以|没错吧|怎么办|咋办|怎么样|怎样|如何|咋样|怎么做|为什么|为啥|为何|怎么说|怎么回事|怎么弄|怎么理解|什么意思)[呢啊呀的了好]*' +
    '|(?:有没有|有|请问|哪位)?(?:人|谁|大神|老师|朋友|哪位)(?:能|可以|会)?(?:知道|清楚|懂|了解|告诉|解释|帮|说|讲|遇到).{0,6}' +
    '|(?:你|您|你们)?(?:能不能|可不可以|可以|能)(?:帮|给|告诉|详细)?(?:我|我们)?(?:说|讲|解释|介绍|告诉|查|看|问|讲解)(?:一?下|说|明)?(?:我)?[吗么呢]?' +
    '|哪(?:个|种|家|一种)(?:更|比较|最)?(?:好|快|便宜|划算|合适|省钱|省事|严)[一些点呢]*' +
    "|(?:right|correct|is (?:that|it|this) (?:right|correct|true|ok|so|possible)|isn'?t it|(?:do|does) (?:it|that|you) (?:know|help|matter)|can you (?:help|explain|tell me)(?: me)?|(?:do|does|did)n'?t (?:it|they)|(?:any(?:one)? )?(?:ideas?|know)|what (?:should|can|do) i do|how so|why|is it)" +
    ')[^\\p{L}\\p{N}]*$',
  'u',
);

/** Where a clause may end. A comma in a number and a point in a name do not count. */
const MARK = /[。;?!、\n]+|,(?!\d{3})|(?<=\p{Script=Han}) (?=\p{Script=Han})|\.(?= )/u;
const ASKING_NEXT =
  '(?:大概|一共|总共|又|都|需要|要|需|得|花|应该|该|是)*(?:多少|多久|多长|几|哪|什么|怎么|怎样|如何|谁)';
/** A clause also ends before a word that joins two questions, and between two asking words. */
const JOIN = new RegExp(
  `(?=以及|还有(?!没)|另外|此外|顺便|并且|还想(?:知道|问)|同时(?!也?是))|(?=[和与及跟]${ASKING_NEXT})` +
    '|(?<=多久|多长时间|几天|几个月)(?=(?:要|得|花|需要|收)*多少(?:钱|费))|(?<=多少钱|什么费用)(?=(?:要|得|花|需要)*(?:多久|多长|几天))' +
    `|(?= (?:and|also|plus|as well as|&) (?:also |then )?(?:(?:for |at |in |to )?(?:how|what|which|who|where|why|when)\\b|(?:${AUXILIARY}) ))`,
  'u',
);
const CUT = new RegExp(`${MARK.source}|${JOIN.source}`, 'gu');

/** Goes on with the clause before: 还是可以分期, 都要承担吗, 那么…的话. */
const GOES_ON = /^\s*(?:还是|或者|或是|要么|而|并(?!且)|都|也(?:要|能|会|得|算)|就(?:要|会|得)|or )/u;
/** After a comma in English, these begin a clause about the noun before. */
const RELATIVE = /^\s*(?:which|who|whom|whose|where|when)\b/u;
/** What stands between two parts and belongs to neither. */
const EDGE =
  /^(?:[\s\p{P}]|以及|还有(?!没)|另外|此外|顺便(?:问一?下)?|并且|(?:and|also|plus|as well as|then|&) |[和与及跟](?=\p{L}))+|[\s\p{P}]+$/gu;

/** Whether a text in normal form asks for something. */
export function asks(text: string): boolean {
  if (REST.test(text)) return false;
  return ASKING_HAN.test(text.replace(NOT_ASKING, '')) || ASKING_LATIN.test(text.trimStart());
}

/**
 * The questions in a message, as ranges of it without the marks and words between them; one range, the whole message,
 * if it asks one thing, nothing, or more than three.
 */
export function questionParts(message: Normal): Range[] {
  const whole = [{ start: 0, end: message.length }];
  const parts: Range[] = [];
  let start = 0;
  let isAsking = false;
  const unquoted = message.replace(QUOTED, ({ length }) => 'x'.repeat(length));
  for (const clause of clausesOf(unquoted)) {
    const text = unquoted.slice(clause.start, clause.end);
    const clauseAsks = asks(text);
    const isNext =
      clauseAsks && isAsking && !GOES_ON.test(text) && !(clause.afterComma && RELATIVE.test(text));
    if (isNext) {
      const before = parts.at(-1)?.end ?? 0;
      parts.push({ start: before, end: start });
    }
    if (clauseAsks) isAsking = true;
    // What asks nothing stays with what follows, unless nothing does.
    if (clauseAsks) start = clause.end;
  }
  if (parts.length === 0 || parts.length + 1 > MAX_PARTS) return whole;
  parts.push({ start: parts.at(-1)?.end ?? 0, end: message.length });
  return parts.map((part) => trimmed(message, part));
}

/** Clauses with the mark that ends them; joined, they are the text. */
function clausesOf(message: string): (Range & { afterComma: boolean })[] {
  const clauses: (Range & { afterComma: boolean })[] = [];
  let start = 0;
  let afterComma = false;
  for (const { index, 0: mark } of message.matchAll(CUT)) {
    const end = index + mark.length;
    if (end > start) clauses.push({ start, end, afterComma });
    start = end;
    afterComma = mark === ',';
  }
  if (start < message.length) clauses.push({ start, end: message.length, afterComma });
  return clauses;
}

function trimmed(message: string, { start, end }: Range): Range {
  const text = message.slice(start, end);
  const inner = text.replace(EDGE, '');
  const from = start + text.indexOf(inner);
  return { start: from, end: from + inner.length };
}
