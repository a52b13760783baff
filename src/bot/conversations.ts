// The only memory of a conversation, in RAM: the last answer that showed something, for half an hour, and which message
// answered which, for as long as an edited question changes its answer.
import type { LastAnswer } from '../answer/last-answer.ts';
import type { Normal } from '../text/normal-form.ts';
import { LRUCache } from 'lru-cache';

/** A reader in a chat; in a forum, in one of its topics. */
export type Speaker = { chatId: number; userId: number; threadId?: number | undefined };

/** `messageId`: the message that asked the question; later answers to it are replies to that message. */
export type Remembered = LastAnswer & { messageId?: number | undefined };

/** An answer that was given to a message. */
export type Given = {
  question: Normal;
  /** What the question went on from. */
  after: Remembered | undefined;
  /**
   * The answer, if its buttons find the question in it or in the message itself. 0 for an ephemeral one, which cannot be
   * changed: another is sent.
   */
  messageId: number | undefined;
};

export interface Conversations {
  /** What was last shown to this reader here; undefined if that was too long ago. */
  last(speaker: Speaker): Remembered | undefined;
  remember(speaker: Speaker, answer: Remembered): void;
  /** The answer to a message of a chat; undefined if that was too long ago. */
  given(chatId: number, messageId: number): Given | undefined;
  give(chatId: number, messageId: number, given: Given): void;
  /** Whether a message was answered in the chat after this one was written. */
  isLate(chatId: number, messageId: number): boolean;
  /** Forgets what was last shown to a reader here, and which messages were answered in the chat. */
  forget(speaker: Speaker): void;
  /** Forgets everyone in a chat; returns the number of forgotten conversations. */
  forgetChat(chatId: number): number;
}

const REMEMBERED_MS = 30 * 60_000;
/** Speakers remembered at once; beyond that the one silent for the longest time is forgotten. */
const MAX_SPEAKERS = 10_000;
/** Longer than questions can be edited with effect: updates may come late. */
const GIVEN_MS = 5 * 60_000;
const MAX_GIVEN = 1_000;

/** @param now milliseconds of any clock that only goes forward */
export function createConversations({ now }: { now: () => number }): Conversations {
  const answers = new LRUCache<string, Remembered>({
    max: MAX_SPEAKERS,
    ttl: REMEMBERED_MS,
    ttlResolution: 0,
    perf: { now },
  });
  const given = new LRUCache<string, Given>({
    max: MAX_GIVEN,
    ttl: GIVEN_MS,
    ttlResolution: 0,
    perf: { now },
  });
  const newest = new LRUCache<number, number>({
    max: MAX_GIVEN,
    ttl: GIVEN_MS,
    ttlResolution: 0,
    perf: { now },
  });
  const forgetGiven = (chatId: number): void => {
    for (const name of [...given.keys()]) if (name.startsWith(`${chatId}:`)) given.delete(name);
  };
  const key = ({ chatId, userId, threadId }: Speaker): string => `${chatId}:${threadId ?? ''}:${userId}`;
  return {
    last: (speaker) => answers.get(key(speaker)),
    remember: (speaker, answer) => void answers.set(key(speaker), answer),
    given: (chatId, messageId) => given.get(`${chatId}:${messageId}`),
    give: (chatId, messageId, answer) => {
      given.set(`${chatId}:${messageId}`, answer);
      if (answer.messageId !== undefined) newest.set(chatId, answer.messageId);
    },
    isLate: (chatId, messageId) => (newest.get(chatId) ?? 0) > messageId,
    forget: (speaker) => {
      answers.delete(key(speaker));
      forgetGiven(speaker.chatId);
    },
    forgetChat: (chatId) => {
      forgetGiven(chatId);
      const own = [...answers.keys()].filter((name) => name.startsWith(`${chatId}:`));
      for (const name of own) answers.delete(name);
      return own.length;
    },
  };
}
