// Each feature once, through the real bot over HTTP: polling, serialisation and answers as with Telegram.
import assert from 'node:assert/strict';
import { after, test } from 'node:test';
import type { InlineKeyboardButton } from 'grammy/types';
import { createBot } from '../../src/bot/create-bot.ts';
import { runBot } from '../../src/app/run-bot.ts';
import { createTranslations } from '../../src/locales/translations.ts';
import type { ChatMessage, EmulatorEvent } from '../../src/emulator/emulator.ts';
import { openLowdbState } from '../../src/storage/lowdb-state.ts';
import { openTestEngine } from '../support/engine.ts';
import { BOT, READER, TOKEN } from '../support/people.ts';
import { serveUntilEnd, startTelegram } from '../support/telegram.ts';
import { temporaryFolder } from '../support/temporary.ts';

const engine = await openTestEngine();

for (const way of ['polled', 'posted to a webhook'])
  test(`each feature once, over HTTP, updates are ${way}`, () => everyFeatureOnce(way !== 'polled'));

async function everyFeatureOnce(hasWebhook: boolean): Promise<void> {
  const { emulator: telegram, url } = await startTelegram(TOKEN);
  const problems: string[] = [];
  const note = (message: string, details?: object): void =>
    void problems.push(`${message} ${JSON.stringify(details)}`);
  const logger = { debug: () => undefined, info: () => undefined, warn: note, error: note };
  const state = await openLowdbState({ stateDir: temporaryFolder(), onProblem: note });
  const i18n = createTranslations((chatId) => state.preferences.language(chatId));
  const bot = createBot(
    { token: TOKEN, apiRoot: url },
    { wiki: engine.wiki, state, i18n, logger, now: Date.now, random: () => 0 },
  );
  const receive = (request: Request): Promise<Response> => running.receive(request);
  const webhook = hasWebhook
    ? { url: `${await serveUntilEnd(receive)}/webhook`, secret: 'a-secret' }
    : undefined;
  const running = runBot(bot, { state, i18n, logger, webhook });
  after(() => running.stop());

  /** Acts, and gives the next message that the bot sends or edits and that satisfies a condition. */
  function next(act: () => unknown, kind: 'message' | 'edited', has: (text: string) => boolean = () => true) {
    return new Promise<ChatMessage>((resolve, reject) => {
      const end = telegram.subscribe((event: EmulatorEvent) => {
        if (event.kind !== kind || event.message.from.id !== BOT.id || !has(event.message.text ?? '')) return;
        end();
        resolve(event.message);
      });
      // A failed action fails the test now instead of at its timeout.
      Promise.resolve().then(act).catch(reject);
    });
  }
  const ask = (text: string, chatId = READER.id) => next(() => telegram.say(chatId, READER, text), 'message');

  /** Presses the button that begins with a text. */
  async function press({ chat, message_id, reply_markup }: ChatMessage, label: string): Promise<void> {
    const buttons: InlineKeyboardButton[] = reply_markup?.inline_keyboard.flat() ?? [];
    const button = buttons.find(({ text }) => text.startsWith(label));
    assert.ok(button !== undefined && 'callback_data' in button, `${label} of ${JSON.stringify(buttons)}`);
    const { answered } = await telegram.press(chat.id, message_id, READER, button.callback_data);
    assert.ok(answered, label);
  }
  const pressed = (message: ChatMessage, label: string, kind: 'message' | 'edited') =>
    next(() => press(message, label), kind);
  /** For a question that the bot sends before it answers. */
  const saidAloud = (act: () => unknown, question: string) => {
    const said = next(act, 'message', (text) => text.includes(`❓ ${question}`));
    const isAnswer = (text: string): boolean => !text.includes('❓');
    return Promise.all([said, next(() => said, 'message', isAnswer)]);
  };

  const greeting = await ask('/start');
  assert.match(textOf(greeting), /现在收录 6 篇专题/);
  const [, example] = await saidAloud(() => press(greeting, '公司注销的步骤'), '公司注销的步骤');
  assert.match(textOf(example), /^\u200c公司注销的步骤 › /);

  const question = '青禾科技的发行价格';
  const answer = await ask(question);
  assert.match(textOf(answer), /每股12\.80元/);
  assert.match(textOf(await pressed(answer, '下一条', 'edited')), /青禾科技/);
  const article = await pressed(answer, '全文', 'message');
  assert.match(JSON.stringify(article), /青禾科技.*每股12\.80元/s);
  assert.match(textOf(await pressed(answer, '云帆客服系统', 'message')), /^云帆客服系统/);
  const related = await pressed(answer, '更多相关', 'edited');
  await pressed(await pressed(related, '↩ 返回回答', 'edited'), '👍', 'edited');
  assert.equal(state.feedback.all()[0]?.question, question);
  assert.match(textOf(await ask('怎么收费')), /接着“云帆客服系统”的话题/);
  const long = await ask('青禾科技的样品复检收费吗');
  const whole = await pressed(long, '整节', 'edited');
  assert.ok(textOf(whole).length > textOf(long).length, 'the section says more');
  await ask('云帆客服系统做什么');

  const card = await pressed(await ask('/topics'), '公司注销的步骤', 'edited');
  assert.match(textOf(await pressed(card, '税务注销', 'edited')), /第 2\/3 节/);
  assert.match(textOf(await ask('/topics qhkj')), /标题里有/);
  for (const [command, text] of [
    ['/latest', /最新专题/],
    ['/hot', /热门专题/],
    ['/random', /次阅读/],
    ['/privacy', /我存了什么/],
    ['/help', /怎么用/],
  ] as const)
    assert.match(textOf(await ask(command)), text);
  assert.match(textOf(await pressed(await ask('/language'), 'English', 'edited')), /I’ll use English/);
  assert.match(textOf(await ask('/forget')), /Deleted/);
  assert.equal(state.feedback.all().length, 0);

  const shown = await telegram.inline(READER, '青禾科技发行', '', READER.id);
  assert.ok(shown.answered && shown.results[0] !== undefined);
  const { id } = shown.results[0];
  const reads = state.reads.count(id.slice(2));
  telegram.chooseInline(READER, READER.id, id, '青禾科技发行');
  const empty = await telegram.inline(READER, '红烧肉怎么炖');
  assert.ok(empty.answered && empty.button?.start_parameter !== undefined);
  const { start_parameter } = empty.button;
  const [, unknown] = await saidAloud(
    () => telegram.start(READER.id, READER, start_parameter),
    '红烧肉怎么炖',
  );
  assert.match(textOf(unknown), /not cover|没有讲到/);
  assert.equal(state.reads.count(id.slice(2)), reads + 1);
  assert.match(textOf(await ask(`/start ${id.replace(':', '-')}`)), /青禾科技/);

  const group = telegram.createSupergroup({ title: '群', people: [{ user: READER }], bot: 'member' }).id;
  assert.match(textOf(await ask('/ask 公司注销公告期限', group)), /四十五天/);
  assert.match(textOf(await ask('专利年费 @wenda_test_bot', group)), /专利年费怎么缴/);
  // An administrator gets every message and must ignore most.
  telegram.setBotStanding(group, 'administrator', READER);
  telegram.say(group, READER, '大家早上吃什么');
  assert.match(textOf(await ask('/ask 信用证', group)), /letter|Letter|信用证/);
  assert.equal(telegram.messages(group).filter(({ from }) => from.id === BOT.id).length, 3);

  await running.stop();
  await running.finished;
  await state.close();
  assert.deepEqual(problems, []);
  assert.equal(
    telegram.calls.some(({ method }) => method === 'getUpdates'),
    !hasWebhook,
  );
}

const textOf = ({ text = '' }: ChatMessage): string => text;
