// The menu with /admin: operators have it in their private chat, nobody else anywhere.
import assert from 'node:assert/strict';
import { test } from 'node:test';
import { Api } from 'grammy';
import { registerOperatorMenu, registerProfile } from '../../src/bot/command-menus.ts';
import type { AdminAccess } from '../../src/bot/dependencies.ts';
import { createBotApiEmulator, type BotApiEmulator } from '../../src/emulator/emulator.ts';
import { createTranslations } from '../../src/locales/translations.ts';
import { startDialogue } from '../support/dialogue.ts';
import { openHashingEngine } from '../support/engine.ts';
import { BOT, OTHER, READER, TOKEN } from '../support/people.ts';

const engine = await openHashingEngine();
const i18n = createTranslations();
const ADMIN: AdminAccess = {
  ids: new Set([READER.id]),
  program: { version: '1.2.3', node: '20.12.0', startedAt: 0 },
  status: () => {
    throw new Error('not asked for');
  },
  reload: () => Promise.resolve({ kind: 'same' }),
};

function open(): { telegram: BotApiEmulator; api: Api } {
  const telegram = createBotApiEmulator({ token: TOKEN, bot: BOT, now: () => 1e12 });
  const fetch: typeof globalThis.fetch = (url, init) => telegram.handle(new Request(url, init));
  return { telegram, api: new Api(TOKEN, { fetch }) };
}

const adminIn = (telegram: BotApiEmulator, chatId: number, language_code = 'zh-hans'): string | undefined =>
  telegram
    .commandsFor(chatId, { ...READER, id: chatId, language_code })
    .find(({ command }) => command === 'admin')?.description;

test('an operator’s private chat has /admin in its menu, in the language of the app or the chosen one', async () => {
  const { telegram, api } = open();
  telegram.openPrivateChat(READER);
  telegram.openPrivateChat(OTHER);
  await registerProfile(api, i18n);
  await registerOperatorMenu(api, i18n, READER.id, undefined);
  assert.equal(adminIn(telegram, READER.id), '看运行状态、缺口和最近一周，邀请读者');
  assert.equal(adminIn(telegram, READER.id, 'en'), 'Status, gaps, the last week, invite readers');
  assert.equal(adminIn(telegram, OTHER.id), undefined);
  await registerOperatorMenu(api, i18n, READER.id, 'zh-hant');
  for (const app of ['zh-hans', 'en'])
    assert.equal(adminIn(telegram, READER.id, app), '看執行狀態、缺口和最近一週，邀請讀者');
});

test('an operator who never wrote to the bot is no error; another failure is', async () => {
  const { telegram, api } = open();
  await registerOperatorMenu(api, i18n, READER.id, undefined);
  telegram.openPrivateChat(READER);
  assert.equal(adminIn(telegram, READER.id), undefined);
  telegram.failNext('setMyCommands', { code: 429, parameters: { retry_after: 3 } });
  await assert.rejects(registerOperatorMenu(api, i18n, READER.id, undefined), /Too Many Requests/);
});

test('their /start registers the menu, and /language changes it and keeps /admin', async () => {
  const { say, press, telegram } = startDialogue(engine, { admin: ADMIN });
  assert.equal(adminIn(telegram, READER.id), undefined);
  await say('/start');
  assert.equal(adminIn(telegram, READER.id), '看运行状态、缺口和最近一周，邀请读者');
  await say('/language');
  await press('English');
  assert.equal(adminIn(telegram, READER.id), 'Status, gaps, the last week, invite readers');
});

test('readers get no /admin, whatever they start or choose', async () => {
  for (const language of ['zh-hans', 'zh-hant', 'en']) {
    const { say, press, telegram } = startDialogue(engine, {
      language,
      admin: { ...ADMIN, ids: new Set([OTHER.id]) },
    });
    await say('/start');
    await say('/language');
    await press('繁體中文');
    assert.equal(adminIn(telegram, READER.id, language), undefined);
  }
});
