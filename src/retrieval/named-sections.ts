// A question may be the name of a section: its whole heading, or the title of its article and the heading. Such a
// question is answered by that section, whatever the rankings say: they know words, and one word more or less in a
// heading (`max_retries`, `max_retries_log`) hardly moves them.
import type { LexicalIndex } from '../index/lexical-index.ts';
import { possibleNames } from '../text/names.ts';
import type { PassagePlace } from '../index/catalogue.ts';
import { isFunctionWord } from '../text/function-words.ts';
import type { Normal } from '../text/normal-form.ts';
import type { TitleMatcher } from './title-match.ts';

/** A heading of more sections than this names none of them. */
const MAX_NAMESAKES = 20;
/** Longer questions name nothing, in UTF-16 units. */
const MAX_LENGTH = 200;

/** The first passage of each section that a question (in normal form, without politeness) is the name of. */
export function sectionsNamed({ named }: Pick<LexicalIndex, 'named'>, question: Normal): Set<number> {
  if (question.length > MAX_LENGTH) return new Set();
  for (const name of possibleNames(question)) {
    const found = named(name);
    if (found.length > 0) return new Set(found.length > MAX_NAMESAKES ? [] : found);
  }
  return new Set();
}

/** What may stand around a title that is asked for as a whole. */
const INTRODUCED =
  /^(?:什么是|介绍一下|介绍|讲讲|说说|what (?:is|are) |tell me about )|(?:是什么(?:意思)?|是啥(?:意思)?|的?介绍|简介|概述|overview)$/gu;

/**
 * The section that a question nearly is the name of, by its first passage; empty if none or several are meant. A
 * question that is a title alone means the beginning of that article. A heading is meant if it has one word more at
 * most, in whatever order, and the question says nothing that neither heading nor title has. Identifiers count as
 * wholes, and a word that negates is never left out.
 * @param places the candidates
 */
export function sectionsNearlyNamed(
  question: Normal,
  places: readonly PassagePlace[],
  { normalForm }: Pick<TitleMatcher, 'normalForm'>,
): Set<number> {
  const topic = question.replace(INTRODUCED, '').trim();
  const entitled = places.find(
    ({ article, section }) =>
      normalForm(article.title) === topic && section.firstPassage === article.sections[0]?.firstPassage,
  );
  if (entitled !== undefined) return new Set([entitled.section.firstPassage]);
  const asked = wordsOf(question);
  if (question.length > MAX_LENGTH) return new Set();
  const found = new Set<number>();
  for (const { article, section } of places) {
    const heading = wordsOf(normalForm(section.headingPath.at(-1) ?? ''));
    const missing = without(heading, asked);
    const extra = without(without(asked, heading), wordsOf(normalForm(article.title)));
    const said = heading.length - missing.length;
    // A word in front makes it another thing: 退休条件 is not 提前退休条件.
    const [head = ''] = heading;
    if (missing.includes(head)) continue;
    if (extra.length === 0 && isOneWord(missing) && said >= MIN_SAID && said >= 2 * missing.length)
      found.add(section.firstPassage);
  }
  return found.size === 1 ? found : new Set();
}

/** Characters and words of a heading that a question must say. */
const MIN_SAID = 2;
const WORD = new RegExp(
  String.raw`\p{Script=Han}|[[\p{L}\p{N}]--\p{Script=Han}]+(?:[_.:\/\-]+[[\p{L}\p{N}]--\p{Script=Han}]+)*`,
  'gv',
);
const HAN = /\p{Script=Han}/u;
const PARTICLE = /^[的了吗呢吧啊呀嘛么要会才能可以得有是在和与及]$/u;
/** Readers ask 多久 in other words than headings do. */
const HOW_LONG =
  /(?:需要?|要?花费?|得)?(?:多长的?时间|多少时间|多久的?时间|多久|多长(?![度宽])|(?:几|多少)个?(?:小时|工作日|天|日|周|星期|月|年))(?:才?能?(?:[办批]?下来|办[完好]|拿到|搞定|弄好|完成))?/gu;
/** Words that are never left out: negations, identifiers, numbers. */
const DECISIVE = /[不无非未没免\p{N}_.:/-]|^(?:no|not|without)$/u;

/** Han characters one by one, other words and identifiers as wholes; without particles and English function words. */
function wordsOf(text: Normal): string[] {
  const isHan = HAN.test(text); // then a Latin word is a name: A轮
  return (text.replace(HOW_LONG, '多久').match(WORD) ?? []).filter((word) =>
    isHan ? !PARTICLE.test(word) : DECISIVE.test(word) || !isFunctionWord(word),
  );
}

/** The elements of a list without those of another one, each taken once. */
function without(list: readonly string[], taken: readonly string[]): string[] {
  const left = [...taken];
  return list.filter((word) => {
    const at = left.indexOf(word);
    if (at >= 0) left.splice(at, 1);
    return at < 0;
  });
}

/** Whether a rest is one word at most: two Han characters, or one word of another script. */
function isOneWord(words: readonly string[]): boolean {
  if (words.some((word) => DECISIVE.test(word))) return false;
  return words.length <= 1 || (words.length === 2 && words.every((word) => word.length === 1));
}
