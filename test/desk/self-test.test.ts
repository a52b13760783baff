import assert from 'node:assert/strict';
import { test } from 'node:test';
import { Api } from 'grammy';
import { testStaffGroup } from '../../src/desk/self-test.ts';
import { STAFF_RIGHTS } from '../../src/desk/staff-rights.ts';
import { type BotApiEmulator, createBotApiEmulator } from '../../src/emulator/emulator.ts';
import { BOT, READER, TOKEN } from '../support/people.ts';
import { fc } from '../support/property.ts';

const METHODS = [
  'getChat',
  'getChatMember',
  'createForumTopic',
  'sendMessage',
  'setMessageReaction',
  'pinChatMessage',
  'editMessageText',
  'deleteMessage',
  'closeForumTopic',
] as const;
const REFUSALS = [400, 403, 500, 502];
const NOW = Date.parse('2026-11-24T12:00:00Z');
const WORDS = { title: 't', text: 'x' };

/** grammY's own client on the emulator, without a network. */
function apiOf(telegram: BotApiEmulator): Api {
  // grammY gives an address as text, and what `Request` takes.
  const fetch = (url: string, init: RequestInit): Promise<Response> =>
    telegram.handle(new Request(url, init));
  return new Api(TOKEN, { fetch: fetch as typeof globalThis.fetch });
}

const CASES = fc.record({
  isForum: fc.boolean(),
  standing: fc.constantFrom('administrator' as const, 'member' as const, 'left' as const),
  missing: fc.subarray([...STAFF_RIGHTS]),
  failing: fc.option(fc.record({ method: fc.constantFrom(...METHODS), code: fc.constantFrom(...REFUSALS) })),
});

test('whatever is missing or refused, nothing stays in the group, and only a group where everything works passes', async () => {
  await fc.assert(
    fc.asyncProperty(CASES, async ({ isForum, standing, missing, failing }) => {
      const telegram = createBotApiEmulator({ token: TOKEN, bot: BOT, now: () => NOW });
      const people = [{ user: READER, standing: 'creator' as const }];
      const { id } = telegram.createSupergroup({ title: '客服', isForum, people });
      if (standing !== 'left') telegram.addBotTo(id, READER);
      const rights = Object.fromEntries(missing.map((right) => [right, false]));
      if (standing === 'administrator') telegram.setBotStanding(id, standing, READER, rights);
      const before = telegram.messages(id).length;
      if (failing !== null) telegram.failNext(failing.method, { code: failing.code, description: 'odd' });

      const tested = await testStaffGroup(apiOf(telegram), id, BOT.id, WORDS).catch(() => undefined);
      assert.deepEqual(telegram.topics(id), []);
      assert.equal(telegram.messages(id).length, before);
      const hasFailed = telegram.calls.some(({ method }) => method === failing?.method);
      assert.equal(tested === undefined, hasFailed && failing !== null && failing.code >= 500);
      if (tested === undefined) return;
      const isWhole = isForum && standing === 'administrator' && missing.length === 0;
      assert.equal(tested.isPassed, isWhole && failing === null);
      const problems = [...tested.results.values()].filter((result) => result !== 'passed');
      assert.equal(problems.length > 0, !tested.isPassed, 'what is missing is named');
    }),
  );
});

test('a topic that cannot be deleted is named', async () => {
  const telegram = createBotApiEmulator({ token: TOKEN, bot: BOT, now: () => NOW });
  const { id } = telegram.createSupergroup({ title: '客服', isForum: true, bot: 'administrator' });
  telegram.failNext('deleteForumTopic', { code: 400, description: 'Bad Request: CHAT_ADMIN_REQUIRED' });
  const { leftOver, results } = await testStaffGroup(apiOf(telegram), id, BOT.id, WORDS);
  assert.equal(leftOver, 't');
  assert.deepEqual(results.get('remove'), { kind: 'right', right: 'can_delete_messages' });
});
