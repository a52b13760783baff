// Requests to judge, and the judge's state before them.
import assert from 'node:assert/strict';
import { test } from 'node:test';
import type { Update } from 'grammy/types';
import { BOT } from '../support/people.ts';
import { createJudge, type Judge } from '../support/judge/judge.ts';

export const CHAT = { id: 7, type: 'private' as const, first_name: 'x' };
export const FROM = { id: 7, is_bot: false, first_name: 'x' };

/** A judge that has seen messages, pressed buttons, and an inline query. */
export function experienced(): Judge {
  const judge = createJudge({ onPurpose: true });
  const message = { message_id: 1, date: 1, chat: CHAT, from: FROM, text: 'x' };
  const own = { ...message, message_id: 2, from: BOT };
  const press = { from: FROM, chat_instance: '1', data: 'x' };
  const repliedTo = { ...message, message_id: 4, from: BOT, reply_to_message: undefined };
  const ofOtherBot = { ...message, message_id: 5, from: { ...BOT, id: 99 }, reply_to_message: undefined };
  const channel = { id: -9, type: 'channel' as const, title: 'x' };
  const updates = [
    { message },
    { callback_query: { ...press, id: 'pressed', message: own } },
    { callback_query: { ...press, id: 'pressed below a shared message', inline_message_id: 'shared' } },
    { chosen_inline_result: { result_id: 'a', from: FROM, query: '', inline_message_id: 'chosen' } },
    { inline_query: { id: 'typed', from: FROM, query: '', offset: '' } },
    { message: { ...message, message_id: 3, reply_to_message: repliedTo } },
    { message: { ...message, message_id: 6, reply_to_message: ofOtherBot } },
    { channel_post: { ...message, chat: channel, sender_chat: channel } },
  ];
  // Only the fields that the judge looks at.
  for (const [i, update] of updates.entries()) judge.received({ update_id: i, ...update } as Update);
  return judge;
}

export type Request = [method: string, parameters: object];

export function breaches(...requests: Request[]): string[] {
  const judge = experienced();
  for (const [method, parameters] of requests) {
    judge.check(method, parameters);
    judge.succeeded(method, parameters, { message_id: 10 });
  }
  return [...judge.violations];
}

export const html = (text: string): Request => ['sendMessage', { chat_id: 7, parse_mode: 'HTML', text }];
export const plain = (text: string, more: object = {}): Request => [
  'sendMessage',
  { chat_id: 7, text, ...more },
];
export const keyboard = (...rows: object[][]): Request =>
  plain('x', { reply_markup: { inline_keyboard: rows } });
export const article = (id: string, more: object = {}): object => ({
  type: 'article',
  id,
  title: 'x',
  input_message_content: { message_text: 'x' },
  ...more,
});
export const inline = (results: object[], more: object = {}): Request => [
  'answerInlineQuery',
  { inline_query_id: 'typed', results, ...more },
];
export const pressed = (more: object = {}): Request => [
  'answerCallbackQuery',
  { callback_query_id: 'pressed', ...more },
];
export const edit = (message_id: number): Request => [
  'editMessageText',
  { chat_id: 7, message_id, text: 'x' },
];
export const rich = (...blocks: object[]): Request => [
  'sendRichMessage',
  { chat_id: 7, rich_message: { blocks } },
];
export const paragraph = (text: string): object => ({ type: 'paragraph', text });

/** An illegal request, the closest legal one, and the reported breach. */
export type Rule = [name: string, broken: Request[], legal: Request[], told: RegExp];

export function testRules(rules: readonly Rule[]): void {
  for (const [name, broken, legal, told] of rules) {
    test(name, () => {
      assert.match(breaches(...broken).join('\n'), told);
      assert.deepEqual(breaches(...legal), []);
    });
  }
}
