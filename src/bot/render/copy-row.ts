// What readers of an excerpt would type off: codes, commands, addresses and telephone numbers, each with a button that
// copies it. Years, dates and amounts are none of these.
import { excerptText } from '../../answer/runs.ts';
import type { Span } from '../../corpus/shape.ts';
import type { Excerpt } from '../../retrieval/excerpt.ts';
import { clip } from '../../text/cuts.ts';
import type { Range } from '../../text/sentences.ts';
import type { ButtonRow } from './reply.ts';

const MAX_COPIES = 2;
/** Characters of a copied text. Source: Bot API, CopyTextButton. */
const MAX_COPIED = 256;
/** Characters of it on the button, of which two stand in a row. */
const MAX_LABEL = 20;

const ADDRESSES = [
  /https?:\/\/[^\s<>"'`，。；：！？、（）【】《》“”‘’]+[^\s<>"'`.,;:!?)\]，。；：！？、（）【】《》“”‘’]/giu,
  /(?<![\w.+-])[\w.+-]+@[a-z\d-]+(?:\.[a-z\d-]+)*\.[a-z]{2,}(?![\w-])/giu,
];
/** Numbers that are written as no amount is: mobile, area code, 400, country code. Each after no digit and before none. */
const NUMBERS = [
  '(?:\\+?86[- ]?)?1[3-9]\\d[- ]?\\d{4}[- ]?\\d{4}',
  '(?:\\(0\\d{2,3}\\)|（0\\d{2,3}）|0\\d{2,3}[- ])\\d{3,4}[- ]?\\d{4}(?:[-转轉]\\d{1,5})?',
  '[48]00[- ]\\d{3,4}[- ]\\d{3,4}',
  '\\+\\d{1,3}(?:[- ]?\\(?\\d{1,4}\\)?){2,5}',
].map((number) => new RegExp(`(?<![\\d.,+-])${number}(?![\\d.,-]?\\d)`, 'gu'));
/** A number said to be one; a unit behind it makes it a year or an amount. */
const SAID_TO_BE_A_NUMBER =
  /(?:电话|電話|热线|熱線|拨打|撥打|致电|致電|手机|手機|\b(?:tel|phone|call|hotline)\b)(?:号码|號碼)?(?:是|为|為|[:：.\s])*(\d[\d -]{2,18}\d)(?!\d|[ \t]*[年月日天个個次元万萬亿億%％.时時小分人])/giu;

/** Buttons for the first things worth copying, those of the sentence that answers first. */
export function copyRow(excerpt: Excerpt): ButtonRow {
  const { sentences } = excerpt;
  const best = sentences.filter((sentence) => sentence.best);
  const found = [{ sentences: best, gapAfter: false }, excerpt].flatMap(copiedOf);
  return [...new Set(found)]
    .filter((text) => text.length <= MAX_COPIED)
    .slice(0, MAX_COPIES)
    .map((text) => ({ text: `⧉ ${clip(text.replace(/\s+/gu, ' '), MAX_LABEL)}`, copy_text: { text } }));
}

/** In the order of the text; nothing twice, nothing within another. */
function copiedOf(excerpt: Excerpt): string[] {
  const { text, spans } = excerptText(excerpt);
  const taken: (Range & { copied: string })[] = [];
  const take = (range: Range, copied: string): void => {
    const isFree = taken.every(({ start, end }) => range.end <= start || range.start >= end);
    if (isFree && /[\p{L}\p{N}]/u.test(copied)) taken.push({ ...range, copied });
  };
  for (const span of spans) {
    const copied = copiedSpan(span, text);
    if (copied !== undefined) take(span, copied);
  }
  for (const pattern of [...ADDRESSES, SAID_TO_BE_A_NUMBER, ...NUMBERS])
    for (const { 0: all, 1: part = all, index } of text.matchAll(pattern)) {
      const start = index + all.length - part.length;
      take({ start, end: start + part.length }, part);
    }
  return taken.sort((a, b) => a.start - b.start).map(({ copied }) => copied);
}

/** Code as it stands, the address or number of a link; undefined for other spans, and for code of a character or two. */
function copiedSpan(span: Span, text: string): string | undefined {
  if (span.kind === 'code' || span.kind === 'pre') {
    const code = text.slice(span.start, span.end).trim().toWellFormed();
    return code.length > 2 ? code : undefined;
  }
  const [, address] = span.kind === 'link' ? (/^(?:mailto|tel):([^?\s]+)/iu.exec(span.href) ?? []) : [];
  return address?.toWellFormed();
}
