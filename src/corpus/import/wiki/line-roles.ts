// Tells title, heading and text apart by the neighbouring lines, where a line's words alone do not decide.
import type { PageLine } from './page-lines.ts';
import type { WikiTopic } from './wiki-topic.ts';

/** The beginning of a list item: `- `, `1. `, `(2)`. */
export const LIST_ITEM = /^(?:[-•·●*]\s|\d{1,2}[.、)）]|[(（]\d{1,2}[)）])/;
const SENTENCE_END = /[。！？!?；;…：:，,.]["'”’」』)）]*$/;
const NO_HEADING =
  /^(?:[（(].*[)）]|[a-z]{1,3}|\d{4}\s*[-/.年]\s*\d{1,2}\s*[-/.月]\s*\d{1,2}.*|\P{L}+)$|[（(][^（）()]*[图圖摄攝][）)]$/iu;
const MAX_HEADING = 40;
const MAX_TITLE = 100;

export function isShort(text: string): boolean {
  return text.length <= MAX_HEADING && !SENTENCE_END.test(text);
}

/** Titles may be long and may be questions: 公司注销要多久？ */
function isTitleLike(text: string): boolean {
  return text.length <= MAX_TITLE && !/[。；;…：:，,][”』」)）]*$/.test(text);
}

/**
 * A bare date with text after it (a heading such as 2020年5月1日) inside an open topic is content. The date that closes
 * the topic has another such line, a mark, a title or nothing after it.
 */
export function isDatedContent(
  lines: readonly PageLine[],
  index: number,
  article: WikiTopic | undefined,
): boolean {
  const mark = lines[index]?.mark;
  if (
    mark?.kind !== 'meta' ||
    mark.dated.views !== undefined ||
    article === undefined ||
    article.parts.length === 0
  )
    return false;
  const next = lines[index + 1];
  return next !== undefined && next.mark === undefined && !isTitle(lines, index + 1, article);
}

/** A short line that is no heading on any page: a caption in brackets, the name of a language, a day, a rule. */
export function isNeverHeading(text: string): boolean {
  return NO_HEADING.test(text);
}

/** Markup decides; in plain text a heading is a short line without an end mark. */
export function isHeading(lines: readonly PageLine[], index: number): boolean {
  const line = lines[index];
  if (line?.kind !== 'unknown') return line?.kind === 'heading';
  const next = lines[index + 1];
  // "市场特征：" above a paragraph is a heading, "步骤如下：" above a list is not.
  const introduces = next === undefined || next.mark !== undefined || LIST_ITEM.test(next.text);
  if (!isShort(introduces ? line.text : line.text.replace(/[：:]$/, ''))) return false;
  // "1. 第一项" above "2. 第二项" is a list; above a paragraph it is a numbered heading.
  const previous = lines[index - 1];
  const neighbours = [next, previous].filter((other) => other?.mark === undefined);
  return (
    !LIST_ITEM.test(line.text) ||
    !neighbours.some((other) => other !== undefined && LIST_ITEM.test(other.text))
  );
}

/**
 * A title is a short line that leads, past date, views and its own repetition, to the mark of a first part. A heading
 * without text before 详细释义 looks the same, so the open topic must have all its parts.
 */
export function isTitle(lines: readonly PageLine[], index: number, article: WikiTopic | undefined): boolean {
  const line = lines[index];
  if (line === undefined || line.kind === 'text' || (line.kind === 'unknown' && !isTitleLike(line.text)))
    return false;
  let sawMeta = false;
  for (const next of lines.slice(index + 1)) {
    if (next.mark?.kind === 'meta') sawMeta = true;
    else if (next.mark?.kind === 'part') {
      const firstPart = next.mark.name === '基本释义';
      const opensAnother =
        firstPart ||
        sawMeta ||
        article === undefined ||
        article.parts.some(({ name }) => name === '详细释义');
      return opensAnother && article?.title !== line.text;
    } else if (next.mark !== undefined || next.text !== line.text) return false;
  }
  return false;
}

/** The repetition of the title (pages show it twice), and its echo in a breadcrumb without 位置. */
export function isRepeatedTitle(lines: readonly PageLine[], index: number): boolean {
  const text = lines[index]?.text;
  return lines.some((line, other) => other !== index && Math.abs(other - index) <= 3 && line.text === text);
}
