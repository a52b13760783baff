// Deep links t.me/<bot>?start=<parameter>: 1–64 characters of A–Z, a–z, 0–9, _ and -. Formats:
//
//   a-<article>      the card of a topic
//   s-<section>      a section
//   q-<base64url>    a question in UTF-16BE: 23 Chinese characters fit (in UTF-8, 15 would)
//   k-<key>          a longer question, kept in memory for a while
//   j-<code>         an invitation to join a wiki that is not public: 128 random bits in base64url
//   hello            the greeting
import { createHash } from 'node:crypto';
import { LRUCache } from 'lru-cache';
import { MAX_START_PARAMETER } from './limits.ts';

export type StartParameter =
  | { kind: 'article'; articleId: string }
  | { kind: 'section'; sectionId: string }
  | { kind: 'question'; question: string }
  | { kind: 'invite'; code: string }
  | { kind: 'greeting' };

export interface StartParameters {
  encode(parameter: StartParameter): string;
  /** Undefined for parameters that this program did not write, and for a longer question that has been forgotten. */
  decode(text: string): StartParameter | undefined;
}

const KEPT = 1000;
const KEPT_MS = 30 * 60_000;
const ID = /^([as])-([A-Za-z0-9_-]{12})$/;
const INVITE = /^j-([A-Za-z0-9_-]{22})$/;
const GREETING = 'hello';

/** @param now milliseconds of any clock that only goes forward */
export function createStartParameters({ now }: { now: () => number }): StartParameters {
  const kept = new LRUCache<string, string>({ max: KEPT, ttl: KEPT_MS, ttlResolution: 0, perf: { now } });

  return {
    encode: (parameter) => {
      switch (parameter.kind) {
        case 'article':
          return `a-${parameter.articleId}`;
        case 'section':
          return `s-${parameter.sectionId}`;
        case 'question': {
          const text = `q-${Buffer.from(parameter.question.toWellFormed(), 'utf16le').swap16().toString('base64url')}`;
          if (text.length <= MAX_START_PARAMETER) return text;
          const key = createHash('sha256').update(parameter.question).digest('base64url').slice(0, 16);
          kept.set(key, parameter.question);
          return `k-${key}`;
        }
        case 'invite':
          return `j-${parameter.code}`;
        case 'greeting':
          return GREETING;
      }
    },
    decode: (text) => {
      const [, kind, id] = ID.exec(text) ?? [];
      if (id !== undefined)
        return kind === 'a' ? { kind: 'article', articleId: id } : { kind: 'section', sectionId: id };
      const code = INVITE.exec(text)?.[1];
      if (code !== undefined) return { kind: 'invite', code };
      if (text === GREETING) return { kind: 'greeting' };
      const question = text.startsWith('q-') ? unpack(text.slice(2)) : kept.get(text.replace(/^k-/, ''));
      return question === undefined || question === '' ? undefined : { kind: 'question', question };
    },
  };
}

/** A link that opens the private chat with the bot. @param parameter as `encode` gives it */
export function startLink(bot: { username: string }, parameter: string): string {
  return `https://t.me/${bot.username}?start=${parameter}`;
}

function unpack(text: string): string | undefined {
  const bytes = Buffer.from(text, 'base64url');
  return bytes.length % 2 === 0 ? bytes.swap16().toString('utf16le').toWellFormed() : undefined;
}
