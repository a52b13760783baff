// One attempt at a parcel, and what follows from it: the copy is noted, or the one who wrote it is told why it is not
// there. In a forum topic that is gone, a new one is made first.
import { errorDetails, type Logger } from '../system/logger.ts';
import { type Carrier, carryOut, pin, placeOf, reopen } from './carry-out.ts';
import { findSent, findTopic } from './find-sent.ts';
import type { Numbers } from './numbers.ts';
import type { Attempt, Outbox } from './outbox.ts';
import { endOfTopic, type NewParcel, type Parcel } from './parcel.ts';
import { type Cause, type Refusal, refusalIn } from './refusal.ts';
import type { DeskReader } from './ticket.ts';

export type DeliverOptions = Carrier & {
  outbox: Pick<Outbox, 'put' | 'putBefore'>;
  numbers: Numbers;
  /** The first message in a forum topic. */
  introduction: (reader: DeskReader) => Introduction | undefined;
  /** What was sent, or could not be: to tell whom it concerns. */
  onSent?: ((parcel: Parcel, messages: number[]) => void) | undefined;
  onRefused: (parcel: Parcel, cause: Cause, words: string) => void;
  /** The staff's group refuses the bot, or takes its messages again. */
  onAway: (parcel: Parcel, words: string) => void;
  onBack: () => void;
  /** 0 (included) to 1 (excluded). */
  random: () => number;
  logger: Logger;
};

export type Introduction = Omit<Extract<NewParcel['work'], { do: 'send' }>, 'do'>;

/** Between attempts: doubled each time, less up to a half at random. */
const FIRST_MS = 2_000;
const LONGEST_MS = 60_000;
/** A request may still be on its way when its process was killed; it would be carried out after it was looked for. */
const ON_ITS_WAY_MS = 1_000;
/** A forum topic that is always gone is none. */
const MAX_REMADE = 3;
/** Remembered for the first message in a new one. */
const MAX_EARLIER = 20;

const DONE: Attempt = { kind: 'done' };

