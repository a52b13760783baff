// Rules about the order of requests: one answer to each received query; edits only of the bot's own messages; only
// known chats.
import type { Chat, ChatShared, Message, Update, User } from 'grammy/types';

type Fields = Record<string, unknown>;

export type SequenceRules = {
  received: (update: Update) => void;
  check(method: string, parameters: Fields): string[];
  /** Begins a request: a second answer to the same query is a breach, even before this one has finished. */
  started(method: string, parameters: Fields): void;
  /** Ends a request: unless it has succeeded, its query may be answered again. */
  ended(method: string, parameters: Fields): void;
  /** Records a request that Telegram has carried out. */
  succeeded(method: string, parameters: Fields, result: unknown): void;
  /** Records the new id of a group that has become a supergroup. */
  moved(to: number): void;
};

const EDITS = /^(?:edit|delete|stop)Message|^stopPoll$/;
const ANSWERS: Record<string, { query: string; name: string }> = {
  answerCallbackQuery: { query: 'callback_query_id', name: 'callback query' },
  answerInlineQuery: { query: 'inline_query_id', name: 'inline query' },
  answerGuestQuery: { query: 'guest_query_id', name: 'guest query' },
};

/** The common fields of messages and other events in a chat. */
type InChat = {
  chat?: Chat;
  message_id?: number;
  from?: User;
  migrate_to_chat_id?: number;
  chat_shared?: ChatShared;
  reply_to_message?: InChat | undefined;
};

/** @param mayProbe whether an edit that changes nothing may ask whose a message is */
export function createSequenceRules(mayProbe: boolean): SequenceRules {
  const open = new Set<string>();
  const underWay = new Set<string>();
  /** Messages that may be edited, each with the id of the bot that wrote it, if known. */
  const written = new Map<string, number | undefined>();
  const chats = new Set<string>();
  let me: number | undefined;
  const inChat = (chat: unknown, message: unknown): string => `${String(chat)}:${String(message)}`;
  const inline = (id: string): string => `inline:${id}`;

  function see({
    chat,
    message_id: id,
    from,
    migrate_to_chat_id: to,
    chat_shared: shared,
    reply_to_message: repliedTo,
  }: InChat): void {
    if (chat === undefined) return;
    chats.add(String(chat.id));
    if (to !== undefined) chats.add(String(to));
    if (shared !== undefined) chats.add(String(shared.chat_id));
    // Buttons and replies contain the bot's messages from before this test.
    if (from?.is_bot === true && id !== undefined) written.set(inChat(chat.id, id), from.id);
    if (repliedTo !== undefined) see(repliedTo);
  }

  function isOwn(message: string): boolean {
    const author = written.get(message);
    return written.has(message) && (me === undefined || author === undefined || author === me);
  }

  function answerBreaches(method: string, parameters: Fields): string[] {
    const answer = ANSWERS[method];
    if (answer === undefined) return [];
    const id = `${method}:${String(parameters[answer.query])}`;
    const breaches: string[] = [];
    if (!open.has(id) || underWay.has(id))
      breaches.push(`this ${answer.name} did not come, or was answered before`);
    const results = (parameters['results'] ?? []) as { id: string }[]; // the schema has been checked
    if (results.length > 50) breaches.push(`${results.length} results, at most 50`);
    if (new Set(results.map((result) => result.id)).size < results.length)
      breaches.push('result ids must be unique');
    return breaches;
  }

  function editBreaches(method: string, parameters: Fields): string[] {
    if (!EDITS.test(method) || (mayProbe && method === 'editMessageReplyMarkup')) return [];
    const { inline_message_id: inlineId, message_id: one, message_ids: several, chat_id: chat } = parameters;
    if (typeof inlineId === 'string')
      return isOwn(inline(inlineId)) ? [] : [`message ${inlineId} is not the bot's own`];
    const ids = Array.isArray(several) ? (several as unknown[]) : [one];
    if (chat === undefined || ids.includes(undefined))
      return ['chat_id and message_id are needed, or inline_message_id'];
    return ids
      .filter((id) => !isOwn(inChat(chat, id)))
      .map((id) => `message ${String(id)} is not the bot's own`);
  }

  function chatBreaches(parameters: Fields): string[] {
    const scope = (parameters['scope'] ?? {}) as Fields; // the schema has been checked
    // Updates do not contain the public names of channels.
    return [parameters['chat_id'], scope['chat_id']]
      .filter((chat) => typeof chat === 'number' && !chats.has(String(chat)))
      .map((chat) => `nobody wrote in chat ${String(chat)}`);
  }

  const answered = (method: string, parameters: Fields): string =>
    `${method}:${String(parameters[ANSWERS[method]?.query ?? ''])}`;

  return {
    received: (update) => {
      const { guest_message: called, ...known } = update;
      const { callback_query: pressed, inline_query: query, chosen_inline_result: chosen } = known;
      if (called?.guest_query_id !== undefined) open.add(`answerGuestQuery:${called.guest_query_id}`);
      // The chat of a guest message is none that the bot may write to.
      for (const happened of Object.values(known) as unknown[])
        if (typeof happened === 'object' && happened !== null) see(happened);
      if (query !== undefined) open.add(`answerInlineQuery:${query.id}`);
      if (chosen?.inline_message_id !== undefined) written.set(inline(chosen.inline_message_id), undefined);
      if (pressed === undefined) return;
      open.add(`answerCallbackQuery:${pressed.id}`);
      if (pressed.inline_message_id !== undefined) written.set(inline(pressed.inline_message_id), undefined);
      if (pressed.message === undefined) return;
      see(pressed.message);
      if (pressed.message.from?.is_bot === true) me ??= pressed.message.from.id;
    },
    check: (method, parameters) =>
      [
        ...answerBreaches(method, parameters),
        ...editBreaches(method, parameters),
        ...chatBreaches(parameters),
      ].map((rule) => `${method}: ${rule}`),
    started: (method, parameters) => void underWay.add(answered(method, parameters)),
    ended: (method, parameters) => void underWay.delete(answered(method, parameters)),
    moved: (to) => void chats.add(String(to)),
    succeeded: (method, parameters, result) => {
      open.delete(answered(method, parameters));
      if (method === 'getMe') me = (result as { id: number }).id;
      const { chat_id: chat, message_id: one, message_ids: several } = parameters;
      if (/^deleteMessages?$/.test(method))
        for (const id of Array.isArray(several) ? several : [one]) written.delete(inChat(chat, id));
      if (!/^(?:send|copy|forward)/.test(method)) return;
      for (const sent of [result].flat() as (Partial<Message> | undefined)[]) {
        // Ephemeral messages have the number 0, and cannot be edited so.
        if (sent?.message_id === undefined || sent.message_id === 0) continue;
        written.set(inChat(chat, sent.message_id), undefined);
        if (sent.chat !== undefined) written.set(inChat(sent.chat.id, sent.message_id), undefined);
      }
    },
  };
}
