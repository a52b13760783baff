// The one codec for callback data (1–64 bytes). Formats:
//
//   t:<article>                      the card of a topic; an article id of 12 base64url characters
//   e:<article>                      ask an article's title as a question
//   p:<position>:<ref>[,<ref>…]      turn to a passage: refs in the order of the answer, position counts from 0
//
// A ref is a section id of 12 base64url characters and the passage's number in it, base 36. Four refs fit.
import type { PassageRef } from '../answer/answer.ts';

export type CallbackData =
  | { kind: 'topic'; articleId: string }
  | { kind: 'example'; articleId: string }
  | { kind: 'passage'; position: number; refs: PassageRef[] };

/** Telegram's limit. Source: Bot API, InlineKeyboardButton. */
export const MAX_CALLBACK_BYTES = 64;
/** Passages one can turn through; with numbers of up to two digits they fit into the limit. */
export const MAX_PAGER_REFS = 4;

const ID = '[A-Za-z0-9_-]{12}';
const ARTICLE = new RegExp(`^([te]):(${ID})$`);
const REF = new RegExp(`^(${ID})([0-9a-z]{1,2})$`);
const PASSAGE = /^p:(\d):(.+)$/;

/** @throws RangeError when the data would be longer than 64 bytes: a bug, since ids have a fixed length */
export function encodeCallback(data: CallbackData): string {
  const text = format(data);
  if (Buffer.byteLength(text) > MAX_CALLBACK_BYTES)
    throw new RangeError(`callback data is longer than ${MAX_CALLBACK_BYTES} bytes: ${text}`);
  return text;
}

/** What a button says, or undefined for data that this program did not write (an older version's button, a forgery). */
export function decodeCallback(text: string): CallbackData | undefined {
  const article = ARTICLE.exec(text);
  if (article?.[2] !== undefined)
    return { kind: article[1] === 't' ? 'topic' : 'example', articleId: article[2] };
  const passage = PASSAGE.exec(text);
  if (passage?.[2] === undefined) return undefined;
  const refs: PassageRef[] = [];
  for (const part of passage[2].split(',')) {
    const ref = REF.exec(part);
    if (ref?.[1] === undefined || ref[2] === undefined) return undefined;
    refs.push({ sectionId: ref[1], ordinal: parseInt(ref[2], 36) });
  }
  const position = Number(passage[1]);
  return refs.length <= MAX_PAGER_REFS && position < refs.length
    ? { kind: 'passage', position, refs }
    : undefined;
}

function format(data: CallbackData): string {
  switch (data.kind) {
    case 'topic':
      return `t:${data.articleId}`;
    case 'example':
      return `e:${data.articleId}`;
    case 'passage':
      return `p:${data.position}:${data.refs.map(({ sectionId, ordinal }) => sectionId + Math.min(ordinal, 1295).toString(36)).join(',')}`;
  }
}