export function createDeliver(options: DeliverOptions): (parcel: Parcel) => Promise<Attempt> {
  const { api, store, outbox, numbers, logger } = options;
  /** How often in a row a parcel was not decided, by its key. */
  const failures = new Map<string, number>();

  return async (parcel) => {
    const { key, above, to } = parcel;
    // Left from an earlier process.
    if (above !== undefined && !failures.has(key)) {
      failures.set(key, 0);
      return { kind: 'again', afterMs: ON_ITS_WAY_MS };
    }
    try {
      const sent = await sentBefore(parcel);
      if (sent === undefined && parcel.isOff === true) {
        remove(parcel);
        failures.delete(key);
        return DONE;
      }
      const messages = sent ?? (await request(parcel));
      failures.delete(key);
      if (to === 'staff') options.onBack();
      if (messages !== undefined) await done(parcel, messages);
      return DONE;
    } catch (error) {
      const refusal = refusalIn(error, to === 'staff');
      if (refusal !== undefined) return refused(parcel, refusal);
      logger.info(`the desk’s ${parcel.work.do} is tried again`, errorDetails(error));
      return again(key);
    }
  };

  /** What an earlier attempt has sent; undefined when there was none, or it was not carried out. */
  async function sentBefore(parcel: Parcel): Promise<number[] | undefined> {
    const { above, work, reader, to } = parcel;
    if (work.do === 'begin-topic') {
      const thread = store.readers.get(reader)?.threadId;
      if (thread !== undefined) return [thread];
    }
    if (above === undefined) return undefined;
    const { chat } = placeOf(options, parcel);
    const mine = work.do === 'copy' ? work.messages : [];
    const isKnown = (message: number): boolean => {
      const link = to === 'staff' ? store.links.ofStaff(message) : store.links.ofReader(reader, message);
      // A kill may have come when its copies, or some of them, were noted already.
      if (link !== undefined) return !mine.includes(to === 'staff' ? link.readerMessage : link.staffMessage);
      if (to === 'staff' && store.readers.ofThread(message) !== undefined) return true;
      return numbers.isKnown(chat, message);
    };
    const search = { api, chat, above, isKnown };
    if (work.do === 'begin-topic') {
      const thread = await findTopic(search);
      return thread === undefined ? undefined : [thread];
    }
    const count = work.do === 'copy' ? work.messages.length : 1;
    const found = await findSent(search, count, work.do === 'send' ? work.keyboard : undefined);
    return found.length === 0 ? undefined : found;
  }

  /** Undefined when something has to come first. */
  async function request(parcel: Parcel): Promise<number[] | undefined> {
    const { to, work } = parcel;
    const reader = store.readers.get(parcel.reader);
    if (to === 'staff' && (work.do === 'copy' || work.do === 'send') && reader !== undefined) {
      const { id, threadId, isTopicClosed } = reader;
      if (threadId === undefined) {
        const first = { key: `topic:${id}`, reader: id, to, work: { do: 'begin-topic' } } as const;
        outbox.putBefore(first, parcel);
        return undefined;
      }
      // Who may manage topics may also write in closed ones.
      if (isTopicClosed === true && store.tickets.openOf(id) !== undefined) {
        await reopen(options, threadId);
        store.readers.put({ ...reader, isTopicClosed: undefined });
      }
    }
    return carryOut(options, parcel, () => {
      const current = store.outbox.get(parcel.key);
      // Telegram may have been waited for, and the next attempt finds what has become of it.
      if (current?.work !== work || current.isOff === true) throw new Error('it is something else by now');
      change(parcel, { above: numbers.top(placeOf(options, parcel).chat) });
    });
  }

  async function done(parcel: Parcel, messages: number[]): Promise<void> {
    const { key, work, reader: id, to } = parcel;
    const reader = store.readers.get(id);
    // Forgotten meanwhile: nothing of it is written again, and a topic with the reader's name goes.
    if (store.outbox.get(key) === undefined) {
      const [threadId = 0] = messages;
      if (work.do === 'begin-topic') outbox.put(endOfTopic(threadId));
      return;
    }
    if (work.do === 'begin-topic' && reader !== undefined) {
      const [threadId] = messages;
      store.readers.put({ ...reader, threadId, isTopicClosed: undefined });
      const first = options.introduction(reader);
      if (first !== undefined)
        outbox.putBefore({ key: `first:${id}`, reader: id, to, work: { do: 'send', ...first } }, parcel);
    }
    if (work.do === 'copy')
      for (const [i, message] of [...work.messages].sort((a, b) => a - b).entries()) {
        const copy = messages[i];
        if (copy === undefined) break;
        store.links.put(
          to === 'staff'
            ? { reader: id, readerMessage: message, staffMessage: copy, by: 'reader' }
            : { reader: id, readerMessage: copy, staffMessage: message, by: 'staff' },
        );
      }
    if (work.do === 'send' && work.isPinned === true) {
      const { chat } = placeOf(options, parcel);
      const [message = 0] = messages;
      // A bot that may not pin does without.
      await pin(options, chat, message).catch((error: unknown) => {
        if (refusalIn(error, false) === undefined) throw error;
      });
    }
    options.onSent?.(parcel, messages);
    remove(parcel);
  }

  function refused(parcel: Parcel, refusal: Refusal): Attempt {
    const { key, reader: id, work, to, quote, remade = 0 } = parcel;
    const reader = store.readers.get(id);
    switch (refusal.kind) {
      case 'bad-reply':
        change(parcel, {
          above: undefined,
          quote: undefined,
          ...(quote === undefined && { replyTo: undefined }),
        });
        return DONE;
      case 'away':
        if (work.do === 'end-topic') break;
        change(parcel, { above: undefined });
        options.onAway(parcel, refusal.words);
        return again(key);
      case 'topic-closed':
        if (reader?.threadId === undefined || remade >= MAX_REMADE) break;
        change(parcel, { above: undefined, remade: remade + 1 });
        // The next attempt opens it, or finds that it cannot, and a new one is made.
        if (remade === 0) store.readers.put({ ...reader, isTopicClosed: true });
        else leaveTopic(reader);
        return DONE;
      case 'topic-gone':
        if (reader?.threadId === undefined || remade >= MAX_REMADE || work.do === 'end-topic') break;
        change(parcel, { above: undefined, remade: remade + 1 });
        leaveTopic(reader);
        return DONE;
      case 'refused':
        break;
    }
    remove(parcel);
    failures.delete(key);
    const words = 'words' in refusal ? refusal.words : refusal.kind;
    logger.info(`the desk’s ${work.do} to ${to} was refused (${words})`);
    options.onRefused(parcel, refusal.kind === 'refused' ? refusal.cause : 'other', words);
    return DONE;
  }

  function leaveTopic(reader: DeskReader): void {
    const { threadId, earlierThreads = [] } = reader;
    if (threadId === undefined) return;
    const earlier = [...earlierThreads, threadId].slice(-MAX_EARLIER);
    store.readers.put({ ...reader, threadId: undefined, isTopicClosed: undefined, earlierThreads: earlier });
  }

  function again(key: string): Attempt {
    const times = failures.get(key) ?? 0;
    failures.set(key, times + 1);
    return {
      kind: 'again',
      afterMs: Math.min(FIRST_MS * 2 ** times, LONGEST_MS) * (1 - options.random() / 2),
    };
  }

  /** Unless it is gone, or another has its place. */
  function change(parcel: Parcel, changes: Partial<Parcel>): void {
    const current = store.outbox.get(parcel.key);
    if (current?.work === parcel.work) store.outbox.put({ ...current, ...changes });
  }

  function remove({ key, work }: Parcel): void {
    if (store.outbox.get(key)?.work === work) store.outbox.remove(key);
  }
}
