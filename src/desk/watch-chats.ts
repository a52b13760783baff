// What updates and answered requests tell about the chats themselves: the numbers of messages, and when it is worth to
// try again.
import { Composer, type Transformer } from 'grammy';
import { isObject } from '../system/is-object.ts';
import type { WendaContext } from '../bot/context.ts';
import type { DeskStore } from './desk-store.ts';
import type { Numbers } from './numbers.ts';

export type WatchOptions = {
  store: Pick<DeskStore, 'staff'>;
  numbers: Numbers;
  staffChat: () => number;
  /** The staff's group may take messages again. */
  onChange: () => void;
  /** A transformer cannot be taken off again. */
  isOn: () => boolean;
};

export function watchUpdates({ store, numbers, staffChat, onChange }: WatchOptions): Composer<WendaContext> {
  const composer = new Composer<WendaContext>();
  composer.on('message', async (ctx, next) => {
    const { chat, message_id: id, migrate_to_chat_id: to } = ctx.message;
    if (chat.id === staffChat() && to !== undefined) {
      store.staff.move(to);
      onChange();
    }
    if (chat.id === staffChat() || chat.type === 'private') numbers.note(chat.id, id);
    await next();
  });
  composer.on('my_chat_member', async (ctx, next) => {
    if (ctx.chat.id === staffChat()) onChange();
    await next();
  });
  return composer;
}

/** Notes the messages that the bot sends, whoever in it does. */
export function watchRequests({ numbers, staffChat, isOn }: WatchOptions): Transformer {
  return async (call, method, payload, signal) => {
    const response = await call(method, payload, signal);
    const chat: unknown = 'chat_id' in payload ? Number(payload.chat_id) : undefined;
    if (isOn() && response.ok && typeof chat === 'number' && (chat > 0 || chat === staffChat())) {
      const results: unknown[] = Array.isArray(response.result) ? response.result : [response.result];
      for (const result of results)
        if (isObject(result) && typeof result['message_id'] === 'number' && result['message_id'] > 0)
          numbers.note(chat, result['message_id']);
    }
    return response;
  };
}
