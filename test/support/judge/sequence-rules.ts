// Rules about what may follow what: answers to queries that came, once; edits of the bot's own messages.
import type { Message, Update } from 'grammy/types';

export type SequenceRules = {
  received: (update: Update) => void;
  check(method: string, parameters: Record<string, unknown>): string[];
  /** A request that Telegram has carried out. */
  succeeded(method: string, parameters: Record<string, unknown>, result: unknown): void;
  /** Telegram has told the new id of a group that has become a supergroup. */
  moved(to: number): void;
};

const EDITS = /^(?:edit|delete)Message/;

export function createSequenceRules(): SequenceRules {
  const open = { callback: new Set<string>(), inline: new Set<string>() };
  const own = new Set<string>();
  const chats = new Set<string>();
  const key = (chat: unknown, message: unknown): string => `${String(chat)}:${String(message)}`;

  function see(message: Partial<Message> | undefined): void {
    if (message?.chat === undefined) return;
    chats.add(String(message.chat.id));
    if (message.migrate_to_chat_id !== undefined) chats.add(String(message.migrate_to_chat_id));
    // What the bot has said before this test began comes with buttons and replies.
    if (message.from?.is_bot === true && message.message_id !== undefined)
      own.add(key(message.chat.id, message.message_id));
  }

  return {
    received: ({ message, callback_query: pressed, inline_query: query, my_chat_member: member }) => {
      see(message);
      see(member);
      if (query !== undefined) open.inline.add(query.id);
      if (pressed === undefined) return;
      open.callback.add(pressed.id);
      see(pressed.message);
    },
    check: (method, parameters) => {
      const say = (rule: string): string[] => [`${method}: ${rule}`];
      if (method === 'answerCallbackQuery' && !open.callback.has(String(parameters['callback_query_id'])))
        return say('this callback query did not come, or was answered before');
      if (method === 'answerInlineQuery') {
        if (!open.inline.has(String(parameters['inline_query_id'])))
          return say('this inline query did not come, or was answered before');
        const results = parameters['results'] as { id: string }[];
        if (results.length > 50) return say(`${results.length} results, at most 50`);
        if (new Set(results.map(({ id }) => id)).size < results.length)
          return say('result ids must be unique');
      }
      const chat = parameters['chat_id'];
      if (EDITS.test(method) && chat !== undefined && !own.has(key(chat, parameters['message_id'])))
        return say(`message ${String(parameters['message_id'])} is not the bot's own`);
      if (method.startsWith('send') && !chats.has(String(chat)))
        return say(`nobody wrote in chat ${String(chat)}`);
      return [];
    },
    moved: (to) => void chats.add(String(to)),
    succeeded: (method, parameters, result) => {
      if (method === 'answerCallbackQuery') open.callback.delete(String(parameters['callback_query_id']));
      if (method === 'answerInlineQuery') open.inline.delete(String(parameters['inline_query_id']));
      const sent = result as Partial<Message> | undefined;
      if (method.startsWith('send') && sent?.message_id !== undefined)
        own.add(key(parameters['chat_id'], sent.message_id));
    },
  };
}
