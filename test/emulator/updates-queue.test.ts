import assert from 'node:assert/strict';
import { test } from 'node:test';
import type { Update } from 'grammy/types';
import { ask, OTHER, READER, settle } from './fixture.ts';

const ids = (updates: readonly Update[]): number[] => updates.map(({ update_id }) => update_id);

test('updates are repeated until a higher offset confirms them', async () => {
  const { emulator, updates } = ask();
  for (const text of ['a', 'b', 'c']) emulator.say(7, READER, text);
  assert.deepEqual(ids(await updates()), [100, 101, 102]);
  assert.deepEqual(ids(await updates({ limit: 2 })), [100, 101]);
  assert.deepEqual(ids(await updates({ offset: 102 })), [102]);
  assert.deepEqual(ids(await updates()), [102]);
  assert.deepEqual(ids(await updates({ offset: 103 })), []);
});

test('a negative offset keeps the newest updates and forgets the others', async () => {
  const { emulator, updates } = ask();
  for (const text of ['a', 'b', 'c']) emulator.say(7, READER, text);
  assert.deepEqual(ids(await updates({ offset: -1 })), [102]);
  assert.deepEqual(ids(await updates()), [102]);
});

test('confirmed updates are repeated after a redelivery', async () => {
  const { emulator, updates } = ask();
  emulator.say(7, READER, 'a');
  assert.deepEqual(ids(await updates({ offset: 101 })), []);
  emulator.redeliver();
  assert.deepEqual(ids(await updates()), [100]);
});

test('a long poll waits for the next update', async () => {
  const { emulator, updates } = ask();
  const poll = updates({ timeout: 30 });
  await emulator.waitFor('getUpdates');
  await settle();
  emulator.say(7, READER, 'a');
  assert.deepEqual(ids(await poll), [100]);
});

test('a long poll ends empty when its time is up', async () => {
  const { updates, pass } = ask();
  const poll = updates({ timeout: 30 });
  await settle();
  pass(30_000);
  assert.deepEqual(await poll, []);
});

test('of two polls the first is refused', async () => {
  const { emulator, updates, refusal } = ask();
  const first = refusal('getUpdates', { timeout: 30 });
  await settle();
  const second = updates({ timeout: 30 });
  assert.deepEqual(await first, {
    ok: false,
    error_code: 409,
    description:
      'Conflict: terminated by other getUpdates request; make sure that only one bot instance is running',
  });
  emulator.say(7, READER, 'a');
  assert.deepEqual(ids(await second), [100]);
});

test('an aborted poll makes way for the next and confirms nothing', async () => {
  const { emulator, call, updates } = ask();
  const gone = new AbortController();
  const poll = call('getUpdates', { timeout: 30 }, gone.signal);
  await settle();
  gone.abort();
  await poll;
  emulator.say(7, READER, 'a');
  assert.deepEqual(ids(await updates({ timeout: 30 })), [100]);
});

test('only wanted kinds are queued, and the choice lasts until the next one', async () => {
  const { emulator, updates } = ask();
  await updates({ allowed_updates: ['callback_query'] });
  emulator.say(7, READER, 'a');
  assert.deepEqual(await updates(), []);
  await updates({ allowed_updates: [] });
  emulator.say(7, READER, 'b');
  assert.equal((await updates())[0]?.message?.text, 'b');
});

test('in a group with privacy mode the bot gets commands, mentions, replies to it, and service messages', async () => {
  const { emulator, call, updates } = ask();
  const { id } = emulator.createSupergroup({ title: '群', people: [{ user: READER }, { user: OTHER }] });
  emulator.addBotTo(id, OTHER);
  const { message_id } = (await call('sendMessage', { chat_id: id, text: 'hello' })) as {
    message_id: number;
  };
  const said = emulator.say(id, READER, 'between us');
  emulator.say(id, READER, '/ask x');
  emulator.say(id, READER, '/ask@other_bot x');
  emulator.say(id, READER, '/ask@wenda_test_bot y');
  emulator.say(id, READER, 'so @wenda_test_bot?');
  emulator.say(id, READER, 'yes', { replyTo: message_id });
  emulator.say(id, READER, 'no', { replyTo: said.message_id });
  assert.deepEqual(
    (await updates()).map(({ message, my_chat_member: member }) =>
      member ? member.new_chat_member.status : (message?.text ?? Object.keys(message ?? {}).at(-1)),
    ),
    ['member', 'new_chat_members', '/ask x', '/ask@wenda_test_bot y', 'so @wenda_test_bot?', 'yes'],
  );
});

test('a webhook gets the updates one by one, with its secret, and again after a failure', async () => {
  const posted: { id: number; secret: string | undefined }[] = [];
  let status = 500;
  const { emulator, call, refusal, pass } = ask({
    post: (_url, { headers, body }) => {
      const { update_id } = JSON.parse(body) as Update;
      posted.push({ id: update_id, secret: headers['x-telegram-bot-api-secret-token'] });
      return Promise.resolve(new Response('', { status }));
    },
  });
  await call('setWebhook', { url: 'http://127.0.0.1:1/hook', secret_token: 's3cret' });
  assert.equal(
    (await refusal('getUpdates')).description,
    "Conflict: can't use getUpdates method while webhook is active; use deleteWebhook to delete the webhook first",
  );
  emulator.say(7, READER, 'a');
  emulator.say(7, READER, 'b');
  await settle();
  assert.deepEqual(posted, [{ id: 100, secret: 's3cret' }]);
  const info = (await call('getWebhookInfo')) as Record<string, unknown>;
  assert.equal(info['pending_update_count'], 2);
  assert.equal(info['last_error_message'], 'Wrong response from the webhook: 500');
  status = 200;
  pass(1000);
  await settle();
  assert.deepEqual(
    posted.map(({ id }) => id),
    [100, 100, 101],
  );
  await call('deleteWebhook');
  assert.deepEqual(await call('getUpdates'), []);
});

test('a webhook may answer with a method, and must be on this machine', async () => {
  const { emulator, call, refusal } = ask({
    post: () =>
      Promise.resolve(Response.json({ method: 'sendMessage', chat_id: 7, text: 'answered at once' })),
  });
  assert.equal((await refusal('setWebhook', { url: 'https://example.com/hook' })).error_code, 400);
  await call('setWebhook', { url: 'http://localhost:1/hook' });
  emulator.say(7, READER, 'a');
  await settle();
  assert.deepEqual(
    emulator.messages(7).map(({ text }) => text),
    ['a', 'answered at once'],
  );
});
