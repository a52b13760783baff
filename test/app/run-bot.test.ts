// The bot from its first call to its end, over HTTP: what it leaves unfinished is answered by the next one, once.
import assert from 'node:assert/strict';
import { after, test } from 'node:test';
import { type RunningBot, runBot } from '../../src/app/run-bot.ts';
import { createBot } from '../../src/bot/create-bot.ts';
import { createDelivery } from '../../src/delivery/delivery.ts';
import type { BotApiEmulator } from '../../src/emulator/emulator.ts';
import { createTranslations } from '../../src/locales/translations.ts';
import { openLowdbState } from '../../src/storage/lowdb-state.ts';
import type { StateStore } from '../../src/storage/state-store.ts';
import { Failure } from '../../src/system/failure.ts';
import { wait } from '../../src/system/wait.ts';
import { openHashingEngine } from '../support/engine.ts';
import { BOT, READER, TOKEN } from '../support/people.ts';
import { startTelegram } from '../support/telegram.ts';
import { temporaryFolder } from '../support/temporary.ts';

const engine = await openHashingEngine();
const QUESTION = '青禾科技的发行价格';

function start(apiRoot: string, state: StateStore, operators: readonly number[] = []): RunningBot {
  const ignored = (): void => undefined;
  const logger = { debug: ignored, info: ignored, warn: ignored, error: ignored };
  const i18n = createTranslations(() => undefined);
  const delivery = createDelivery({ now: Date.now, wait, random: Math.random, logger });
  const bot = createBot(
    { token: TOKEN, apiRoot, delivery },
    { wiki: engine.wiki, state, i18n, logger, now: Date.now, random: () => 0 },
  );
  const running = runBot(bot, { state, operators, i18n, logger, delivery });
  after(() => running.stop());
  return running;
}

const answersOf = (telegram: BotApiEmulator): number =>
  telegram.messages(READER.id).filter(({ from }) => from.id === BOT.id).length;

const openState = (): Promise<StateStore> =>
  openLowdbState({ stateDir: temporaryFolder(), onProblem: (message) => assert.fail(message) });

for (const [what, code, parameters] of [
  ['a refused token', 401, {}],
  ['a stop while Telegram asks for a pause', 429, { retry_after: 3600 }],
] as const)
  test(`after ${what} the next start answers what was asked, once`, async () => {
    const { emulator: telegram, url, updates } = await startTelegram(TOKEN);
    const state = await openState();
    telegram.failNext('sendMessage', { code, parameters });
    const first = start(url, state);
    telegram.say(READER.id, READER, QUESTION);
    const asked = updates.at(-1)?.update_id ?? 0;
    await telegram.waitFor('sendMessage');
    if (code === 401)
      await assert.rejects(
        first.finished,
        (error) => error instanceof Failure && error.message.includes('copy it again from @BotFather'),
      );
    else await first.stop();
    assert.deepEqual([state.updates.has(asked), answersOf(telegram)], [false, 0]);

    const answered = new Promise<void>((resolve) => {
      telegram.subscribe((event) => {
        if (event.kind === 'message' && event.message.from.id === BOT.id) resolve();
      });
    });
    const second = start(url, state);
    await answered;
    await second.stop();
    assert.deepEqual([state.updates.has(asked), answersOf(telegram)], [true, 1]);
    const { offset } = telegram.calls.filter(({ method }) => method === 'getUpdates').at(-1)?.payload ?? {};
    assert.equal(offset, asked + 1);
    await state.close();
  });

test('a guest’s call is asked for and answered, and an operator’s menu is registered', async () => {
  const { emulator: telegram, url } = await startTelegram(TOKEN);
  const state = await openState();
  const { id } = telegram.createGroup({ title: '朋友', people: [{ user: READER }] });
  telegram.say(READER.id, READER, QUESTION);
  const running = start(url, state, [READER.id]);
  await telegram.waitFor('getUpdates');
  telegram.say(id, READER, `@${BOT.username} ${QUESTION}`);
  await telegram.waitFor('answerGuestQuery');
  await telegram.waitFor('setMyCommands', ({ scope }) => /"chat_id":7\b/.test(JSON.stringify(scope ?? '')));
  await running.stop();
  await state.close();
});
