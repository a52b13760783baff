// Messages, edits and deletions become parcels, on disk before the update that brought them is finished.
import type { Message } from 'grammy/types';
import { editedTo, replyIn } from './content.ts';
import type { DeskStore, Link } from './desk-store.ts';
import type { Outbox } from './outbox.ts';
import { copyKey, type Instead, type Side } from './parcel.ts';

export type Taking = {
  /** Passes a message on; false if too many wait. `instead`: other words in place of its own. */
  message(from: Side, reader: number, message: Message, instead?: Instead): boolean;
  /** Leaves out an album that was begun to be passed on. */
  leaveOut(from: Side, reader: number, album: string): void;
  /**
   * Passes an edit on; false for a message that was not passed on itself. `instead`: other words in place of its own.
   */
  edit(from: Side, reader: number, message: Message, instead?: Instead): boolean;
  /**
   * Before a message has gone, other words go in place of its own, or nothing of it; false if it does not wait. A copy is
   * of what the message is when it is made.
   */
  change(from: Side, reader: number, message: number, instead: Instead | undefined): boolean;
  /** Takes a message back, because another one asks for it; false unless it was passed on, from this side. */
  remove(from: Side, reader: number, message: number, asked: number): boolean;
};

/** How long the parts of an album take to arrive. */
const ARRIVING_MS = 1_500;

/** @param now milliseconds since 1970 */
export function createTaking({
  store,
  outbox,
  now,
}: {
  store: DeskStore;
  outbox: Outbox;
  now: () => number;
}): Taking {
  const across = (from: Side): Side => (from === 'reader' ? 'staff' : 'reader');

  function linkOf(from: Side, reader: number, message: number): Link | undefined {
    const link = from === 'reader' ? store.links.ofReader(reader, message) : store.links.ofStaff(message);
    return link?.by === from ? link : undefined;
  }

  /** The key of the parcel that a message waits in. */
  function waitingIn(from: Side, reader: number, message: number): string | undefined {
    const key = copyKey(from, reader, message);
    if (store.outbox.get(key) !== undefined) return key;
    const isIn = store.outbox
      .all()
      .find(
        ({ to, reader: id, work }) =>
          work.do === 'copy' && to !== from && id === reader && work.messages.includes(message),
      );
    return isIn?.key;
  }

  /** Whether nothing of a parcel may have been sent yet. */
  function isUntouched(key: string): boolean {
    const parcel = store.outbox.get(key);
    return parcel !== undefined && parcel.above === undefined && !outbox.isUnderWay(key);
  }

  return {
    message: (from, reader, message, instead) => {
      const { message_id: id, media_group_id: album } = message;
      // Telegram may deliver an update again.
      if (linkOf(from, reader, id) !== undefined || waitingIn(from, reader, id) !== undefined) return true;
      if (outbox.isFull()) return false;
      const key = copyKey(from, reader, id);
      const common = { reader, to: across(from) };
      if (album === undefined || instead !== undefined) {
        const work = { do: 'copy', messages: [id], instead } as const;
        outbox.put({ ...common, key, ...replyIn(message), work: { ...work, messages: [id] } });
        return true;
      }
      const begun = albumKey(from, reader, album);
      const { work } = store.outbox.get(begun) ?? {};
      // What comes after the others were sent goes alone.
      const earlier = work?.do === 'copy' ? work.messages : [];
      const isLate = earlier.length > 0 && !isUntouched(begun);
      outbox.put({
        ...common,
        key: isLate ? key : begun,
        work: { do: 'copy', messages: isLate ? [id] : [...earlier, id], album },
        ...(isLate ? {} : { notBefore: now() + ARRIVING_MS }),
      });
      return true;
    },
    leaveOut: (from, reader, album) => {
      const key = albumKey(from, reader, album);
      if (isUntouched(key)) store.outbox.remove(key);
    },
    edit: (from, reader, message, instead) => {
      const { message_id: id } = message;
      if (linkOf(from, reader, id) === undefined && waitingIn(from, reader, id) === undefined) return false;
      const edited = editedTo(message);
      if (edited === undefined) return true;
      outbox.put({
        key: `e:${copyKey(from, reader, id)}`,
        reader,
        to: across(from),
        work: { do: 'edit', message: id, ...edited, ...(instead && { content: instead }) },
      });
      return true;
    },
    change: (from, reader, message, instead) => {
      const parcel = store.outbox.get(waitingIn(from, reader, message) ?? '');
      if (parcel?.work.do !== 'copy') return false;
      const { key, work } = parcel;
      const others = work.messages.filter((one) => one !== message);
      if (others.length > 0) {
        if (!isUntouched(key)) return false;
        store.outbox.put({ ...parcel, work: { ...work, messages: others } });
        const own = { key: copyKey(from, reader, message), reader, to: across(from) };
        if (instead !== undefined) outbox.put({ ...own, work: { do: 'copy', messages: [message], instead } });
      } else if (instead !== undefined) store.outbox.put({ ...parcel, work: { ...work, instead } });
      else if (isUntouched(key)) store.outbox.remove(key);
      else store.outbox.put({ ...parcel, isOff: true });
      return true;
    },
    remove: (from, reader, message, asked) => {
      const key = waitingIn(from, reader, message);
      if (key === undefined && linkOf(from, reader, message) === undefined) return false;
      const { work } = (key === undefined ? undefined : store.outbox.get(key)) ?? {};
      if (key !== undefined && work?.do === 'copy' && work.messages.length === 1 && isUntouched(key))
        store.outbox.remove(key);
      outbox.put({
        key: `d:${copyKey(from, reader, message)}`,
        reader,
        to: across(from),
        work: { do: 'delete', message, asked },
      });
      return true;
    },
  };
}

function albumKey(from: Side, reader: number, album: string): string {
  return `a:${from}:${reader}:${album}`;
}
