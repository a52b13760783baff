// The allowed order of requests: answers, edits and chats.
import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import type { Update } from 'grammy/types';
import { createJudge, type Judge } from '../support/judge/judge.ts';
import { edit, experienced, plain, pressed, type Rule, testRules } from './requests.ts';

const editShared = (id: string): [string, object] => [
  'editMessageText',
  { inline_message_id: id, text: 'x' },
];
const remove = (...ids: number[]): [string, object] => ['deleteMessages', { chat_id: 7, message_ids: ids }];

const RULES: Rule[] = [
  ['an edit of a message of another bot', [edit(5)], [edit(4)], /message 5 is not the bot's own/],
  [
    'an edit of a shared message that nobody has pressed or chosen',
    [editShared('other')],
    [editShared('shared'), editShared('chosen')],
    /message other is not/,
  ],
  [
    'an edit of no message',
    [['editMessageText', { text: 'x' }]],
    [edit(2)],
    /are needed, or inline_message_id/,
  ],
  ['deleting someone else’s messages', [remove(2, 1)], [remove(2, 4)], /message 1 is not/],
  ['an edit of a message that is deleted', [remove(2), edit(2)], [edit(2), remove(2)], /message 2 is not/],
  [
    'a copy into a chat that nobody wrote in',
    [['copyMessage', { chat_id: 8, from_chat_id: 7, message_id: 1 }]],
    [['copyMessage', { chat_id: -9, from_chat_id: 7, message_id: 1 }]],
    /nobody wrote in chat 8/,
  ],
  [
    'commands for a chat that nobody wrote in',
    [['deleteMyCommands', { scope: { type: 'chat', chat_id: 8 } }]],
    [['deleteMyCommands', { scope: { type: 'chat', chat_id: 7 } }]],
    /nobody wrote in chat 8/,
  ],
];

describe('the judge objects to', () => {
  testRules(RULES);
});

const answer = (judge: Judge, response: Promise<object>): Promise<unknown> =>
  judge.transformer(() => response as never, 'answerCallbackQuery', { callback_query_id: 'pressed' });

test('a second answer is refused while the first is still running', async () => {
  const judge = experienced();
  const done = Promise.resolve({ ok: true, result: true });
  await Promise.all([answer(judge, done), answer(judge, done)]);
  assert.match(judge.violations.join(), /answered before/);
});

test('an answer that Telegram has refused, or that never arrived, may be tried again', async () => {
  const judge = experienced();
  await answer(judge, Promise.resolve({ ok: false, error_code: 429, description: 'Too Many Requests' }));
  await assert.rejects(answer(judge, Promise.reject(new Error('no network'))));
  await answer(judge, Promise.resolve({ ok: true, result: true }));
  judge.assertClean();
});

test('a group that has become a supergroup is known by both ids', async () => {
  const judge = createJudge({ onPurpose: true });
  const group = { id: -50, type: 'group', title: 'x' };
  const message = { message_id: 1, date: 1, chat: group, migrate_to_chat_id: -10050 };
  judge.received({ update_id: 1, message } as unknown as Update); // only the used fields
  const refusal = { ok: false, parameters: { migrate_to_chat_id: -10051 } };
  await judge.transformer(() => Promise.resolve(refusal as never), 'sendMessage', {
    chat_id: -50,
    text: 'x',
  });
  for (const chat_id of [-50, -10050, -10051]) judge.check('sendMessage', { chat_id, text: 'x' });
  judge.assertClean();
});

test('fields that are undefined are not sent, and not judged', () => {
  const judge = experienced();
  judge.check(...plain('x', { parse_mode: undefined, reply_markup: undefined }));
  judge.check('getMe', undefined);
  judge.check(...pressed({ text: undefined }));
  assert.deepEqual([judge.judged, judge.violations], [3, []]);
});
