// The real bot and the page, over real HTTP.
import assert from 'node:assert/strict';
import { test } from 'node:test';
import { createBot } from '../../src/bot/create-bot.ts';
import { questionIn } from '../../src/bot/question-in.ts';
import { runBot } from '../../src/app/run-bot.ts';
import { createTranslations, LOCALES, translateTo } from '../../src/locales/translations.ts';
import type { Logger } from '../../src/system/logger.ts';
import type { ChatEvent, Command, InlineAnswer, ShownMessage } from '../../src/playground/page/wire.ts';
import { createPlayground } from '../../src/playground/playground.ts';
import { createMemoryState } from '../../src/storage/memory-state.ts';
import { SECURITY_HEADERS } from '../../src/web/security-headers.ts';
import { serve } from '../../src/web/server.ts';
import { openHashingEngine } from '../support/engine.ts';

const engine = await openHashingEngine();

test('a question is answered, a passage shared, a menu shown; then everything stops', async (context) => {
  const problems: string[] = [];
  const logger: Logger = {
    debug: () => undefined,
    info: () => undefined,
    warn: (message) => problems.push(message),
    error: (message) => problems.push(message),
  };
  const state = createMemoryState();
  const { wiki } = engine;
  const i18n = createTranslations((chatId) => state.preferences.language(chatId));
  let registered: () => void = () => undefined;
  const menus = new Promise<void>((resolve) => (registered = resolve));
  const playground = createPlayground({
    startBot: ({ token, apiRoot }) => {
      const bot = createBot(
        { token, apiRoot },
        { wiki, state, i18n, logger, now: Date.now, random: Math.random },
      );
      bot.api.config.use(async (call, method, payload, signal) => {
        const result = await call(method, payload, signal);
        if (method === 'setMyShortDescription') registered();
        return result;
      });
      return runBot(bot, { state, i18n, logger });
    },
    questionIn,
    explain: () => Promise.reject(new Error('not asked here')),
    examples: (language) => wiki.examples.preferring(LOCALES[language].titles),
    translate: (language) => translateTo(i18n, language),
    logger,
  });
  const server = await serve({
    fetch: (request) => playground.routes.fetch(request),
    host: '127.0.0.1',
    port: 0,
  });
  const finished = playground.start(server.url);
  // A test that fails must not keep the process.
  context.after(() => Promise.all([playground.stop(), server.close()]));
  // Over the server's own headers, the routes set none that allow more.
  for (const address of ['/chat', '/chat/assets/app.js', '/chat/nothing', '/telegram/bot1/getMe']) {
    const { headers } = await fetch(server.url + address);
    assert.equal(headers.get('content-security-policy'), SECURITY_HEADERS.get('content-security-policy'));
  }
  const post = async (address: string, body: object): Promise<unknown> =>
    (
      await fetch(`${server.url}/chat/${address}`, {
        method: 'POST',
        headers: { 'content-type': 'application/json' },
        body: JSON.stringify(body),
      })
    ).json();

  const events = await fetch(`${server.url}/chat/events`);
  const reader = events.body?.pipeThrough(new TextDecoderStream()).getReader();
  assert.ok(reader !== undefined);
  let rest = '';
  async function nextAnswer(): Promise<ShownMessage> {
    for (;;) {
      const end = rest.indexOf('\n\n');
      if (end < 0) {
        const { value, done } = (await reader?.read()) ?? { done: true };
        assert.ok(!done, 'the stream has ended');
        rest += value;
        continue;
      }
      const event = JSON.parse(rest.slice('data: '.length, end)) as ChatEvent;
      rest = rest.slice(end + 2);
      if (event.kind === 'message' && !event.message.own) return event.message;
    }
  }

  await post('say', { chat: 'private', text: '青禾科技的发行价格是多少' });
  const answer = await nextAnswer();
  const expected = await wiki.answerer.answer('青禾科技的发行价格是多少');
  assert.ok(expected.kind === 'found');
  assert.ok(answer.text.includes('每股12.80元'), answer.text);
  // Before the title stands what carries the question.
  assert.ok(answer.text.replace(/^\u200c/u, '').startsWith(expected.main.article.title));
  assert.equal(answer.replyTo, undefined, 'the question stands right above');
  assert.ok(answer.keyboard.length > 0);

  const inline = (await post('inline', { chat: 'elsewhere', query: '发行价格', offset: '' })) as InlineAnswer;
  const [result] = inline.results;
  assert.ok(result !== undefined);
  await post('choose', { chat: 'elsewhere', resultId: result.id, query: '发行价格' });

  await menus;
  const menu = (await (await fetch(`${server.url}/chat/commands?chat=private`)).json()) as Command[];
  assert.ok(menu.some(({ command }) => command === 'topics'));

  await playground.stop();
  await finished;
  assert.deepEqual(problems, []);
});
