// What happened between readers and the wiki, told after the answer was sent: for gaps and numbers. Nothing here
// changes an answer.
import type { Answer } from './answer.ts';

/** Where a reader asked: in a private chat, in a group, by an inline query, as a guest, or on a page. */
export const CHANNELS = ['private', 'group', 'inline', 'guest', 'page'] as const;
export type Channel = (typeof CHANNELS)[number];

/** Who and where. */
export type Occasion = {
  channel: Channel;
  /** Names the reader within this wiki, such as an account's number; undefined where readers have no names. */
  asker: string | undefined;
  /** Names the chat; undefined where there is none. */
  chat: string | undefined;
  /** Milliseconds since 1970. */
  at: number;
};

export type Observed = Occasion &
  (
    | {
        kind: 'asked';
        answer: Answer;
        /** A language of Wenda's own words, such as `zh-hans`. */
        language: string;
        /** From the message's arrival to its sent answer, milliseconds. */
        tookMs: number;
        /**
         * Names the message within the chat: what is edited, or delivered once more, replaces what was told of it before.
         * Undefined where there is no message, or where it asked before, such as one with a pressed button.
         */
        message?: string | undefined;
      }
    /** A button led the reader to more of an answer, or to a topic. */
    | {
        kind: 'read';
        /** The section that was opened, if the button names one. */
        sectionId?: string | undefined;
      }
    /** `vote` is undefined when it was taken back. */
    | {
        kind: 'voted';
        vote: 'up' | 'down' | undefined;
        /** The vote that this one replaces, with its time in milliseconds since 1970; a reason given later is a new vote. */
        before?: { vote: 'up' | 'down'; at: number } | undefined;
        reason?: string | undefined;
        /** Empty if it is no longer known. */
        question: string;
        sectionId: string;
      }
    /** The reader asked for a person. */
    | { kind: 'handed-over'; question: string }
    /** The search itself failed: never a gap. */
    | { kind: 'failed' }
  );

/** Takes note; returns at once and never throws. */
export type Observe = (observed: Observed) => void;
