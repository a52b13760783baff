// The port to the state that survives a restart: memory and lowdb implement it and pass one contract suite. Every table
// is bounded; beyond its bound the least recently touched entry is dropped.

export type Vote = 'up' | 'down';
/** What was wrong with a passage, in the order in which readers see it. */
export const REASONS = ['irrelevant', 'outdated', 'incomplete', 'other'] as const;
export type Reason = (typeof REASONS)[number];

/** A reader's verdict on a passage that answered: the last vote on it in a message. */
export type Feedback = {
  chatId: number;
  userId: number;
  messageId: number;
  vote: Vote;
  /** Why the vote is down, if the reader told. */
  reason?: Reason;
  /** The question as asked, clipped; empty if its message was deleted. */
  question: string;
  sectionId: string;
  /** The end of the generation's name. */
  generation: string;
  /** 0 to 1; 0 for passages after the first. */
  confidence: number;
  /** ISO 8601, UTC. */
  at: string;
};

/** What a vote is on, and whose it is: one reader has one on a section in a message. */
export type VotePlace = Pick<Feedback, 'chatId' | 'userId' | 'messageId' | 'sectionId'>;

/** An update that was taken from Telegram before it could be answered. */
export type WaitingUpdate = {
  update: { update_id: number };
  /** Milliseconds since 1970. */
  takenAt: number;
};

/** Which updates are finished, and which are kept here because Telegram no longer keeps them. */
export interface UpdateLedger {
  /** Whether an update is finished, as far as the ledger reaches, which is more than Telegram redelivers. */
  has(updateId: number): boolean;
  /** Notes an update as finished; it waits no longer. */
  add(updateId: number): void;
  /** Keeps an update until it is finished. */
  keep(waiting: WaitingUpdate): void;
  /** The kept updates, the first kept first. */
  kept(): WaitingUpdate[];
}

/**
 * The state that survives a restart. Everything but `flush` and `close` works synchronously, and is kept for good when
 * its call returns as long as `isDurable()`.
 */
export interface StateStore {
  readonly updates: UpdateLedger;
  /** How often an article or a section was read in the bot, by its id. */
  readonly reads: {
    /** Counts one read. */
    add(id: string): void;
    /** 0 if it was never read, or so long ago that the count has been dropped. */
    count(id: string): number;
  };
  readonly feedback: {
    /**
     * Replaces the same reader's vote on the same section in the same message.
     * @throws RangeError for invalid numbers or times, which could not be read back
     */
    put(feedback: Feedback): void;
    /** Undefined if there is none, or it was dropped. */
    get(place: VotePlace): Feedback | undefined;
    /** Takes a vote back. */
    remove(place: VotePlace): void;
    /** Oldest first; a changed vote is as new as its change. */
    all(): Feedback[];
  };
  readonly preferences: {
    /** The language chosen for a chat; undefined if none was chosen. */
    language(chatId: number): string | undefined;
    /** Replaces an earlier choice. */
    setLanguage(chatId: number, code: string): void;
  };
  /** Files that Telegram has already, by a hash of their content. */
  readonly uploads: {
    /** Telegram's id of a file; undefined if it was never uploaded, or so long ago that the id has been dropped. */
    fileId: (content: string) => string | undefined;
    /** Replaces an earlier id. */
    put(content: string, fileId: string): void;
  };
  /** Readers who joined a private wiki by an invite link. */
  readonly members: {
    has(userId: number): boolean;
    add(userId: number): void;
    /** Returns whether there was such a member. */
    remove(userId: number): boolean;
    count(): number;
  };
  /** Invite codes; each is valid for anyone until it expires. */
  readonly invites: {
    /** @param expiresAt milliseconds since 1970 */
    add(code: string, expiresAt: number): void;
    /** Undefined for an unknown code. */
    expiresAt(code: string): number | undefined;
    /** Deletes all codes. */
    clear(): void;
  };
  /** The group of the people whom readers are handed over to. */
  readonly staff: {
    chat: () => number | undefined;
    /** Undefined for none. */
    choose(chatId: number | undefined): void;
  };
  /** Whether a change survives a kill of the process from the moment its call returns. */
  isDurable(): boolean;
  /** Deletes a chat's language and votes; returns the number of deleted entries. */
  forgetChat(chatId: number): number;
  /** Deletes the votes of one reader in a chat; returns their number. */
  forgetUser(chatId: number, userId: number): number;
  /** Gives the entries of a group that became a supergroup the new id. Existing entries of the new id stay. */
  moveChat(from: number, to: number): void;
  /**
   * Rewrites what has changed since the last time. Afterwards no file contains entries that were deleted before.
   * @throws Failure `state` when they cannot be written; that is tried again later
   */
  flush(): Promise<void>;
  /** Writes the changes and stops; errors are reported, not thrown. */
  close(): Promise<void>;
}
