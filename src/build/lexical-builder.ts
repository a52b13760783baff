import { type FieldCounts, type LexicalData, nameTerm, packCounts } from '../index/lexical-format.ts';
import { MAX_VARINT_BYTES, writeVarint } from '../system/varint.ts';
import { tokenise } from '../text/tokens.ts';

/**
 * The fields of a passage that are searched. `names`: what its section is called by, if it is the first of it (see
 * `namesOf`).
 */
export type LexicalFields = { title: string; headings: string; body: string; names: readonly string[] };

/** Collects passages in order of their ordinals and gives the finished index. */
export interface LexicalBuilder {
  add(fields: LexicalFields): void;
  finish(): LexicalData;
}

/** The postings of one term while they grow: bytes, last passage, number of passages. */
type Growing = { bytes: Uint8Array; length: number; last: number; passages: number };

export function createLexicalBuilder(): LexicalBuilder {
  const postings = new Map<string, Growing>();
  const bodyLengths: number[] = [];

  function add(fields: LexicalFields): void {
    const ordinal = bodyLengths.length;
    const counts = new Map<string, FieldCounts>();
    const count = (text: string, field: keyof FieldCounts): number => {
      let length = 0;
      for (const { term, kind } of tokenise(text)) {
        // Single characters are indexed but do not count towards the length: the bigrams already count it.
        if (kind !== 'character') length++;
        const entry = counts.get(term);
        if (entry === undefined) counts.set(term, { body: 0, heading: 0, title: 0, [field]: 1 });
        else entry[field]++;
      }
      return length;
    };
    count(fields.title, 'title');
    count(fields.headings, 'heading');
    bodyLengths.push(Math.min(65535, count(fields.body, 'body')));
    for (const name of fields.names) append(postings, nameTerm(name), ordinal, 0);
    for (const [term, fieldCounts] of counts) append(postings, term, ordinal, packCounts(fieldCounts));
  }

  function finish(): LexicalData {
    const encoder = new TextEncoder();
    const entries = Array.from(postings, ([term, growing]) => ({ bytes: encoder.encode(term), growing }));
    entries.sort((a, b) => Buffer.compare(a.bytes, b.bytes));
    let termBytes = 0;
    let postingBytes = 0;
    for (const { bytes, growing } of entries) {
      termBytes += bytes.length;
      postingBytes += growing.length;
    }
    const data: LexicalData = {
      size: bodyLengths.length,
      bodyTokens: bodyLengths.reduce((sum, length) => sum + length, 0),
      termEnds: new Uint32Array(entries.length),
      documentFrequencies: new Uint32Array(entries.length),
      postingEnds: new Uint32Array(entries.length),
      bodyLengths: Uint16Array.from(bodyLengths),
      terms: new Uint8Array(termBytes),
      postings: new Uint8Array(postingBytes),
    };
    let termAt = 0;
    let postingAt = 0;
    for (const [index, { bytes, growing }] of entries.entries()) {
      data.terms.set(bytes, termAt);
      data.postings.set(growing.bytes.subarray(0, growing.length), postingAt);
      data.termEnds[index] = termAt += bytes.length;
      data.postingEnds[index] = postingAt += growing.length;
      data.documentFrequencies[index] = growing.passages;
    }
    return data;
  }

  return { add, finish };
}

/** Adds one posting; see lexical-format.ts. */
function append(postings: Map<string, Growing>, term: string, ordinal: number, counts: number): void {
  let growing = postings.get(term);
  if (growing === undefined) {
    growing = { bytes: new Uint8Array(4), length: 0, last: 0, passages: 0 };
    postings.set(term, growing);
  }
  if (growing.length + MAX_VARINT_BYTES + 1 > growing.bytes.length) {
    const larger = new Uint8Array(Math.max(16, growing.bytes.length * 2));
    larger.set(growing.bytes);
    growing.bytes = larger;
  }
  growing.length = writeVarint(growing.bytes, growing.length, ordinal - growing.last);
  growing.bytes[growing.length++] = counts;
  growing.last = ordinal;
  growing.passages++;
}
