// The codec for operators' buttons about gaps (1–64 bytes). A gap is 12 characters of base64url, a token 8:
//
//   ol:<page>            the list of gaps; page: base 36
//   on                   cluster now
//   oi                   the last week
//   oc:<gap>             a gap's card
//   ob:<gap>             which section its questions may belong to
//   ow:<gap>             the same, by the operator's own words
//   oy:<gap>             which word readers use instead of the wiki's
//   ox:<gap>:<word>      what that word means
//   od:<gap>             preview: write a draft
//   oo:<gap>             preview: out of scope
//   oh:<gap>             preview: never again
//   ov:<gap>:<token>     preview of a proposal
//   oa:<gap>:<token>     carry a previewed proposal out
//   ou:<gap>:<token>     take it back
//
// Proposals are kept in memory (gap-proposals.ts); the gap in the button is what is shown when one is gone.
import { MAX_CALLBACK_BYTES } from './limits.ts';

const CODES = {
  card: 'c',
  sections: 'b',
  'section-words': 'w',
  words: 'y',
  draft: 'd',
  'out-of-scope': 'o',
  hide: 'h',
  preview: 'v',
  apply: 'a',
  undo: 'u',
} as const;
type Step = 'card' | 'sections' | 'section-words' | 'words' | 'draft' | 'out-of-scope' | 'hide';
/** One type for each kind, so that they can be told apart. */
type OfEach<K extends string, Data> = { [One in K]: { kind: One } & Data }[K];
type ProposalStep = 'preview' | 'apply' | 'undo';

export type GapCallback =
  | { kind: 'list'; page: number }
  | { kind: 'cluster' }
  | { kind: 'digest' }
  | OfEach<Step, { gapId: string }>
  | { kind: 'meaning'; gapId: string; word: string }
  | OfEach<ProposalStep, { gapId: string; token: string }>;

/** Bytes of a word that fits in a button. */
export const MAX_WORD_BYTES = MAX_CALLBACK_BYTES - 'ox:'.length - 12 - 1;
/** Pages have two digits of base 36. */
const MAX_PAGE = 36 ** 2 - 1;

const LIST = /^ol:([0-9a-z]{1,2})$/;
const OF_GAP = /^o([cbwydoh]):([\w-]{12})$/;
const OF_WORD = /^ox:([\w-]{12}):(\S.*)$/su;
const OF_PROPOSAL = /^o([vau]):([\w-]{12}):([\w-]{8})$/;

/** @throws RangeError when the data would be longer than 64 bytes: a bug, since words are measured before */
export function encodeGapCallback(data: GapCallback): string {
  const text = format(data);
  if (Buffer.byteLength(text) > MAX_CALLBACK_BYTES)
    throw new RangeError(`callback data is longer than ${MAX_CALLBACK_BYTES} bytes: ${text}`);
  return text;
}

/** The decoded data of a button; undefined for data that this program did not write. */
export function decodeGapCallback(text: string): GapCallback | undefined {
  if (text === 'on') return { kind: 'cluster' };
  if (text === 'oi') return { kind: 'digest' };
  const [, page] = LIST.exec(text) ?? [];
  if (page !== undefined) return { kind: 'list', page: parseInt(page, 36) };
  const [, wordGap, word] = OF_WORD.exec(text) ?? [];
  if (wordGap !== undefined && word !== undefined) return { kind: 'meaning', gapId: wordGap, word };
  const [, code, gapId, token] = OF_GAP.exec(text) ?? OF_PROPOSAL.exec(text) ?? [];
  // The patterns allow the codes of these kinds only.
  const kind = (Object.keys(CODES) as (keyof typeof CODES)[]).find((one) => CODES[one] === code);
  if (kind === undefined || gapId === undefined) return undefined;
  if (kind === 'preview' || kind === 'apply' || kind === 'undo')
    return token === undefined ? undefined : { kind, gapId, token };
  return { kind, gapId };
}

function format(data: GapCallback): string {
  switch (data.kind) {
    case 'list':
      return `ol:${Math.max(0, Math.min(data.page, MAX_PAGE)).toString(36)}`;
    case 'cluster':
      return 'on';
    case 'digest':
      return 'oi';
    case 'meaning':
      return `ox:${data.gapId}:${data.word}`;
    case 'preview':
    case 'apply':
    case 'undo':
      return `o${CODES[data.kind]}:${data.gapId}:${data.token}`;
    case 'card':
    case 'sections':
    case 'section-words':
    case 'words':
    case 'draft':
    case 'out-of-scope':
    case 'hide':
      return `o${CODES[data.kind]}:${data.gapId}`;
  }
}
