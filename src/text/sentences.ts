// Sentence boundaries for excerpts and passages. The pieces are ranges of the original text and cover all of it, so
// joining them gives the text back to the letter.

/** A UTF-16 range of a text: start inclusive, end exclusive. */
export type Range = { start: number; end: number };

const END = /[。!?！？!…]/u;
const CLOSING = /["'”’」』）)】》〉\]]/u;
const ABBREVIATION =
  /(?:^|[\s(（])(?:[A-Z]|Mr|Mrs|Ms|Dr|Prof|St|No|Nos|Fig|Art|Co|Ltd|Inc|Corp|vs|etc|approx|e\.g|i\.e|cf|al)$/u;
const LIST_MARKER = /(?:^|\n)[ \t]*(?:\d{1,3}|[A-Za-z]|[ivx]{1,4})$/u;

/**
 * Cuts a text into sentences: after 。！？!?… and a Latin full stop, with the quotes and brackets that close behind
 * them, and at line ends. Decimals (35.09), abbreviations (e.g., Co. Ltd.) and list numbers (1.) are no ends.
 * White space behind a sentence belongs to it. Every character is in exactly one range; an empty text has none.
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

/** The end of the sentence if one ends with the character at `at`, white space included; otherwise undefined. */
function sentenceEnd(text: string, at: number, start: number): number | undefined {
  const character = text.charAt(at);
  if (character === '\n') {
    return text.slice(start, at).trim() === '' ? undefined : skip(text, at + 1, /\s/u);
  }
  const latinStop = character === '.' && isLatinStop(text, at, start);
  if (!latinStop && !END.test(character)) return undefined;
  let end = skip(text, at + 1, /[。.!?！？…]/u);
  end = skip(text, end, CLOSING);
  // “……”他说, 「…」and: a quotation in mid-sentence goes on after its closing mark.
  if (end > at + 1 && /[,，、;；:：]/u.test(text.charAt(end))) return undefined;
  return skip(text, end, /\s/u);
}

function isLatinStop(text: string, at: number, start: number): boolean {
  const next = text.charAt(at + 1);
  if (next !== '' && !/\s/u.test(next) && !CLOSING.test(next) && next !== '.') return false;
  const before = text.slice(Math.max(start, at - 12), at);
  return !ABBREVIATION.test(before) && !LIST_MARKER.test(text.slice(Math.max(0, at - 8), at));
}

function skip(text: string, from: number, what: RegExp): number {
  let at = from;
  while (at < text.length && what.test(text.charAt(at))) at++;
  return at;
}
