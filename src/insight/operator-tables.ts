// What is kept for telling people later: readers who want to know when their question is answered, gaps that are being
// written about, and which operator has had which week's digest.
import type { Carried } from '../answer/last-answer.ts';
import { isId, isText, isTime, optional, pairOf, withFields, type Guard } from '../storage/guards.ts';
import { clipped, type Schema, type Tables } from '../storage/tables.ts';
import { normalise } from '../text/normal-form.ts';

/** A reader wants to be told, once and in private, when a question is answered. */
export type Wish = {
  /** The reader's private chat. */
  chat: number;
  /** As asked, clipped. */
  question: string;
  /** What the question takes over from the conversation. */
  carried?: Carried | undefined;
  /** A language of Wenda's own words. */
  language: string;
  /** ISO 8601, UTC. */
  at: string;
};

export type OperatorRows = {
  wishes: Wish;
  /** Gaps with a draft. */
  drafted: string;
  /** An operator's account, and when the digest was due that they have had, ISO 8601. */
  digests: [account: number, dueAt: string];
};

const isCarried: Guard<Carried> = (value): value is Carried =>
  withFields<{ articleId: string }>({ articleId: isText })(value) ||
  withFields<{ words: string }>({ words: isText })(value);

export const OPERATOR_SCHEMA: Schema<OperatorRows> = {
  wishes: {
    bound: 20_000,
    isRow: withFields<Wish>({
      chat: isId,
      question: isText,
      carried: optional(isCarried),
      language: isText,
      at: isTime,
    }),
    keyOf: wishKey,
  },
  drafted: { bound: 1_000, isRow: isText, keyOf: (gapId) => gapId },
  digests: { bound: 1_000, isRow: pairOf(isId, isTime), keyOf: ([account]) => account },
};

/** The same question of the same reader is one wish. */
function wishKey({ chat, question, carried }: Wish): string {
  return JSON.stringify([chat, normalise(question), carried ?? null]);
}

/** Wishes of one reader. */
export const MAX_WISHES = 20;
/** Days after which a wish is forgotten. */
export const WISH_DAYS = 90;

export interface Wishes {
  /** False if the reader has as many as a reader may have. */
  add(wish: Wish): boolean;
  /** Those that still stand, the oldest first. */
  all(): Wish[];
  has(wish: Wish): boolean;
  remove(wish: Wish): void;
  /** All of a chat. Returns how many there were. */
  forget(chat: number): number;
}

/** @param now milliseconds since 1970 */
export function createWishes({ wishes }: Pick<Tables<OperatorRows>, 'wishes'>, now: () => number): Wishes {
  const isOver = ({ at }: Wish): boolean => Date.parse(at) < now() - WISH_DAYS * 86_400_000;
  const of = (chat: number): Wish[] => wishes.rows().filter((wish) => wish.chat === chat);
  const remove = (wish: Wish): void => void wishes.delete(wishKey(wish));
  return {
    add: (wish) => {
      const row = { ...wish, question: clipped(wish.question) };
      if (wishes.get(wishKey(row)) === undefined && of(wish.chat).length >= MAX_WISHES) return false;
      wishes.put(row);
      return true;
    },
    all: () => {
      wishes.rows().filter(isOver).forEach(remove);
      return wishes.rows();
    },
    has: (wish) => wishes.get(wishKey(wish)) !== undefined,
    remove,
    forget: (chat) => {
      const own = of(chat);
      own.forEach(remove);
      return own.length;
    },
  };
}
