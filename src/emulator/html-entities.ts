// Telegram's HTML → text and entities, by the rules of its own parser: offsets in UTF-16 units, errors with its
// wording.
import type { MessageEntity } from 'grammy/types';
import { byteOffset, cannotParse, characterReference, readEndTag, readStartTag } from './html-tags.ts';
import { checkLink, mentionedUserId } from './links.ts';

export type FormattedText = { text: string; entities: MessageEntity[] };

type OpenTag = { name: string; argument: string; offset: number };

const SIMPLE: Record<string, 'bold' | 'italic' | 'strikethrough' | 'underline' | 'spoiler'> = {
  b: 'bold',
  strong: 'bold',
  i: 'italic',
  em: 'italic',
  s: 'strikethrough',
  strike: 'strikethrough',
  del: 'strikethrough',
  u: 'underline',
  ins: 'underline',
  span: 'spoiler',
  'tg-spoiler': 'spoiler',
};

/**
 * Parses text with `parse_mode: 'HTML'`. Entities are sorted, the outer before the inner; they cover what their tags
 * enclose and are not trimmed yet.
 * @throws Refusal `Bad Request: can't parse entities: …`
 */
export function parseHtml(html: string): FormattedText {
  const open: OpenTag[] = [];
  const entities: MessageEntity[] = [];
  /** Languages of code elements whose pre has not closed yet. */
  const languages = new Map<MessageEntity, string>();
  let text = '';
  let i = 0;
  while (i < html.length) {
    const char = html[i] ?? '';
    const reference = char === '&' ? characterReference(html, i) : undefined;
    if (reference !== undefined) {
      text += reference.text;
      i = reference.end;
    } else if (char !== '<') {
      text += char;
      i++;
    } else if (html[i + 1] !== '/') {
      const { name, argument, end } = readStartTag(html, i);
      open.push({ name, argument, offset: text.length });
      i = end;
    } else {
      const tag = open.pop();
      if (tag === undefined) throw cannotParse(`Unexpected end tag at byte offset ${byteOffset(html, i)}`);
      const { name, end } = readEndTag(html, i);
      if (name !== '' && name !== tag.name) {
        throw cannotParse(
          `Unmatched end tag at byte offset ${byteOffset(html, i)}, expected "</${tag.name}>", found "</${name}>"`,
        );
      }
      if (text.length > tag.offset) close(tag);
      i = end;
    }
  }
  const last = open.at(-1);
  if (last !== undefined) throw cannotParse(`Can't find end tag corresponding to start tag "${last.name}"`);
  if (!text.isWellFormed()) {
    throw cannotParse(
      'Text contains invalid Unicode characters after decoding HTML entities, check for unmatched surrogate code units',
    );
  }
  return { text, entities: sortEntities(entities) };

  function close({ name, argument, offset }: OpenTag): void {
    const place = { offset, length: text.length - offset };
    const previous = entities.at(-1);
    const same = previous?.offset === offset && previous.length === place.length ? previous : undefined;
    const simple = SIMPLE[name];
    if (simple !== undefined) entities.push({ type: simple, ...place });
    else if (name === 'a') closeLink(argument === '' ? text.slice(offset) : argument, place);
    else if (name === 'blockquote')
      entities.push({ type: argument === '' ? 'blockquote' : 'expandable_blockquote', ...place });
    else if (name === 'tg-emoji') {
      if (!/^-?\d{1,19}$/.test(argument) || BigInt(argument) === 0n)
        throw cannotParse('Invalid custom emoji identifier specified');
      entities.push({ type: 'custom_emoji', ...place, custom_emoji_id: argument });
    } else if (name === 'pre') {
      // The language comes from code inside pre, or pre inside code: both become one pre.
      const language = same?.type === 'code' ? languages.get(same) : undefined;
      if (language !== undefined) entities.pop();
      entities.push({ type: 'pre', ...place, ...(language === undefined ? {} : { language }) });
    } else if (same?.type === 'pre' && argument !== '') {
      entities.pop();
      entities.push({ type: 'pre', ...place, language: argument });
    } else {
      const code: MessageEntity = { type: 'code', ...place };
      if (argument !== '') languages.set(code, argument);
      entities.push(code);
    }
  }

  function closeLink(href: string, place: { offset: number; length: number }): void {
    if (mentionedUserId(href) !== undefined) {
      entities.push({ type: 'text_link', ...place, url: href });
      return;
    }
    const link = checkLink(href);
    // An invalid address is not an error: the text stays, without a link.
    if ('url' in link) entities.push({ type: 'text_link', ...place, url: link.url });
  }
}

/** Nesting order of entities that cover the same text. Types that are not listed are found in the text. */
const RANK: Record<string, number> = {
  blockquote: 0,
  expandable_blockquote: 0,
  pre: 10,
  code: 20,
  text_link: 49,
  text_mention: 49,
  bold: 90,
  italic: 91,
  underline: 92,
  strikethrough: 93,
  spoiler: 94,
  custom_emoji: 99,
};
const rank = ({ type }: MessageEntity): number => RANK[type] ?? 50;

/** By position; of those that begin together, the longer first, because it encloses the others. */
export function sortEntities(entities: readonly MessageEntity[]): MessageEntity[] {
  return [...entities].sort((a, b) => a.offset - b.offset || b.length - a.length || rank(a) - rank(b));
}
