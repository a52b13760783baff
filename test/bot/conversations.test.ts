import assert from 'node:assert/strict';
import { test } from 'node:test';
import { createConversations } from '../../src/bot/conversations.ts';
import { normalise } from '../../src/text/normal-form.ts';

test('the last topic is remembered for half an hour, for each reader in each chat and forum topic', () => {
  let now = 1_000_000;
  const conversations = createConversations({ now: () => now });
  const here = { chatId: -5, userId: 7 };
  conversations.remember(here, { articleId: 'first', position: 0 });
  conversations.remember(here, { articleId: 'second', position: 0 });
  now += 30 * 60_000 - 1;
  assert.equal(conversations.last(here)?.articleId, 'second');
  for (const elsewhere of [
    { chatId: -6, userId: 7 },
    { chatId: -5, userId: 8 },
    { ...here, threadId: 3 },
  ])
    assert.equal(conversations.last(elsewhere)?.articleId, undefined);
  now += 2;
  assert.equal(conversations.last(here)?.articleId, undefined);
});

test('a reader is forgotten alone, a chat with everyone in it', () => {
  const conversations = createConversations({ now: () => 0 });
  const all = [
    { chatId: 1, userId: 1 },
    { chatId: 1, userId: 2 },
    { chatId: 11, userId: 1 },
  ] as const;
  for (const speaker of all) conversations.remember(speaker, { articleId: 'topic', position: 0 });
  conversations.forget(all[0]);
  assert.deepEqual(
    all.map((speaker) => conversations.last(speaker)?.articleId),
    [undefined, 'topic', 'topic'],
  );
  assert.equal(conversations.forgetChat(1), 1);
  assert.deepEqual(
    all.map((speaker) => conversations.last(speaker)?.articleId),
    [undefined, undefined, 'topic'],
  );
});

test('no more than ten thousand readers are remembered', () => {
  const conversations = createConversations({ now: () => 0 });
  for (let userId = 0; userId <= 10_000; userId++)
    conversations.remember({ chatId: 1, userId }, { articleId: 'topic', position: 0 });
  assert.equal(conversations.last({ chatId: 1, userId: 0 })?.articleId, undefined);
  assert.equal(conversations.last({ chatId: 1, userId: 1 })?.articleId, 'topic');
});

test('which answer a message got is remembered for five minutes, or until the chat is forgotten', () => {
  let now = 1_000_000;
  const conversations = createConversations({ now: () => now });
  const given = { question: normalise('税率'), after: undefined, messageId: 3 };
  for (const chatId of [1, 11]) conversations.give(chatId, 2, given);
  conversations.forget({ chatId: 1, userId: 1 });
  assert.equal(conversations.given(1, 2), undefined);
  now += 5 * 60_000;
  assert.deepEqual(conversations.given(11, 2), given);
  now += 1;
  assert.equal(conversations.given(11, 2), undefined);
});
