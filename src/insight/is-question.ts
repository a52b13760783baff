// Whether a text is a question that a wiki could lack. What nobody would ask a wiki would only hide the gaps.
import { smallTalkIn } from '../answer/small-talk.ts';
import type { Normal } from '../text/normal-form.ts';

const COMMAND = /^[/@!！]\S/u;
/** Addresses, and what no language has: hashes, keys, encoded bytes. */
const UNREADABLE = /\S*:\/\/\S*|\S*@\S+\.\S+|(?<![\p{L}\p{N}])(?=\S*\p{N})[a-z0-9+/=_-]{20,}/gu;
/** No English word has as many, and few names of programs have. */
const NO_WORD = /[bcdfghjklmnpqrstvwxz]{6}/u;
const HAN = /\p{Script=Han}/u;
/** A log or a program has fewer letters and digits among its characters. */
const MIN_READABLE = 0.6;
/** Whoever pastes repeats; a question of some length has at least this share of different characters. */
const MIN_DIFFERENT = 0.15;

/** Not for small talk, a single letter or character, a command, or pasted noise. */
export function isQuestion(text: Normal): boolean {
  if (COMMAND.test(text) || smallTalkIn(text) !== undefined) return false;
  const readable = text.replace(UNREADABLE, ' ');
  const characters = readable.match(/\S/gu) ?? [];
  const letters = characters.filter((character) => /[\p{L}\p{N}]/u.test(character));
  if (letters.length < 2 || letters.length < MIN_READABLE * characters.length) return false;
  if (new Set(letters).size < Math.max(2, MIN_DIFFERENT * Math.min(letters.length, 100))) return false;
  const words = readable.match(/[a-z]+/g) ?? [];
  return HAN.test(readable) || words.length === 0 || words.some((word) => !NO_WORD.test(word));
}
