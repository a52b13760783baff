// sendMessage, sendRichMessage, sendLocation, sendContact, sendChatAction.
import type { Chats } from './chats.ts';
import type { Events } from './events.ts';
import { MAX_TEXT } from './formatted-text.ts';
import type { Methods } from './method.ts';
import { type Payload, textOf } from './parameters.ts';
import type { Posting } from './posting.ts';
import { badRequest } from './refusal.ts';
import { readRichMessage } from './rich-message.ts';
import { readText } from './written-text.ts';

const ACTIONS = new Set(
  'typing upload_photo record_video upload_video record_voice upload_voice upload_document choose_sticker find_location record_video_note upload_video_note'.split(
    ' ',
  ),
);

export function createSendingMethods({
  chats,
  events,
  posting: { post, placeOf },
}: {
  chats: Chats;
  events: Events;
  posting: Posting;
}): Methods {
  return {
    sendMessage: (payload) => {
      const { text, entities } = readText(payload, chats);
      if (text.length > MAX_TEXT) throw badRequest('message is too long');
      return post(payload, { text, ...(entities.length === 0 ? {} : { entities }) });
    },
    sendRichMessage: (payload) => {
      const rich = readRichMessage(payload);
      if (rich === undefined) throw badRequest('rich message must be non-empty');
      return post(payload, { rich_message: rich });
    },
    sendLocation: (payload) => {
      const [latitude, longitude] = [degrees(payload, 'latitude'), degrees(payload, 'longitude')];
      return post(payload, { location: { latitude, longitude } });
    },
    sendContact: (payload) => {
      const phone_number = textOf(payload, 'phone_number') ?? '';
      if (phone_number === '') throw badRequest('phone number is empty');
      const first_name = textOf(payload, 'first_name') ?? '';
      if (first_name === '') throw badRequest('first name is empty');
      return post(payload, { contact: { phone_number, first_name } });
    },
    sendChatAction: (payload) => {
      const action = textOf(payload, 'action')?.toLowerCase() ?? '';
      if (!ACTIONS.has(action)) throw badRequest('wrong parameter action in request');
      const room = chats.forBot(textOf(payload, 'chat_id'), 'write');
      const { message_thread_id: threadId } = placeOf(payload, room);
      events.emit({
        kind: 'action',
        chatId: room.chat.id,
        ...(threadId === undefined ? {} : { threadId }),
        action,
      });
      return true;
    },
  };
}

/** @throws Refusal */
function degrees(payload: Payload, name: string): number {
  const value = textOf(payload, name) ?? '';
  if (value === '') throw badRequest(`${name} is empty`);
  return Number(value);
}
