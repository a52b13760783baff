// The port to what the desk keeps: readers, tickets, which message is a copy of which, and the outbox. Disk and memory
// pass one contract suite.
import type { NewParcel, Parcel } from './parcel.ts';
import type { StaffMember } from './staff-member.ts';
import type { DeskReader, Ticket } from './ticket.ts';

/** A message on one side and its copy on the other. */
export type Link = {
  /** Id of the reader. */
  reader: number;
  readerMessage: number;
  staffMessage: number;
  /** Whose the original is. */
  by: 'reader' | 'staff';
};

/** A message of the staff that waits for somebody to decide about it. */
export type Held = {
  /** Its number in the staff's group. */
  message: number;
  /** Id of the reader. */
  reader: number;
  by: StaffMember;
  parcel: NewParcel;
  /** Of the message or its caption. */
  text: string;
};

/** Everything but `flush` and `close` works synchronously, and is kept for good when its call returns. */
export interface DeskStore {
  readonly staff: {
    /**
     * The staff's group. `configured` is what was chosen; the number of a group that became a supergroup stays known
     * until something else is chosen. Another group knows none of the topics and messages of the last.
     */
    use(configured: number): number;
    /** The group has another number now. */
    move(to: number): void;
  };
  readonly readers: {
    get(id: number): DeskReader | undefined;
    ofThread(threadId: number): DeskReader | undefined;
    put(reader: DeskReader): void;
    all(): DeskReader[];
  };
  readonly tickets: {
    get(id: string): Ticket | undefined;
    put(ticket: Ticket): void;
    /** Of a reader, the oldest first. */
    of(reader: number): Ticket[];
    openOf(reader: number): Ticket | undefined;
    all(): Ticket[];
  };
  readonly links: {
    ofReader(reader: number, message: number): Link | undefined;
    ofStaff(message: number): Link | undefined;
    put(link: Link): void;
    all(): Link[];
  };
  readonly held: {
    get(message: number): Held | undefined;
    put(held: Held): void;
    remove(message: number): void;
  };
  readonly outbox: {
    get(key: string): Parcel | undefined;
    /** Replaces the one with its key, whose place it keeps. */
    put(parcel: Parcel): void;
    remove(key: string): void;
    /** In their order. */
    all(): Parcel[];
    isFull(): boolean;
  };
  /** The highest numbers of messages, by what has a sequence of its own; 0 if none is known. */
  readonly tops: {
    get(sequence: number): number;
    put(sequence: number, top: number): void;
  };
  /** Deletes everything about a reader; returns the number of deleted rows. */
  forget(reader: number): number;
  isDurable(): boolean;
  /** Afterwards no file contains rows that were deleted before. */
  flush(): Promise<void>;
  close(): Promise<void>;
}
