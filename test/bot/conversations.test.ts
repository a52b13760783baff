import assert from 'node:assert/strict';
import { test } from 'node:test';
import { createConversations } from '../../src/bot/conversations.ts';

test('the last topic is remembered for half an hour, for each reader in each chat and forum topic', () => {
  let now = 1_000_000;
  const conversations = createConversations({ now: () => now });
  const here = { chatId: -5, userId: 7 };
  conversations.remember(here, 'first');
  conversations.remember(here, 'second');
  now += 30 * 60_000 - 1;
  assert.equal(conversations.lastArticle(here), 'second');
  for (const elsewhere of [
    { chatId: -6, userId: 7 },
    { chatId: -5, userId: 8 },
    { ...here, threadId: 3 },
  ])
    assert.equal(conversations.lastArticle(elsewhere), undefined);
  now += 2;
  assert.equal(conversations.lastArticle(here), undefined);
});

test('a reader is forgotten alone, a chat with everyone in it', () => {
  const conversations = createConversations({ now: () => 0 });
  const all = [
    { chatId: 1, userId: 1 },
    { chatId: 1, userId: 2 },
    { chatId: 11, userId: 1 },
  ] as const;
  for (const speaker of all) conversations.remember(speaker, 'topic');
  conversations.forget(all[0]);
  assert.deepEqual(
    all.map((speaker) => conversations.lastArticle(speaker)),
    [undefined, 'topic', 'topic'],
  );
  assert.equal(conversations.forgetChat(1), 1);
  assert.deepEqual(
    all.map((speaker) => conversations.lastArticle(speaker)),
    [undefined, undefined, 'topic'],
  );
});

test('no more than ten thousand readers are remembered', () => {
  const conversations = createConversations({ now: () => 0 });
  for (let userId = 0; userId <= 10_000; userId++) conversations.remember({ chatId: 1, userId }, 'topic');
  assert.equal(conversations.lastArticle({ chatId: 1, userId: 0 }), undefined);
  assert.equal(conversations.lastArticle({ chatId: 1, userId: 1 }), 'topic');
});
