// Sentence boundaries for excerpts and passages. The pieces are ranges of the original text and cover all of it, so
// joining them gives back the text to the letter.

/** A UTF-16 range of a text: start inclusive, end exclusive. */
export type Range = { start: number; end: number };

/** Whether a range lies in another one, borders included. */
export function isWithin(inner: Range, outer: Range): boolean {
  return inner.start >= outer.start && inner.end <= outer.end;
}

const END = /[。!?！？…]/u;
const CLOSING = /["'”’」』）)】》〉\]]/u;
const HAN = /\p{Script=Han}/u;
const ABBREVIATION =
  /(?:^|[\s(（.])(?:[A-Z]|Mr|Mrs|Ms|Dr|Prof|St|No|Nos|Fig|Art|Co|Ltd|Inc|Corp|vs|etc|approx|e\.g|i\.e|cf|al|Jan|Feb|Mar|Apr|Jun|Jul|Aug|Sept?|Oct|Nov|Dec)$/u;
const LIST_MARKER = /(?:^|\n)[ \t]*(?:\d{1,3}|[A-Za-z]|[ivx]{1,4})$/u;

/**
 * Cuts a text into sentences: after 。！？!?… and a Latin full stop, with the quotes and brackets that close after
 * them, and at line ends. Decimals (35.09), abbreviations (e.g., Co. Ltd.) and list numbers (1.) do not end a sentence.
 * White space after a sentence belongs to it. Every character is in exactly one range; an empty text has none.
 */
export function splitSentences(text: string): Range[] {
  const ranges: Range[] = [];
  let start = 0;
  let at = 0;
  while (at < text.length) {
    const end = sentenceEnd(text, at, start);
    if (end === undefined) {
      at++;
      continue;
    }
    ranges.push({ start, end });
    start = end;
    at = end;
  }
  if (start < text.length) ranges.push({ start, end: text.length });
  return ranges;
}

/** The end of the sentence that ends with the character at `at`, white space included; undefined if none does. */
function sentenceEnd(text: string, at: number, start: number): number | undefined {
  const character = text.charAt(at);
  if (character === '\n') {
    return text.slice(start, at).trim() === '' ? undefined : skip(text, at + 1, /\s/u);
  }
  const latinStop = character === '.' && isLatinStop(text, at, start);
  if (!latinStop && !END.test(character)) return undefined;
  // Only the last of several marks is checked: the others end nothing by themselves.
  if (END.test(text.charAt(at + 1)) || (character === '.' && text.charAt(at + 1) === '.')) return undefined;
  const end = skip(text, at + 1, CLOSING);
  return goesOn(text, at, end) ? undefined : skip(text, end, /\s/u);
}

/** Whether the sentence goes on after an end mark at `at` and the closing marks up to `end`. */
function goesOn(text: string, at: number, end: number): boolean {
  const mark = text.charAt(at);
  const next = text.charAt(end);
  // “……”，他说: a quotation in mid-sentence.
  if (/[,，、;；:：]/u.test(next)) return true;
  // 《谁的企业？》是一本书, “真的吗？”他问: a title or a question inside the sentence. 他说：“好。”然后走了 are two.
  if (end > at + 1 && HAN.test(next)) return text.charAt(end - 1) === '》' || mark !== '。';
  // 后面……继续说; q?page=1!x inside an address.
  if (mark === '…') return HAN.test(next);
  return /[!?]/.test(mark) && /[A-Za-z0-9=&/#%_-]/.test(next);
}

function isLatinStop(text: string, at: number, start: number): boolean {
  const next = text.charAt(at + 1);
  // 公司注销.流程复杂: typed with a Latin stop.
  if (HAN.test(text.charAt(at - 1)) && HAN.test(next)) return true;
  if (next !== '' && !/\s/u.test(next) && !CLOSING.test(next) && next !== '.') return false;
  const before = text.slice(Math.max(start, at - 12), at);
  return !ABBREVIATION.test(before) && !LIST_MARKER.test(text.slice(Math.max(0, at - 8), at));
}

function skip(text: string, from: number, what: RegExp): number {
  let at = from;
  while (at < text.length && what.test(text.charAt(at))) at++;
  return at;
}
