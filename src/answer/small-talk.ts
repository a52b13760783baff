// Messages that ask nothing: the sender gets a friendly pointer, and nothing is searched.
import { asksSomething } from '../text/function-words.ts';
import type { Normal } from '../text/normal-form.ts';
import {
  INSTRUCTION,
  NO_MEANING,
  PHRASE_KINDS,
  PHRASES,
  PROBE,
  SUM,
  type SmallTalk,
} from './small-talk-phrases.ts';

export type { SmallTalk } from './small-talk-phrases.ts';

const ENDING = /[啊呀哦喔哈呢吧啦的嘛吗么哟呗咯喽啰哒滴了]*/uy;
const SPACES = /\s*/uy;
const PATTERNS = PHRASE_KINDS.flatMap((kind, strength) =>
  PHRASES[kind]
    .flatMap(alternativesOf)
    .map((phrase) => [strength, new RegExp(`(?:${phrase})(?![a-z])`, 'uy')] as const),
);
/** Whether any of them matches: of most questions none does, which one search says as well as hundreds. */
const ANY = new RegExp(PATTERNS.map(([, { source }]) => source).join('|'), 'uy');
const NO_WORD = /[\p{P}\p{S}\p{Extended_Pictographic}\u{1f3fb}-\u{1f3ff}\u200d\ufe0f]/gu;
/** Emoji alone that say one thing, by the signs that say it; others, and a mixture, greet. */
const EMOJI_TALK: readonly [SmallTalk, string][] = [
  ['abuse', '🖕💩'],
  ['complaint', '👎😠😡🤬😤'],
  ['thanks', '🙏'],
  ['praise', '👍👏❤💯🌹💐🎉🥰😍😘'],
  ['laughter', '😂🤣😆😹'],
  ['sigh', '😭😢😞😔🙄😓😩😮'],
];
/** Small talk is short; in UTF-16 units. */
const MAX_LENGTH = 60;
/** A few characters again and again are one of them, however often: 啊啊啊, 哈哈哈. */
const REPEATED = /^(.{1,2})\1+$/u;
/** Marks around letters without a meaning; those that belong to a name (c++, c#) stay. */
const EDGES =
  /^[\s.。!！?？~～…,，\p{Extended_Pictographic}]+|[\s.。!！?？~～…,，\p{Extended_Pictographic}]+$/gu;

/** Which small talk a message is; undefined for anything that may be a question. */
export function smallTalkIn(message: Normal): SmallTalk | undefined {
  if (INSTRUCTION.test(message) || (PROBE.test(message) && !asksSomething(message))) return 'instruction';
  // It would find any passage that has the numbers; the answer says what the bot is for.
  if (SUM.test(message)) return 'about';
  if (message.length > MAX_LENGTH && !REPEATED.test(message)) return undefined;
  const words = message.replace(/['’]/g, '').replace(NO_WORD, ' ').trim();
  if (words === '') return emojiTalk(message);
  const text = words.replace(/\s+/g, ' ').replace(/(?<=\p{Script=Han}) | (?=\p{Script=Han})/gu, '');
  return readPhrases(text) ?? (NO_MEANING.test(message.replace(EDGES, '')) ? 'no-content' : undefined);
}

function emojiTalk(message: string): SmallTalk | undefined {
  const emoji = message.match(/\p{Extended_Pictographic}/gu);
  if (emoji === null) return undefined;
  const kind = EMOJI_TALK.find(([, signs]) => emoji.every((one) => signs.includes(one)));
  return kind?.[0] ?? 'greeting';
}

/** The strongest kind if the whole text consists of phrases. Every position is visited once: no text takes long. */
function readPhrases(text: string): SmallTalk | undefined {
  const reached = new Map<number, number>([[0, -1]]);
  for (let at = 0; at < text.length; at++) {
    const strength = reached.get(at);
    ANY.lastIndex = at;
    if (strength === undefined || !ANY.test(text)) continue;
    for (const [own, pattern] of PATTERNS) {
      const end = endOf(pattern, text, at);
      if (end === undefined) continue;
      const stronger = Math.max(strength, own);
      for (const next of [end, endOf(ENDING, text, end) ?? end]) {
        const place = endOf(SPACES, text, next) ?? next;
        reached.set(place, Math.max(stronger, reached.get(place) ?? -1));
      }
    }
  }
  const whole = reached.get(text.length);
  return whole === undefined ? undefined : PHRASE_KINDS[whole];
}

/** Where a sticky pattern that begins at `at` ends; undefined when it does not match there. */
function endOf(pattern: RegExp, text: string, at: number): number | undefined {
  pattern.lastIndex = at;
  const match = pattern.exec(text);
  return match === null || (match[0] === '' && pattern !== ENDING && pattern !== SPACES)
    ? undefined
    : at + match[0].length;
}

/** The alternatives of a pattern, each for itself: of several that match, any may be the one that leads on. */
function alternativesOf(pattern: string): string[] {
  const found: string[] = [];
  let depth = 0;
  let start = 0;
  for (let at = 0; at <= pattern.length; at++) {
    const character = pattern.charAt(at);
    if (character === '(') depth++;
    if (character === ')') depth--;
    if (at < pattern.length && (character !== '|' || depth > 0)) continue;
    found.push(pattern.slice(start, at));
    start = at + 1;
  }
  return found;
}
