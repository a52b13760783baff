// What people write on one side goes to the other: of readers with an open ticket everything but commands, of the staff
// everything in a reader's forum topic but commands and notes.
import { Composer, type Context, type NextFunction } from 'grammy';
import type { Message } from 'grammy/types';
import { LRUCache } from 'lru-cache';
import type { WendaContext } from '../bot/context.ts';
import { commandOf, hasContent, isBotCommand, isNote } from './content.ts';
import type { DeskStore } from './desk-store.ts';
import type { Instead } from './parcel.ts';
import type { Taking } from './taking.ts';
import { type StaffMember, writerOf } from './staff-member.ts';
import type { DeskReader } from './ticket.ts';
import type { Telling } from './telling.ts';

/** What a message of the staff goes out as; one that is stopped was dealt with otherwise. */
export type Screened = { kind: 'pass' } | { kind: 'instead'; words: Instead } | { kind: 'stopped' };

export type StaffDeed = 'edited' | 'took-back' | 'noted';

export type RelayHooks = {
  /** Looks at what a reader is about to get, a new message or an edited one. */
  screen: (message: Message, reader: DeskReader, isEdit: boolean) => Screened;
  /** After a message was taken, as it goes out. */
  onMessage: (from: 'reader' | 'staff', reader: DeskReader, message: Message) => void;
  /** One of the staff has edited or taken back what had been sent, or left a note. */
  onDone: (did: StaffDeed, reader: DeskReader, by: StaffMember) => void;
  /** The staff have closed or opened a forum topic in Telegram. */
  onTopic: (reader: DeskReader, is: 'closed' | 'open', by: StaffMember) => void;
};

export type RelayOptions = {
  store: DeskStore;
  taking: Taking;
  telling: Telling;
  staffChat: () => number;
  hooks: RelayHooks;
};

const REMEMBERED_ALBUMS = 1_000;

/** Comes before the bot's own features, and after those of the desk that know commands of their own. */
export function createRelay(options: RelayOptions): Composer<WendaContext> {
  const { store, taking, telling, staffChat, hooks } = options;
  const composer = new Composer<WendaContext>();
  /** Albums with a note below one of their parts. */
  const notes = new LRUCache<string, true>({ max: REMEMBERED_ALBUMS });

  composer.chatType('private').on('message', async (ctx, next) => {
    const ticket = store.tickets.openOf(ctx.chat.id);
    const reader = store.readers.get(ctx.chat.id);
    const { message } = ctx;
    if (reader === undefined) return next();
    if (commandOf(message) === 'delete') return takeBack(ctx, 'reader', reader, next);
    if (ticket === undefined || isBotCommand(message) || !hasContent(message)) return next();
    if (!taking.message('reader', reader.id, message)) {
      telling.reader(reader, `full:${message.message_id}`, (t) => t('relay-full'), message.message_id);
      return;
    }
    hooks.onMessage('reader', reader, message);
  });

  composer
    .chatType('private')
    .on('edited_message', (ctx, next) =>
      taking.edit('reader', ctx.chat.id, ctx.editedMessage) ? undefined : next(),
    );

  const inGroup = composer.filter((ctx) => ctx.chat?.id === staffChat());
  inGroup.on('message', async (ctx, next) => {
    const { message } = ctx;
    const reader = readerOf(message);
    if (reader === undefined) return next();
    if (message.forum_topic_closed ?? message.forum_topic_reopened) {
      const is = message.forum_topic_closed === undefined ? 'open' : 'closed';
      const changed = { ...reader, isTopicClosed: is === 'closed' };
      store.readers.put(changed);
      hooks.onTopic(changed, is, writerOf(message));
      return;
    }
    if (!hasContent(message)) return;
    const command = commandOf(message);
    if (command === 'delete') return takeBack(ctx, 'staff', reader, next);
    const album = message.media_group_id;
    if (isNote(message) || (album !== undefined && notes.has(album))) {
      if (album !== undefined) {
        notes.set(album, true);
        taking.leaveOut('staff', reader.id, album);
      }
      telling.mark('staff', reader.id, message.message_id, '✍');
      hooks.onDone('noted', reader, writerOf(message));
      return;
    }
    // A feature before this one has dealt with the commands that there are.
    if (command !== undefined) {
      telling.mark('staff', reader.id, message.message_id, '👎');
      telling.staff(reader, `command:${message.message_id}`, (t) => t('relay-command'), message.message_id);
      return;
    }
    const screened = hooks.screen(message, reader, false);
    if (screened.kind === 'stopped') return;
    if (
      !taking.message('staff', reader.id, message, screened.kind === 'instead' ? screened.words : undefined)
    ) {
      telling.mark('staff', reader.id, message.message_id, '👎');
      telling.staff(reader, `full:${message.message_id}`, (t) => t('relay-full'), message.message_id);
      return;
    }
    const sent = screened.kind === 'instead' ? { ...message, text: screened.words.text } : message;
    hooks.onMessage('staff', reader, sent);
  });

  inGroup.on('edited_message', async (ctx, next) => {
    const { editedMessage: message } = ctx;
    const reader = readerOf(message);
    if (reader === undefined) {
      await next();
      return;
    }
    if (isNote(message)) {
      const { message_id: id } = message;
      // What has not gone yet would go as it is now.
      if (leaveHeld(id) || taking.change('staff', reader.id, id, undefined))
        telling.mark('staff', reader.id, id, '✍');
      else if (store.links.ofStaff(id)?.by === 'staff')
        telling.staff(reader, `note:${id}`, (t) => t('relay-edited-note'), id);
      return;
    }
    const screened = hooks.screen(message, reader, true);
    if (screened.kind === 'stopped') return;
    const instead = screened.kind === 'instead' ? screened.words : undefined;
    if (taking.edit('staff', reader.id, message, instead)) hooks.onDone('edited', reader, writerOf(message));
  });

  return composer;

  function readerOf({
    message_thread_id: thread,
    is_topic_message: isInTopic,
  }: Message): DeskReader | undefined {
    return isInTopic === true && thread !== undefined ? store.readers.ofThread(thread) : undefined;
  }

  /** Nobody decides any more about a message that waits for it, or about its edit; true if nothing of it has gone. */
  function leaveHeld(message: number): boolean {
    const held = store.held.get(message);
    store.held.remove(message);
    return held?.parcel.work.do === 'copy';
  }

  async function takeBack(
    ctx: Context & { message: Message },
    from: 'reader' | 'staff',
    reader: DeskReader,
    next: NextFunction,
  ): Promise<void> {
    const { message_id: asked, reply_to_message: replied } = ctx.message;
    const isReply = replied !== undefined && replied.forum_topic_created === undefined;
    if (isReply && from === 'staff' && leaveHeld(replied.message_id)) {
      telling.mark('staff', reader.id, asked, '👌');
      hooks.onDone('took-back', reader, writerOf(ctx.message));
      return;
    }
    if (isReply && taking.remove(from, reader.id, replied.message_id, asked)) {
      if (from === 'staff') hooks.onDone('took-back', reader, writerOf(ctx.message));
      return;
    }
    // A reader whom the staff do not know any more has nothing to take back.
    if (from === 'reader' && store.tickets.of(reader.id).length === 0) return next();
    const key = `delete:${asked}`;
    telling[from](reader, key, (t) => t(isReply ? 'relay-delete-others' : 'relay-delete-which'), asked);
  }
}
