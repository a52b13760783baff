// One attempt at a parcel: which requests it is, and where they go.
import type { Api } from 'grammy';
import type { InputMedia, ReplyParameters } from 'grammy/types';
import type { DeskStore } from './desk-store.ts';
import type { Parcel, Work } from './parcel.ts';
import type { DeskReader } from './ticket.ts';
import { isUnchanged } from './refusal.ts';

/**
 * Runs a request. `before` is called before each attempt; a request of which it is unknown whether it was carried out
 * rejects at once, with whatever is no refusal of Telegram.
 */
export type Attempting = <T>(before: () => void, request: () => Promise<T>) => Promise<T>;

export type Carrier = {
  api: Api;
  store: DeskStore;
  /** The staff's group. */
  staffChat: () => number;
  attempting: Attempting;
  /** 1 to 128 characters. */
  topicName: (reader: DeskReader) => string;
};

const QUIETLY = { disable_notification: true };

/**
 * Carries a parcel out.
 * @param before called before each attempt at what must not be done twice
 * @returns the messages that it has sent, in order, or the topic that it has made
 * @throws GrammyError for a refusal; anything else leaves open whether it was carried out
 */
export async function carryOut(carrier: Carrier, parcel: Parcel, before: () => void): Promise<number[]> {
  const { api, attempting } = carrier;
  const { chat, other, thread } = placeOf(carrier, parcel);
  const { work } = parcel;
  const reply = replyTo(carrier, parcel);
  const place = {
    ...(thread === undefined ? {} : { message_thread_id: thread }),
    ...(reply === undefined ? {} : { reply_parameters: reply }),
  };
  switch (work.do) {
    case 'copy': {
      const [message = 0] = work.messages;
      const { instead } = work;
      if (work.messages.length > 1) {
        const sorted = [...work.messages].sort((a, b) => a - b);
        const inTopic = thread === undefined ? {} : { message_thread_id: thread };
        const copies = await attempting(before, () => api.copyMessages(chat, other, sorted, inTopic));
        return copies.map((copy) => copy.message_id);
      }
      const sent = await attempting(before, () =>
        instead === undefined
          ? api.copyMessage(chat, other, message, place)
          : instead.part === 'caption'
            ? api.copyMessage(chat, other, message, { ...place, ...caption(instead) })
            : api.sendMessage(chat, instead.text, { ...place, entities: instead.entities }),
      );
      return [sent.message_id];
    }
    case 'send': {
      const sent = await attempting(before, () =>
        api.sendMessage(chat, work.html, {
          ...place,
          parse_mode: 'HTML',
          link_preview_options: { is_disabled: true },
          ...(work.keyboard === undefined ? {} : { reply_markup: work.keyboard }),
        }),
      );
      return [sent.message_id];
    }
    case 'edit': {
      const copy = copyOf(carrier, parcel, work.message);
      if (copy !== undefined) await unlessUnchanged(edit(api, chat, copy, work));
      return [];
    }
    case 'delete': {
      const copy = copyOf(carrier, parcel, work.message);
      if (copy !== undefined) await api.deleteMessage(chat, copy);
      return [];
    }
    case 'react':
      await api.setMessageReaction(chat, work.message, [{ type: 'emoji', emoji: work.emoji }]);
      return [];
    case 'begin-topic': {
      const reader = carrier.store.readers.get(parcel.reader);
      if (reader === undefined) return [];
      const name = carrier.topicName(reader);
      const made = await attempting(before, () => api.createForumTopic(chat, name));
      return [made.message_thread_id];
    }
    case 'end-topic':
      await api.deleteForumTopic(chat, work.threadId);
      return [];
  }
}

/** Pins a message that was sent; a bot that may not pin does without. */
export async function pin({ api }: Carrier, chat: number, message: number): Promise<void> {
  await api.pinChatMessage(chat, message, QUIETLY);
}

/** Opens a closed forum topic. */
export async function reopen({ api, staffChat }: Carrier, threadId: number): Promise<void> {
  await unlessUnchanged(api.reopenForumTopic(staffChat(), threadId));
}

/** Where a parcel goes, and where what it copies is. */
export function placeOf(
  { store, staffChat }: Pick<Carrier, 'store' | 'staffChat'>,
  { to, reader, work }: Parcel,
): { chat: number; other: number; thread: number | undefined } {
  if (to === 'reader') return { chat: reader, other: staffChat(), thread: undefined };
  const thread = work.do === 'send' || work.do === 'copy' ? store.readers.get(reader)?.threadId : undefined;
  return { chat: staffChat(), other: reader, thread };
}

/** The message on the parcel's side that is the copy, or the original, of one on the other side. */
function copyOf({ store }: Carrier, { to, reader }: Parcel, message: number): number | undefined {
  return to === 'reader'
    ? store.links.ofStaff(message)?.readerMessage
    : store.links.ofReader(reader, message)?.staffMessage;
}

function replyTo(carrier: Carrier, parcel: Parcel): ReplyParameters | undefined {
  const { replyTo: replied, quote, work } = parcel;
  if (replied === undefined) return undefined;
  // Wenda's own words reply to a message where they are; a copy to the copy of what its original replies to.
  const message = work.do === 'send' ? replied : copyOf(carrier, parcel, replied);
  if (message === undefined) return undefined;
  return {
    message_id: message,
    allow_sending_without_reply: true,
    ...(quote === undefined
      ? {}
      : { quote: quote.text, quote_entities: quote.entities, quote_position: quote.position }),
  };
}

type Edit = Extract<Work, { do: 'edit' }>;

function edit(api: Api, chat: number, copy: number, { part, content, media }: Edit): Promise<unknown> {
  if (media !== undefined) {
    const file: InputMedia = {
      type: media.type,
      media: media.fileId,
      ...caption(content),
      ...(media.hasSpoiler === true ? { has_spoiler: true } : {}),
      ...(media.isCaptionAbove === true ? { show_caption_above_media: true } : {}),
    };
    return api.editMessageMedia(chat, copy, file);
  }
  return part === 'text'
    ? api.editMessageText(chat, copy, content.text, { entities: content.entities })
    : api.editMessageCaption(chat, copy, caption(content));
}

function caption({ text, entities }: Edit['content']): Pick<InputMedia, 'caption' | 'caption_entities'> {
  return { caption: text, caption_entities: entities };
}

async function unlessUnchanged(request: Promise<unknown>): Promise<void> {
  try {
    await request;
  } catch (error) {
    if (!isUnchanged(error)) throw error;
  }
}
