// What survives a restart, as a port: memory and lowdb implement it and pass one contract suite. Every table is
// bounded; beyond its bound the entry that was touched least recently goes.

export type Vote = 'up' | 'down';

/** What a reader thinks of a passage that answered: the last vote on it in a message. */
export type Feedback = {
  chatId: number;
  userId: number;
  messageId: number;
  vote: Vote;
  /** The question as asked, clipped; empty when its message was gone. */
  question: string;
  sectionId: string;
  /** The end of the generation's name. */
  generation: string;
  /** 0 to 1; 0 for passages after the first. */
  confidence: number;
  /** ISO 8601, UTC. */
  at: string;
};

/** A question that got no sure answer, in normal form; not who asked it. */
export type UnansweredQuestion = {
  question: string;
  count: number;
  /** ISO 8601, UTC. */
  lastAt: string;
};

/**
 * Which updates have been answered. Telegram delivers an update again when the process died before confirming it; the
 * ledger keeps a reader from getting the same answer twice.
 */
export interface UpdateLedger {
  /** Whether an update has been answered, as far back as the ledger goes: more than Telegram redelivers. */
  has(updateId: number): boolean;
  /** Notes an update as answered. */
  add(updateId: number): void;
}

/** What survives a restart. Everything but `flush` and `close` works in memory, at once, and is written later. */
export interface StateStore {
  readonly updates: UpdateLedger;
  /** How often an article or a section was read in the bot, by its id. */
  readonly reads: {
    /** Counts one read. */
    add(id: string): void;
    /** 0 when it was never read, or so long ago that it has been dropped. */
    count(id: string): number;
  };
  readonly feedback: {
    /**
     * Replaces what the same reader said of the same section in the same message.
     * @throws RangeError for numbers or times that are none, which could not be read back
     */
    put(feedback: Feedback): void;
    /** Oldest first; a changed vote is as new as its change. */
    all(): Feedback[];
  };
  readonly preferences: {
    /** The language chosen for a chat; undefined when nobody has. */
    language(chatId: number): string | undefined;
    /** Replaces an earlier choice. */
    setLanguage(chatId: number, code: string): void;
  };
  readonly unanswered: {
    /** Counts a question, given in normal form; it is kept clipped. */
    add(question: string, at: Date): void;
    /** Most asked first, then the newest. */
    all(): UnansweredQuestion[];
  };
  /** Deletes what belongs to a chat, its language and its votes; returns how many entries are gone. */
  forgetChat(chatId: number): number;
  /** Deletes the votes of one reader in a chat; returns how many are gone. */
  forgetUser(chatId: number, userId: number): number;
  /** A group has become a supergroup: its entries get the new id. What the new id has already stands. */
  moveChat(from: number, to: number): void;
  /**
   * Writes what has changed since the last time; for what is promised only once it is on disk. What was forgotten is in none
   * of the files then.
   * @throws Failure `state` when that is not possible; it is tried again later
   */
  flush(): Promise<void>;
  /** Writes what has changed and stops; what cannot be written is reported, not thrown. */
  close(): Promise<void>;
}
