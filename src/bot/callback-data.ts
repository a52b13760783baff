// The one codec for callback data (1–64 bytes). Ids are 12 characters of base64url, numbers are base 36, `?` may be
// empty:
//
//   r:<position>:<part?><carried?>                   turn to a position in the list of results
//   w:<page>:<position>:<section>:<part?><carried?>  the whole section of a result, page by page
//   m:<position>:<part?><carried?>               all related topics of a result
//   d                                            answer again without the assumed topic
//   v:<vote>:<section>:<percent>:<generation>        was it helpful: + yes, - no, 0 takes the vote back, and
//                                                i, d, n, o say why not; generation: the last 8 characters of its name
//   a:<article>                                  send the whole article
//   b:<page>:<article>                           the whole article page by page, if it could not be sent at once
//   t:<article>                                  open a topic as a new message
//   e:<article or section>                       ask a title or a heading as a question
//   i                                            all topics, or the letters where they are many
//   f:<page>                                     the folders
//   l:<list><page>                               a list: a letter, f<folder>, a (all), n (newest) or h (most read)
//   c:<page>:<article>:<list page?>              a topic's card, and the list that it was opened from
//   s:<page>:<section>:<list page?>              a section
//   x                                            another random topic
//   p:<section>:<picture>                        send a picture of a section; picture: a hash of its address
//   g:<language>                                 choose a language
//
// Other rooms have codecs of their own: os (stats-callback.ts), og (gap-callback.ts), n (wish-callback.ts). Not here
// either: op, a link to the operators' pages (render/admin-reply.ts).
//
// `<carried?>` is what the question takes over from the conversation: an article, its topic, or ~ and words. A message
// has the same words in all its buttons.
// `<part?>` is `.` and a number: which question of a message with several, from 1; nothing for the first.
// The question of r, w, m and d is carried by the message, or stands in the one that it replies to: see question-of.ts.

import { MAX_CARRIED_BYTES } from '../retrieval/follow-up.ts';
import type { Carried } from '../answer/last-answer.ts';
import { MAX_CALLBACK_BYTES } from './limits.ts';
import { choiceOfCode, codeOfChoice, type VoteChoice, type Voted } from './vote-choice.ts';

/** All topics in one order. */
const ORDERS = { title: 'a', latest: 'n', hot: 'h' } as const;
type Order = keyof typeof ORDERS;

/** A list of topics: a letter or a folder of the directory, or all in one order. */
export type ListId = { by: 'letter'; letter: string } | { by: 'folder'; folderId: string } | { by: Order };
export type ListPlace = { list: ListId; page: number };

/**
 * A place in the list of results of a question, and what the question takes over from the conversation. `part`: which
 * question of a message with several, from 0; the first by default.
 */
export type ResultPlace = { position: number; carried?: Carried | undefined; part?: number | undefined };

export type CallbackData =
  | ({ kind: 'result' } & ResultPlace)
  | ({ kind: 'whole-section'; page: number; sectionId: string } & ResultPlace)
  | ({ kind: 'related' } & ResultPlace)
  | { kind: 'drop-topic' }
  | ({ kind: 'vote'; choice: VoteChoice } & Voted)
  | { kind: 'whole-article'; articleId: string }
  | { kind: 'article-page'; page: number; articleId: string }
  | { kind: 'article'; articleId: string }
  | { kind: 'example'; id: string }
  | { kind: 'all-topics' }
  | { kind: 'folders'; page: number }
  | { kind: 'list'; place: ListPlace }
  | { kind: 'card'; page: number; articleId: string; from?: ListPlace | undefined }
  | { kind: 'section'; page: number; sectionId: string; from?: ListPlace | undefined }
  | { kind: 'random' }
  | { kind: 'picture'; sectionId: string; key: string }
  | { kind: 'language'; language: string };

/** Pages are numbered with two digits of base 36; this number means the last page. */
export const LAST_PAGE = 36 ** 2 - 1;

const ID = '([A-Za-z0-9_-]{12})';
const NUMBER = '([0-9a-z]{1,2})';
const PLACE = `(?:\\.([1-9]))?([A-Za-z0-9_-]{12}|~.{1,${MAX_CARRIED_BYTES}})?`;
const LIST = '([A-Z#*anh]|f[A-Za-z0-9_-]{12})([0-9a-z]{1,2})';

