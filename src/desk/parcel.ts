// What is still to be done in a chat: a row of the outbox. It is on disk before the update that caused it is finished, and
// goes when Telegram has decided.
import type { InlineKeyboardMarkup, MessageEntity } from 'grammy/types';

export type Side = 'reader' | 'staff';

/** A text with Telegram's formatting. */
export type Formatted = { text: string; entities: MessageEntity[] };

export type Instead = Formatted & { part: 'text' | 'caption' };

/**
 * A message that is copied keeps all it has: files, formatting, albums. Messages to copy, and those whose copies change,
 * are on the other side than the parcel goes to.
 */
export type Work =
  /** One message, or the parts of an album; `instead` replaces the text or the caption of a single one. */
  | { do: 'copy'; messages: number[]; album?: string | undefined; instead?: Instead | undefined }
  /** Words of Wenda's own. */
  | {
      do: 'send';
      html: string;
      keyboard?: InlineKeyboardMarkup | undefined;
      /** Whether it is pinned, quietly. */
      isPinned?: boolean | undefined;
      /** Names it for whoever wants to know its number; see `onSent`. */
      name?: string | undefined;
    }
  /** The copy of a message gets another text or caption; with `media`, another file as well. */
  | {
      do: 'edit';
      message: number;
      part: 'text' | 'caption';
      content: Formatted;
      media?: EditedMedia | undefined;
    }
  /** The copy of a message goes; `asked`: the message on the other side that asks for it. */
  | { do: 'delete'; message: number; asked: number }
  /** Who wrote a message sees what became of it: it is on the side that the parcel goes to. */
  | { do: 'react'; message: number; emoji: Mark }
  /** The reader's forum topic is made. */
  | { do: 'begin-topic' }
  /** A forum topic goes, since its reader wants to be forgotten. */
  | { do: 'end-topic'; threadId: number };

export const EDITABLE_MEDIA = ['animation', 'audio', 'document', 'photo', 'video'] as const;
export type EditedMedia = {
  type: (typeof EDITABLE_MEDIA)[number];
  fileId: string;
  hasSpoiler?: boolean | undefined;
  isCaptionAbove?: boolean | undefined;
};
/** Reactions that Telegram lets bots set: delivered, failed, a note, not yet decided. */
export const MARKS = ['👌', '👎', '✍', '👀'] as const;
export type Mark = (typeof MARKS)[number];

export type Parcel = {
  /** Names what caused it: the same cause makes no second one. */
  key: string;
  /** Its place in the order; smaller ones go first. */
  number: number;
  /** Id of the reader. */
  reader: number;
  to: Side;
  work: Work;
  /** The message, on the side that it is from, that it replies to; `quote` is the part of it. */
  replyTo?: number | undefined;
  quote?: (Formatted & { position: number }) | undefined;
  /** Milliseconds since 1970. */
  at: number;
  /** Not before this time, since the rest of an album is still to come. Milliseconds since 1970. */
  notBefore?: number | undefined;
  /**
   * There is a request of which it is unknown whether it was carried out; if it was, then with a message number above
   * this.
   */
  above?: number | undefined;
  /** How many times the topic was found missing. */
  remade?: number | undefined;
  /** Who wrote it does not want it to go any more, but it is unknown whether it has gone. */
  isOff?: boolean | undefined;
};

/** What a new parcel is made of. */
export type NewParcel = Omit<Parcel, 'number' | 'above' | 'remade' | 'isOff' | 'at'>;

/** Nobody's: what is left to do must not name the reader. */
export function endOfTopic(threadId: number): NewParcel {
  return { key: `end:${threadId}`, reader: 0, to: 'staff', work: { do: 'end-topic', threadId } };
}

export function copyKey(from: Side, reader: number, message: number): string {
  return from === 'reader' ? `r:${reader}:${message}` : `s:${message}`;
}
