// A reader who talks to people, and the tickets of that: one reader has one forum topic and any number of tickets, of
// which one is open at most.

/** Whose turn it is. */
export const STATUSES = ['waiting-staff', 'waiting-reader', 'closed'] as const;
export type Status = (typeof STATUSES)[number];
export const PRIORITIES = ['low', 'normal', 'high', 'urgent'] as const;
export type Priority = (typeof PRIORITIES)[number];

/** A reader whom the staff knows. */
export type DeskReader = {
  /** The account, and so its private chat. */
  id: number;
  /** As the account is called, with its user name if there is one. */
  name: string;
  /** A language of Wenda's own words, such as `zh-hans`. */
  language: string;
  /** The forum topic in the staff's group; undefined until there is one, and when it was deleted. */
  threadId?: number | undefined;
  /** The topics that were before it, the oldest first. */
  earlierThreads?: number[] | undefined;
  /** Whether the forum topic is closed. */
  isTopicClosed?: boolean | undefined;
  /** What the staff have noted about the reader. */
  tags: string[];
};

/** Times are milliseconds since 1970. */
export type Ticket = {
  /** Short and readable, such as `A7K2`. */
  id: string;
  /** Id of the reader. */
  reader: number;
  status: Status;
  /** What it is about, as the staff call it. */
  type?: string | undefined;
  priority: Priority;
  /** The member of the staff who looks after it. */
  assignee?: { id: number; name: string } | undefined;
  openedAt: number;
  /** The first and the last message of the staff. */
  firstReplyAt?: number | undefined;
  staffAt?: number | undefined;
  /** The last message of the reader. */
  readerAt?: number | undefined;
  closedAt?: number | undefined;
  closedBy?: 'staff' | 'reader' | 'nobody' | undefined;
  /** Id of the reader's ticket before. */
  previous?: string | undefined;
  /** The survey: when it was sent, and the reader's answer, 1 to 5. */
  survey?: { askedAt: number; score?: number | undefined } | undefined;
  /** What it began with. */
  about?: About | undefined;
  /** Since when it is somebody's turn, and the working minutes of the staff's turns before this one. */
  turnAt?: number | undefined;
  spentMinutes?: number | undefined;
  /** What the staff were reminded of: `first-reply:nudge`. */
  reminded?: string[] | undefined;
  /** Number of the pinned message in the staff's group. */
  head?: number | undefined;
  /** What the staff have answered, until it is rated: it may become a draft. */
  answers?: string | undefined;
};

/** What a reader had asked Wenda before asking for a person, and what was shown. */
export type About = {
  question?: string | undefined;
  /** Title and headings of the passage, and the address of its page if it has one. */
  shown?: { title: string; url?: string | undefined } | undefined;
  /** How sure the answer was, in percent. */
  percent?: number | undefined;
  /** Titles of the closest articles. */
  closest?: string[] | undefined;
};

/** Of a reader; with more, a ticket would fit in no message. */
export const MAX_TAGS = 20;

/** Without what looks like something else: 0 O, 1 I, 5 S, 8 B, 2 Z. */
const LETTERS = 'ACDEFGHJKLMNPQRTUVWXY34679';
const LENGTH = 4;
const TRIES = 20;

/**
 * A new id of a ticket; longer than usual when short ones are hard to find.
 * @param random 0 (included) to 1 (excluded)
 */
export function newTicketId(random: () => number, isTaken: (id: string) => boolean): string {
  for (let tried = 0; ; tried++) {
    const length = LENGTH + Math.floor(tried / TRIES);
    const id = Array.from({ length }, () => LETTERS[Math.floor(random() * LETTERS.length)] ?? 'A').join('');
    if (!isTaken(id)) return id;
  }
}