const FORMATS: readonly [RegExp, (...parts: (string | undefined)[]) => CallbackData][] = [
  [
    new RegExp(`^([rm]):${NUMBER}:${PLACE}$`, 'u'),
    (code, position, part, carried) => ({
      kind: code === 'r' ? 'result' : 'related',
      ...placeIn(position, part, carried),
    }),
  ],
  [
    new RegExp(`^w:${NUMBER}:${NUMBER}:${ID}:${PLACE}$`, 'u'),
    (page, position, sectionId = '', part, carried) => ({
      kind: 'whole-section',
      page: number(page),
      sectionId,
      ...placeIn(position, part, carried),
    }),
  ],
  [/^d$/, () => ({ kind: 'drop-topic' })],
  [
    new RegExp(`^v:([+0idno-]):${ID}:([0-9]{1,3}):([0-9A-Za-z-]{1,8})$`),
    (code = '', sectionId = '', percent, generation = '') => ({
      kind: 'vote',
      choice: choiceOfCode(code),
      sectionId,
      confidence: Number(percent) / 100,
      generation,
    }),
  ],
  [new RegExp(`^a:${ID}$`), (articleId = '') => ({ kind: 'whole-article', articleId })],
  [
    new RegExp(`^b:${NUMBER}:${ID}$`),
    (page, articleId = '') => ({ kind: 'article-page', page: number(page), articleId }),
  ],
  [new RegExp(`^t:${ID}$`), (articleId = '') => ({ kind: 'article', articleId })],
  [new RegExp(`^e:${ID}$`), (id = '') => ({ kind: 'example', id })],
  [/^i$/, () => ({ kind: 'all-topics' })],
  [new RegExp(`^f:${NUMBER}$`), (page) => ({ kind: 'folders', page: number(page) })],
  [new RegExp(`^l:${LIST}$`), (code, page) => ({ kind: 'list', place: placeOf(code, page) })],
  [
    new RegExp(`^c:${NUMBER}:${ID}:(?:${LIST})?$`),
    (page, articleId = '', code, from) => ({
      kind: 'card',
      page: number(page),
      articleId,
      from: origin(code, from),
    }),
  ],
  [
    new RegExp(`^s:${NUMBER}:${ID}:(?:${LIST})?$`),
    (page, sectionId = '', code, from) => ({
      kind: 'section',
      page: number(page),
      sectionId,
      from: origin(code, from),
    }),
  ],
  [/^x$/, () => ({ kind: 'random' })],
  [
    new RegExp(`^p:${ID}:([A-Za-z0-9_-]{8})$`),
    (sectionId = '', key = '') => ({ kind: 'picture', sectionId, key }),
  ],
  [/^g:([a-z]{2,3}(?:-[a-z]{2,8})?)$/, (language = '') => ({ kind: 'language', language })],
];

/** @throws RangeError when the data would be longer than 64 bytes: a bug, since every part has a fixed length */
export function encodeCallback(data: CallbackData): string {
  const text = format(data);
  if (Buffer.byteLength(text) > MAX_CALLBACK_BYTES)
    throw new RangeError(`callback data is longer than ${MAX_CALLBACK_BYTES} bytes: ${text}`);
  return text;
}

/**
 * The decoded data of a button; undefined for data that this program did not write (an older version's button, a
 * forgery).
 */
export function decodeCallback(text: string): CallbackData | undefined {
  for (const [pattern, read] of FORMATS) {
    const match = pattern.exec(text);
    if (match !== null) return read(...match.slice(1));
  }
  return undefined;
}

function format(data: CallbackData): string {
  switch (data.kind) {
    case 'result':
    case 'related':
      return `${data.kind === 'result' ? 'r' : 'm'}:${digits(data.position)}:${resultText(data)}`;
    case 'whole-section':
      return `w:${digits(data.page)}:${digits(data.position)}:${data.sectionId}:${resultText(data)}`;
    case 'drop-topic':
      return 'd';
    case 'vote':
      return `v:${codeOfChoice(data.choice)}:${data.sectionId}:${Math.round(100 * data.confidence)}:${data.generation.slice(-8)}`;
    case 'whole-article':
      return `a:${data.articleId}`;
    case 'article-page':
      return `b:${digits(data.page)}:${data.articleId}`;
    case 'article':
      return `t:${data.articleId}`;
    case 'example':
      return `e:${data.id}`;
    case 'all-topics':
      return 'i';
    case 'folders':
      return `f:${digits(data.page)}`;
    case 'list':
      return `l:${placeText(data.place)}`;
    case 'card':
      return `c:${digits(data.page)}:${data.articleId}:${placeText(data.from)}`;
    case 'section':
      return `s:${digits(data.page)}:${data.sectionId}:${placeText(data.from)}`;
    case 'random':
      return 'x';
    case 'picture':
      return `p:${data.sectionId}:${data.key}`;
    case 'language':
      return `g:${data.language}`;
  }
}

function resultText({ carried, part = 0 }: ResultPlace): string {
  const prefix = part === 0 ? '' : `.${part}`;
  if (carried === undefined) return prefix;
  return prefix + ('words' in carried ? `~${carried.words}` : carried.articleId);
}

function placeIn(position?: string, part?: string, carried?: string): ResultPlace {
  return {
    position: number(position),
    carried: carried === undefined ? undefined : carriedIn(carried),
    ...(part === undefined ? {} : { part: Number(part) }),
  };
}

function carriedIn(text: string): Carried {
  return text.startsWith('~') ? { words: text.slice(1) } : { articleId: text };
}

function number(text: string | undefined): number {
  return parseInt(text ?? '0', 36);
}

function digits(value: number): string {
  return Math.max(0, Math.min(value, LAST_PAGE)).toString(36);
}

function placeText(place: ListPlace | undefined): string {
  if (place === undefined) return '';
  return codeOf(place.list) + digits(place.page);
}

function codeOf(list: ListId): string {
  if (list.by === 'letter') return list.letter;
  return list.by === 'folder' ? `f${list.folderId}` : ORDERS[list.by];
}

function placeOf(code = '', page?: string): ListPlace {
  return { list: listOf(code), page: number(page) };
}

function listOf(code: string): ListId {
  const order = (Object.keys(ORDERS) as Order[]).find((name) => ORDERS[name] === code);
  if (order !== undefined) return { by: order };
  return code.startsWith('f') ? { by: 'folder', folderId: code.slice(1) } : { by: 'letter', letter: code };
}

function origin(code: string | undefined, page: string | undefined): ListPlace | undefined {
  return code === undefined ? undefined : placeOf(code, page);
}
