// copyMessage, copyMessages: a message again, without a word of where it comes from.
import type { Chats } from './chats.ts';
import { contentOf, hasCaption, hasContent } from './content.ts';
import type { Methods } from './method.ts';
import { flagOf, integerOf, type Payload, structureOf, textOf } from './parameters.ts';
import type { Posting } from './posting.ts';
import { badRequest } from './refusal.ts';
import { type ChatMessage, without } from './room.ts';
import { readCaption } from './written-text.ts';

/** Messages of a request. Source: Bot API, copyMessages. */
const MAX_MESSAGES = 100;

export function createCopyingMethods({ chats, posting }: { chats: Chats; posting: Posting }): Methods {
  let albums = 0;

  function original(payload: Payload, messageId: number): ChatMessage | undefined {
    return chats.find(chats.forBot(textOf(payload, 'from_chat_id'), 'read'), messageId);
  }

  return {
    copyMessage: (payload) => {
      const message = original(payload, integerOf(payload, 'message_id') ?? 0);
      if (message === undefined) throw badRequest('message to copy not found');
      if (!hasContent(message)) throw badRequest("message can't be copied");
      const isRewritten = hasCaption(message) && payload['caption'] !== undefined;
      const content = isRewritten
        ? { ...contentOf(without(message, 'caption', 'caption_entities')), ...readCaption(payload, chats) }
        : contentOf(message);
      return { message_id: posting.post(payload, content).message_id };
    },
    copyMessages: (payload) => {
      const ids = structureOf(payload, 'message_ids');
      if (!Array.isArray(ids) || ids.length === 0) throw badRequest('message identifiers are not specified');
      if (ids.length > MAX_MESSAGES) throw badRequest('too many messages to forward');
      const numbers = ids.map(Number);
      if (numbers.some((id, i) => id <= (numbers[i - 1] ?? 0)))
        throw badRequest('message identifiers must be in a strictly increasing order');
      const found = numbers.flatMap((id) => original(payload, id) ?? []).filter(hasContent);
      if (found.length === 0) throw badRequest('there are no messages to forward');
      // Albums stay together, as albums of their own.
      const groups = new Map<string, string>();
      return found.map((message) => {
        const album = message.media_group_id;
        if (album !== undefined && !groups.has(album)) groups.set(album, `copied${++albums}`);
        const group = groups.get(album ?? '');
        const copied = flagOf(payload, 'remove_caption')
          ? without(message, 'caption', 'caption_entities')
          : message;
        const content = { ...contentOf(copied), ...(group === undefined ? {} : { media_group_id: group }) };
        return { message_id: posting.post(payload, content).message_id };
      });
    },
  };
}
