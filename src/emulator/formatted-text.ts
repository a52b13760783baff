// Prepares the text of a message as Telegram's server does: parses, cleans and trims it, and sorts its entities.
import type { MessageEntity, User } from 'grammy/types';
import { findEntities, overlaps } from './found-entities.ts';
import { type FormattedText, parseHtml, sortEntities } from './html-entities.ts';
import { mentionedUserId } from './links.ts';
import { badRequest } from './refusal.ts';

export type { FormattedText } from './html-entities.ts';

/** UTF-16 units of a message. Source: Bot API, sendMessage. */
export const MAX_TEXT = 4096;
/** UTF-16 units of a caption. Source: Bot API, sendPhoto. */
export const MAX_CAPTION = 1024;
/** Pieces of formatting in a message; the server drops the others. Source: rubenlagus/TelegramBots#854. */
const MAX_ENTITIES = 100;

const STYLES = new Set(['bold', 'italic', 'underline', 'strikethrough', 'spoiler']);
const QUOTES = new Set(['blockquote', 'expandable_blockquote']);
const CODE = new Set(['code', 'pre']);
/** Invisible characters: spaces, direction marks, joiners, fillers. */
const INVISIBLE =
  /^[\s\u00ad\u034f\u061c\u115f\u1160\u17b4\u17b5\u180b-\u180f\u200b-\u200f\u2028-\u202e\u2060-\u206f\u2800\u3164\ufe00-\ufe0f\ufeff\uffa0\ufffc]*$/;

export type TextSource = {
  text: string | undefined;
  parseMode: string | undefined;
  entities: readonly MessageEntity[] | undefined;
};

/**
 * @param userOf gives the people that a link `tg://user?id=…` may mention
 * @throws Refusal when it cannot be parsed or nothing is left; the caller checks its length
 */
export function formatText(source: TextSource, userOf: (id: number) => User | undefined): FormattedText {
  const { text, parseMode } = source;
  if (text === undefined || text === '') throw badRequest('message text is empty');
  const raw = parse(text, parseMode, source.entities ?? []);
  const clean = trim(removeInvisible(raw));
  if (INVISIBLE.test(clean.text)) throw badRequest('text must be non-empty');
  return { text: clean.text, entities: arrange(clean, userOf).slice(0, MAX_ENTITIES) };
}

function parse(text: string, mode: string | undefined, entities: readonly MessageEntity[]): FormattedText {
  if (mode === undefined || mode === '') return { text, entities: [...entities] };
  if (mode.toLowerCase() === 'html') return parseHtml(text);
  if (/^markdown(?:v2)?$/i.test(mode))
    throw badRequest(`can't parse entities: the emulator does not know parse mode ${mode}`);
  throw badRequest('unsupported parse_mode');
}

/** Control characters become spaces; carriage returns and line-direction marks are removed. */
function removeInvisible({ text, entities }: FormattedText): FormattedText {
  const spaced = text.replace(/[\u0000-\u0009\u000b\u000c\u000e-\u001f]/g, ' ');
  const kept = (part: string): number => part.replace(/[\r\u2028-\u202e]/g, '').length;
  if (kept(spaced) === spaced.length) return { text: spaced, entities };
  return {
    text: spaced.replace(/[\r\u2028-\u202e]/g, ''),
    entities: entities.map((entity) => {
      const offset = kept(spaced.slice(0, entity.offset));
      return { ...entity, offset, length: kept(spaced.slice(0, entity.offset + entity.length)) - offset };
    }),
  };
}

/** Removes white space at the end, and at the beginning up to the first entity. */
function trim({ text, entities }: FormattedText): FormattedText {
  const filled = entities.filter(({ offset, length }) => text.slice(offset, offset + length).trim() !== '');
  const end = text.trimEnd().length;
  const first = Math.min(end, ...filled.map(({ offset }) => offset));
  const begin = /^[ \n]*/.exec(text.slice(0, first))?.[0].length ?? 0;
  return {
    text: text.slice(begin, end),
    entities: filled.map((entity) => ({
      ...entity,
      offset: entity.offset - begin,
      length: Math.min(entity.offset + entity.length, end) - entity.offset,
    })),
  };
}

/**
 * Applies the nesting rules: no quotes in quotes, no links, code and found words in each other, no style in code.
 * Adjacent styles of one kind are joined.
 */
function arrange(
  { text, entities }: FormattedText,
  userOf: (id: number) => User | undefined,
): MessageEntity[] {
  const sorted = sortEntities(entities);
  const quotes = withoutOverlaps(sorted.filter(({ type }) => QUOTES.has(type)));
  const solid = withoutOverlaps(sorted.filter(({ type }) => !QUOTES.has(type) && !STYLES.has(type)));
  const found = findEntities(text).filter(({ offset, length }) => !overlaps(solid, offset, length));
  const code = solid.filter(({ type }) => CODE.has(type));
  const styles = sorted
    .filter(({ type }) => STYLES.has(type))
    .flatMap((style) => code.reduce<MessageEntity[]>(cutOut, [style]));
  const links = solid.flatMap((entity) => {
    const id = entity.type === 'text_link' ? mentionedUserId(entity.url) : undefined;
    if (id === undefined) return [entity];
    const user = userOf(id);
    const { offset, length } = entity;
    return user === undefined ? [] : [{ type: 'text_mention' as const, offset, length, user }];
  });
  return sortEntities([...joined(styles), ...found, ...links, ...quotes]);
}

function withoutOverlaps(sorted: readonly MessageEntity[]): MessageEntity[] {
  let end = 0;
  return sorted.filter(({ offset, length }) => {
    if (offset < end) return false;
    end = offset + length;
    return true;
  });
}

function cutOut(pieces: readonly MessageEntity[], hole: MessageEntity): MessageEntity[] {
  const holeEnd = hole.offset + hole.length;
  return pieces.flatMap((piece) => {
    const end = piece.offset + piece.length;
    if (hole.offset >= end || holeEnd <= piece.offset) return [piece];
    return [
      { ...piece, length: hole.offset - piece.offset },
      { ...piece, offset: holeEnd, length: end - holeEnd },
    ].filter(({ length }) => length > 0);
  });
}

function joined(sorted: readonly MessageEntity[]): MessageEntity[] {
  const last = new Map<string, MessageEntity>();
  const result: MessageEntity[] = [];
  for (const entity of sorted) {
    const before = last.get(entity.type);
    if (before !== undefined && entity.offset <= before.offset + before.length) {
      before.length = Math.max(before.length, entity.offset + entity.length - before.offset);
    } else {
      const copy = { ...entity };
      last.set(entity.type, copy);
      result.push(copy);
    }
  }
  return result;
}
