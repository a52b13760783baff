// Each feature once, through the real bot over HTTP: polling, serialising and answering as with Telegram.
import assert from 'node:assert/strict';
import { after, test } from 'node:test';
import type { Message, Update } from 'grammy/types';
import { createBot } from '../../src/bot/create-bot.ts';
import { runBot } from '../../src/bot/run-bot.ts';
import { createTranslations, translateTo } from '../../src/locales/translations.ts';
import { openLowdbState } from '../../src/storage/lowdb-state.ts';
import { openTestEngine } from '../support/engine.ts';
import { BOT } from '../support/fake-telegram.ts';
import { startTelegramServer, type Call } from '../support/telegram-server.ts';
import { temporaryFolder } from '../support/temporary.ts';

const FROM = { id: 7, is_bot: false, first_name: '读者', language_code: 'zh-hans' };
const PRIVATE = { id: 7, type: 'private' as const, first_name: '读者' };
const GROUP = { id: -1005, type: 'supergroup' as const, title: '群' };

const engine = await openTestEngine();
const telegram = await startTelegramServer();

test('each feature once, over HTTP', async () => {
  const problems: string[] = [];
  const note = (message: string, details?: object): void =>
    void problems.push(`${message} ${JSON.stringify(details)}`);
  const logger = { debug: () => undefined, info: () => undefined, warn: note, error: note };
  const state = await openLowdbState({ stateDir: temporaryFolder(), onProblem: note });
  const i18n = createTranslations((chatId) => state.preferences.language(chatId));
  const bot = createBot(
    { token: '123456:TEST', apiRoot: telegram.url },
    { wiki: engine.wiki((id) => state.reads.count(id)), state, i18n, logger, now: Date.now, random: () => 0 },
  );
  const wordings = { en: translateTo(i18n, 'en'), zh: translateTo(i18n, 'zh-hans') };
  const running = runBot(bot, { logger, wordings });
  after(() => running.stop());

  let messageId = 0;
  let queryId = 0;
  /** Delivers an update and gives the call that it leads to. */
  async function act(update: Omit<Update, 'update_id'>, method: string): Promise<Call> {
    const from = telegram.calls.length;
    telegram.deliver(update);
    return telegram.waitFor(method, undefined, from);
  }
  const message = (text: string, more: object = {}): Message =>
    ({ message_id: ++messageId, date: 1, chat: PRIVATE, from: FROM, text, entities: entitiesOf(text), ...more }) as unknown as Message; // prettier-ignore
  const say = (text: string, method = 'sendMessage', more: object = {}): Promise<Call> =>
    act({ message: message(text, more) } as never, method);
  const textOf = ({ payload }: Call): string => String(payload['text']);

  /** Presses the button of a sent or edited message that begins with a text. */
  function press({ payload }: Call, label: string, method: string, question = ''): Promise<Call> {
    const { inline_keyboard: rows } = payload['reply_markup'] as { inline_keyboard: { text: string; callback_data?: string }[][] }; // prettier-ignore
    const button = rows.flat().find(({ text }) => text.startsWith(label));
    assert.ok(button?.callback_data !== undefined, `${label} of ${JSON.stringify(rows)}`);
    const below = { message_id: 900, date: 1, chat: PRIVATE, from: BOT, text: 'x', reply_markup: payload['reply_markup'] }; // prettier-ignore
    const asked = question === '' ? {} : { reply_to_message: message(question) };
    const query = { id: String(++queryId), from: FROM, chat_instance: '1', data: button.callback_data };
    return act({ callback_query: { ...query, message: { ...below, ...asked } } } as never, method);
  }

  /** The answer to a question that the bot says aloud first. */
  const answerBehind = (said: Call): Promise<Call> =>
    telegram.waitFor(
      'sendMessage',
      (payload) => 'reply_parameters' in payload,
      telegram.calls.indexOf(said) + 1,
    );

  const greeting = await say('/start');
  assert.match(textOf(greeting), /现在收录 6 篇专题/);
  const pressed = await press(greeting, '公司注销的步骤', 'sendMessage');
  assert.match(textOf(pressed), /❓ 公司注销的步骤/);
  assert.match(textOf(await answerBehind(pressed)), /^<b>公司注销的步骤<\/b> › /);

  const question = '青禾科技的发行价格';
  const answer = await say(question);
  assert.match(textOf(answer), /每股12\.80元/);
  assert.match(textOf(await press(answer, '下一段', 'editMessageText', question)), /青禾科技/);
  assert.match(textOf(await press(answer, '整节', 'editMessageText')), /<blockquote expandable>/);
  assert.ok('rich_message' in (await press(answer, '全文', 'sendRichMessage')).payload);
  assert.match(textOf(await press(answer, '云帆客服系统', 'sendMessage')), /^<b>云帆客服系统<\/b>/);
  await press(answer, '👍', 'editMessageReplyMarkup', question);
  assert.equal(state.feedback.all()[0]?.question, question);
  assert.match(textOf(await say('怎么收费')), /接着“云帆客服系统”的话题/);

  const letters = await say('/topics');
  const list = await press(letters, 'G · 2', 'editMessageText');
  const card = await press(list, '公司注销的步骤', 'editMessageText');
  assert.match(textOf(await press(card, '税务注销', 'editMessageText')), /第 2\/3 节/);
  assert.match(textOf(await say('/topics qhkj')), /标题里有/);
  for (const [command, text] of [
    ['/latest', /最新专题/],
    ['/hot', /热门专题/],
    ['/random', /次阅读/],
    ['/privacy', /我存了什么/],
    ['/help', /怎么用/],
  ] as const)
    // prettier-ignore
    assert.match(textOf(await say(command)), text);
  assert.match(textOf(await press(await say('/language'), 'English', 'editMessageText')), /I speak English/);
  assert.match(textOf(await say('/forget')), /Deleted/);
  assert.equal(state.feedback.all().length, 0);

  const typed = { id: 'typed', from: FROM, query: '青禾科技发行', offset: '' };
  const { payload } = await act({ inline_query: typed }, 'answerInlineQuery');
  const [result] = payload['results'] as { id: string; input_message_content: { message_text: string } }[];
  assert.ok(result !== undefined);
  const { id } = result;
  const reads = state.reads.count(id.slice(2));
  telegram.deliver({ chosen_inline_result: { result_id: id, from: FROM, query: '青禾科技发行' } });
  const empty = await act(
    { inline_query: { ...typed, id: 'empty', query: '红烧肉怎么炖' } },
    'answerInlineQuery',
  );
  assert.equal(state.reads.count(id.slice(2)), reads + 1);
  const { start_parameter } = empty.payload['button'] as { start_parameter: string };
  const carried = await say(`/start ${start_parameter}`);
  assert.match(textOf(carried), /❓ 红烧肉怎么炖/);
  assert.match(textOf(await answerBehind(carried)), /not cover|没有讲到/);
  assert.match(textOf(await say(`/start ${id.replace(':', '-')}`)), /青禾科技/);

  const inGroup = { chat: GROUP };
  assert.equal((await say('/ask 公司注销公告期限', 'sendMessage', inGroup)).payload['chat_id'], GROUP.id);
  assert.match(textOf(await say('专利年费 @wenda_test_bot', 'sendMessage', inGroup)), /专利年费怎么缴/);
  const before = telegram.calls.length;
  await say('闲聊', 'getUpdates', inGroup);
  assert.ok(telegram.calls.slice(before).every(({ method }) => method === 'getUpdates'));

  await running.stop();
  await running.finished;
  await state.close();
  assert.deepEqual(problems, []);
});

function entitiesOf(text: string): object[] {
  const command = /^\/\w+/.exec(text)?.[0].length;
  const mention = text.indexOf('@wenda_test_bot');
  return [
    ...(command === undefined ? [] : [{ type: 'bot_command', offset: 0, length: command }]),
    ...(mention < 0 ? [] : [{ type: 'mention', offset: mention, length: '@wenda_test_bot'.length }]),
  ];
}
