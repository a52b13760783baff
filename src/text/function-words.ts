// Function words, which carry no content: alone they must find nothing ("你好", "what is it"). Entries are in normal
// form; Han entries are matched as whole runs of the question and removed before terms are weighted.

import type { Normal } from './normal-form.ts';
import type { Range } from './sentences.ts';

const HAN = `
  请问 你好 您好 谢谢 多谢 麻烦 帮我 告诉我 我想知道 我想问 想问一下 想了解 请教 一下
  知道 介绍 什么是 是什么 什么 为什么 为何 怎么样 怎么办 怎么 怎样 如何 哪些 哪个 哪里
  哪儿 哪 谁 几个 几 多少 多久 多长时间 多长 何时 什么时候 时候 是不是 有没有 能不能
  可不可以 可以 需要 应该 有关 关于 对于 以及 或者 还是 但是 因为 所以 如果 的话 这个
  那个 这些 那些 这 那 我们 你们 他们 我 你 您 他 她 它 是 有 的 了 吗 呢 吧 啊
  呀 嘛 和 与 及 或 在 要 会 能 都 也 就 被 把 对 于 为 从 到 给
`
  .trim()
  .split(/\s+/);

const LATIN = (
  'a an the is are was were be been do does did have has had can could should would may might must will shall of in on at to for from ' +
  'by with about as into and or but if than that this these those it its i you we they he she my your our their me us them what which ' +
  'who whom whose when where why how much many long there here not no yes please tell hello hi hey thanks thank ok okay'
).split(' ');

const WORDS: ReadonlySet<string> = new Set([...HAN, ...LATIN]);

/** Content words that begin, end or consist of characters which are function words elsewhere. */
const CONTENT =
  '标的 目的 或有 有限 有效 有偿 所有 拥有 持有 占有 对赌 对公 与会 参与 给付 会计 会员 年会 协会 工会 社会 会议 要约 要素 能源 性能 功能 产能 从业 为期 行为 在建 在职 存在 和解 被告 把握 到期 到账 了解 于是'.split(
    ' ',
  );

const HAN_PATTERN = new RegExp([...HAN, ...CONTENT].sort((a, b) => b.length - a.length).join('|'), 'gu');

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
