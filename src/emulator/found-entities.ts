// Entities that Telegram finds in a plain text by itself. Its word characters are Unicode's: a command or name that
// runs into Chinese text does not count.
import type { MessageEntity } from 'grammy/types';
import { sortEntities } from './html-entities.ts';

type FoundType = 'bot_command' | 'mention' | 'hashtag' | 'cashtag' | 'email' | 'url';

const WORD = String.raw`[\p{L}\p{N}_]`;
/** Top-level domains that make a word with dots an address; Telegram knows all of them, these are the common ones. */
const ENDINGS =
  'com|org|net|edu|gov|info|biz|io|me|dev|app|ai|cn|hk|tw|jp|kr|sg|uk|us|eu|de|fr|nl|ru|ua|it|es|ch|at|in|br|au|ca|tv|cc|xyz|top|site|online|wiki';

/** The order matters: on overlap, the first find stays. */
const PATTERNS: readonly [FoundType, RegExp][] = [
  ['email', /(?<![\w.+-])[\w.+-]{1,64}@(?:[a-z\d-]+\.)+[a-z]{2,}(?![\w@])/giu],
  [
    'url',
    new RegExp(
      String.raw`(?<![\p{L}\p{N}_@.$])(?:https?://(?:[\p{L}\p{N}_-]+\.)*[\p{L}\p{N}_-]+|(?:[a-z\d-]+\.)+(?:${ENDINGS})(?![\p{L}\p{N}_-]))(?::\d{1,5})?(?:[/?#][^\s<>"'“”‘’「」《》（），。、；：！？]*)?`,
      'giu',
    ),
  ],
  [
    'bot_command',
    new RegExp(String.raw`(?<![\p{L}\p{N}_/<>])/[a-z\d_]{1,64}(?:@[a-z\d_]{3,32})?(?!${WORD}|[/<>])`, 'giu'),
  ],
  ['mention', new RegExp(String.raw`(?<!${WORD})@[a-z\d_]{4,32}(?!${WORD})`, 'giu')],
  ['hashtag', /(?<![\p{L}\p{N}_#&])#(?=\p{N}*[\p{L}_])[\p{L}\p{N}\p{M}_·\u200c]{1,256}(?!#)/gu],
  ['cashtag', /(?<![\p{L}\p{N}_$])\$[A-Z]{1,8}(?![\p{L}\p{N}_$])/gu],
];
/** Characters that may follow an address without belonging to it. */
const AFTER_URL = /[.,:;!?)\]}*_~|]+$/;

/** Commands, mentions, addresses, hashtags, cashtags and e-mail addresses of a text, sorted, none overlapping. */
export function findEntities(text: string): MessageEntity[] {
  const found: MessageEntity[] = [];
  for (const [type, pattern] of PATTERNS) {
    for (const { 0: match, index } of text.matchAll(pattern)) {
      const length = type === 'url' ? match.replace(AFTER_URL, '').length : match.length;
      if (!overlaps(found, index, length)) found.push({ type, offset: index, length });
    }
  }
  return sortEntities(found);
}

export function overlaps(
  entities: readonly { offset: number; length: number }[],
  offset: number,
  length: number,
): boolean {
  return entities.some((other) => offset < other.offset + other.length && other.offset < offset + length);
}
