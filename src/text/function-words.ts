// Function words, which carry no content: alone they must find nothing ("你好", "what is it"). Entries are in normal
// form; Han entries are matched as whole runs of the question and removed before terms are weighted.

import type { Normal } from './normal-form.ts';
import type { Range } from './sentences.ts';

/** Words that ask, with the verb that asking takes along: 怎么处理 asks no more than 怎么. */
const ASKING = words(`
  什么 什么是 是什么 什么样 什么意思 什么用 什么时候 什么时间 什么地方 为什么 为什么要 为何 为啥 凭什么
  啥 啥是 是啥 啥样 啥意思 啥时候 有啥 有什么 干什么 干嘛 干啥 做什么 做啥 怎么回事 咋回事 怎么说 咋说
  怎么 怎么样 怎样 怎么办 怎么弄 怎么搞 怎么做 怎么整 怎么处理 怎么解决 怎么才能 怎么个 怎么能 怎么会 如何
  如何处理 如何解决 如何做 该怎么 咋 咋样 咋办 咋弄 咋搞 咋做 咋整 咋处理 咋解决 咋个 咋能 咋会 能咋办
  哪 哪些 哪个 哪里 哪儿 哪家 哪种 哪位 在哪 去哪 谁 何时 何地 几 几个
  多少 多少个 多久 多长 多长时间 多大 多高 多贵 要多久 要多少 要多长时间 得多久 得多少 得多长时间
  时候 是不是 是否 有没有 有无 能不能 能否 可不可以 可否 会不会 要不要 用不用 该不该 算不算 行不行 好不好
  给不给 让不让 需不需要 值不值得 对不对 够不够 贵不贵 行吗 可以吗 好吗 对吗
`);
const OTHER = words(`
  请问 你好 您好 谢谢 多谢 麻烦 帮我 告诉我 我想知道 我想问 想问一下 想了解 请教 一下 知道 介绍 可以 需要
  应该 有关 关于 对于 以及 或者 还是 但是 因为 所以 如果 的话 这个 那个 这些 那些 这 那 我们 你们 他们 咱们
  我 你 您 他 她 它 咱 是 有 的 了 吗 呢 吧 啊 呀 嘛 呗 嘞 和 与 及 或 在 要 会 能 都 也 就 被 把 对 于 为
  从 到 给
`);
/** Asking words that hardly are another word when one character is wrong, or when only their sound is known. */
export const ASKING_WORDS: readonly string[] = ASKING.filter(
  (word) => word.length > 1 && /什|怎|多[久少长大]|时候|为[何啥]|哪/u.test(word),
);
const HAN = [...ASKING, ...OTHER];

/** Readers leave the apostrophe out as often as not. */
const SHORTENED =
  "what's who's where's when's how's it's that's there's i'm i've i'd i'll you're you've we're don't doesn't didn't can't couldn't won't wouldn't shouldn't isn't aren't wasn't haven't hasn't".split(
    ' ',
  );
const ASKING_LATIN = 'what which who whom whose when where why how'.split(' ');
const LATIN = [
  ...ASKING_LATIN,
  ...SHORTENED,
  ...SHORTENED.map((word) => word.replace("'", '')),
  ...(
    'a an the is are was were be been do does did have has had can could should would may might must will shall of in on at to for from ' +
    'by with about as into and or but if than that this these those it its i you we they he she my your our their me us them ' +
    'much many long there here not no yes please tell hello hi hey thanks thank ok okay pls plz gonna wanna'
  ).split(' '),
];

const WORDS: ReadonlySet<string> = new Set([...HAN, ...LATIN]);

/** Content words that begin, end or consist of characters which are function words elsewhere. */
const CONTENT =
  '标的 目的 或有 有限 有效 有偿 所有 拥有 持有 占有 对赌 对公 与会 参与 给付 会计 会员 年会 协会 工会 社会 会议 要约 要素 能源 性能 功能 产能 从业 为期 行为 在建 在职 存在 和解 被告 把握 到期 到账 了解 于是'.split(
    ' ',
  );

/** The longest first. */
function anyOf(alternatives: readonly string[]): string {
  return [...alternatives].sort((a, b) => b.length - a.length).join('|');
}

const HAN_PATTERN = new RegExp(anyOf([...HAN, ...CONTENT]), 'gu');

const CONTENT_SET: ReadonlySet<string> = new Set(CONTENT);

/**
 * UTF-16 ranges of a text that consist of Chinese function words: from left to right, the longest word first; adjacent
 * words are joined into one range.
 */
export function functionWordRanges(normalForm: Normal): Range[] {
  const ranges: Range[] = [];
  for (const match of normalForm.matchAll(HAN_PATTERN)) {
    if (CONTENT_SET.has(match[0])) continue;
    const start = match.index;
    const end = start + match[0].length;
    const previous = ranges.at(-1);
    if (previous?.end === start) previous.end = end;
    else ranges.push({ start, end });
  }
  return ranges;
}

/** True for a function word in normal form, Chinese or English. */
export function isFunctionWord(word: string): boolean {
  return WORDS.has(word);
}

const ASKS = new RegExp(`${anyOf(ASKING)}|[吗呢?？]|\\b(?:${anyOf(ASKING_LATIN)})\\b`, 'u');

/** Whether a text has a word or a mark that asks. */
export function asksSomething(normalForm: Normal): boolean {
  return ASKS.test(normalForm);
}

function words(text: string): string[] {
  return text.trim().split(/\s+/);
}
