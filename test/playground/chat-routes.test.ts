// The chat page as a browser sees it: requests in, responses and events out. The test plays the bot.
import assert from 'node:assert/strict';
import path from 'node:path';
import { after, describe, test } from 'node:test';
import { Hono } from 'hono';
import { questionIn } from '../../src/bot/question-in.ts';
import { findEntities } from '../../src/emulator/found-entities.ts';
import { createTranslations, translateTo } from '../../src/locales/translations.ts';
import { createChatRoutes } from '../../src/playground/chat-routes.ts';
import {
  type ChatEvent,
  type Setup,
  type ShownMessage,
  type Why,
  WORDS,
  type Words,
} from '../../src/playground/page/wire.ts';
import { openReaderChats } from '../../src/playground/reader-chats.ts';
import { ask, BOT, settle, TOKEN } from '../emulator/fixture.ts';

const ASSETS = path.resolve(import.meta.dirname, '..', '..', 'src', 'playground', 'page');
const HOSTILE = '<img src=x onerror=alert(1)></script><script>alert(1)</script>';
const i18n = createTranslations();

function open(options: { hosts?: string[] } = {}) {
  const { emulator, call, updates } = ask();
  const chats = openReaderChats(emulator);
  const errors: unknown[] = [];
  const explained: string[] = [];
  const setup = (): Setup => {
    const language = chats.language();
    const t = translateTo(i18n, language);
    return {
      language,
      languages: [{ code: 'zh-hans', name: '简体中文', html: 'zh-Hans' }],
      words: Object.fromEntries(WORDS.map((word) => [word, t(`chat-${word}`, { text: 'b' })])) as Words,
      bot: { name: BOT.first_name, username: BOT.username },
      examples: ['科创板开户门槛', HOSTILE],
    };
  };
  const why = { question: 'q', kind: 'nothing', searched: false } as Why; // just enough to be passed on
  const { routes, close } = createChatRoutes({
    emulator,
    chats,
    setup,
    assetsDir: ASSETS,
    questionIn: (said) => questionIn({ text: said, entities: findEntities(said) }, BOT),
    ...(options.hosts === undefined ? {} : { hosts: options.hosts }),
    explain: (question) => {
      explained.push(question);
      return Promise.resolve(why);
    },
    onError: (error) => errors.push(error),
  });
  after(close);

  const get = (address: string, headers: Record<string, string> = {}) =>
    routes.request(`http://localhost:8080${address}`, { headers });
  const post = (address: string, body: unknown, headers: Record<string, string> = {}) =>
    routes.request(`http://localhost:8080/chat/${address}`, {
      method: 'POST',
      headers: { 'content-type': 'application/json', ...headers },
      body: typeof body === 'string' ? body : JSON.stringify(body),
    });

  /** Listens as a page does. */
  async function listen(): Promise<() => Promise<ChatEvent>> {
    const response = await get('/chat/events');
    assert.equal(response.headers.get('content-type'), 'text/event-stream');
    const reader = response.body?.pipeThrough(new TextDecoderStream()).getReader();
    assert.ok(reader !== undefined);
    let rest = '';
    return async () => {
      while (!rest.includes('\n\n')) rest += (await reader.read()).value ?? '';
      const end = rest.indexOf('\n\n');
      const data = rest.slice(0, end).replace(/^data: /, '');
      rest = rest.slice(end + 2);
      return JSON.parse(data) as ChatEvent;
    };
  }

  return { emulator, call, updates, chats, routes, get, post, listen, errors, explained };
}

async function sentence(response: Response): Promise<string> {
  const { error } = (await response.json()) as { error: string };
  assert.match(error, /\.$/);
  return error;
}

describe('the page', () => {
  test('weighs less than 60 kB with style and scripts, and requests nothing else', async () => {
    const { get } = open();
    const page = await get('/chat');
    const html = await page.text();
    assert.match(page.headers.get('content-type') ?? '', /^text\/html/);
    assert.doesNotMatch(html, /<script(?![^>]* src=)|<style|\son\w+=|\sstyle=/);
    const addresses = [...html.matchAll(/(?:src|href)="([^"]+)"/g)].map((match) => match[1] ?? '');
    assert.deepEqual(
      addresses.filter((address) => !/^(?:\/chat\/assets\/|data:)/.test(address)),
      [],
    );
    let weight = Buffer.byteLength(html);
    const waiting = ['style.css', 'app.js'];
    const seen = new Set<string>();
    for (let name = waiting.pop(); name !== undefined; name = waiting.pop()) {
      if (seen.has(name)) continue;
      seen.add(name);
      const response = await get(`/chat/assets/${name}`);
      assert.equal(response.status, 200, name);
      const body = await response.text();
      weight += Buffer.byteLength(body);
      waiting.push(...[...body.matchAll(/from ["']\.\/([^"']+)["']/g)].map((match) => match[1] ?? ''));
    }
    assert.ok(seen.size > 5);
    assert.ok(weight < 60_000, `${weight} bytes`);
  });

  test('serves only known files, and says if one has not changed', async () => {
    const { get } = open();
    for (const name of ['tsconfig.json', 'wire.d.ts', '..%2Fchat-css.js', '%2e%2e%2fmain.js', ''])
      assert.equal((await get(`/chat/assets/${name}`)).status, 404, name);
    const etag = (await get('/chat/assets/app.js')).headers.get('etag') ?? '';
    assert.equal((await get('/chat/assets/app.js', { 'if-none-match': etag })).status, 304);
  });

  test("speaks the browser's language until the reader chooses another", async () => {
    const { get, post, listen } = open();
    assert.match(await (await get('/chat', { 'accept-language': 'en-GB,en' })).text(), /Write a message/);
    const next = await listen();
    while ((await next()).kind !== 'history');
    await post('language', { language: 'zh-hant' });
    let event = await next();
    while (event.kind !== 'setup') event = await next();
    assert.equal(event.setup.words.write, '寫訊息');
    assert.match(await (await get('/chat', { 'accept-language': 'en' })).text(), /寫訊息/);
  });
});

describe('the chat', () => {
  test('a page gets the history first, then new messages', async () => {
    const { post, call, listen, chats } = open();
    await post('say', { chat: 'private', text: 'before' });
    const next = await listen();
    assert.equal((await next()).kind, 'setup');
    const history = await next();
    assert.ok(history.kind === 'history' && history.chat === 'private');
    assert.deepEqual(
      history.messages.map(({ text, own }) => [text, own]),
      [['before', true]],
    );
    for (const chat of ['group', 'elsewhere'])
      assert.deepEqual(await next(), { kind: 'history', chat, messages: [] });

    const said = (await (await post('say', { chat: 'private', text: HOSTILE })).json()) as { id: number };
    const heard = await next();
    assert.ok(heard.kind === 'message' && heard.message.own);
    assert.equal(heard.message.text, HOSTILE);
    const chat_id = chats.chatId('private');
    await call('sendChatAction', { chat_id, action: 'typing' });
    assert.deepEqual(await next(), { kind: 'typing', chat: 'private' });
    await call('sendMessage', {
      chat_id,
      text: '<b>so</b>',
      parse_mode: 'HTML',
      reply_parameters: { message_id: said.id },
      reply_markup: { inline_keyboard: [[{ text: 'more', callback_data: 'm' }]] },
    });
    const answer = await next();
    assert.ok(answer.kind === 'message');
    const { own, text, entities, keyboard, replyTo } = answer.message;
    assert.deepEqual(
      { own, text, entities, keyboard, replyTo },
      {
        own: false,
        text: 'so',
        entities: [{ type: 'bold', offset: 0, length: 2 }],
        keyboard: [[{ text: 'more', data: 'm' }]],
        replyTo: { id: said.id, own: true, text: HOSTILE },
      },
    );
    await call('editMessageText', { chat_id, message_id: answer.message.id, text: 'other' });
    const edited = await next();
    assert.ok(edited.kind === 'edited' && edited.message.text === 'other' && edited.message.edited);
  });

  test('a button brings the bot’s answer; one of a deleted message is refused', async () => {
    const { post, call, updates, emulator, chats } = open();
    await post('say', { chat: 'private', text: 'x' });
    const chat_id = chats.chatId('private');
    const reply_markup = { inline_keyboard: [[{ text: 'b', callback_data: 'data' }]] };
    await call('sendMessage', { chat_id, text: 'y', reply_markup });
    const messageId = emulator.messages(chat_id).at(-1)?.message_id;
    const pressed = post('press', { chat: 'private', messageId, data: 'data' });
    await settle();
    const query = (await updates()).at(-1)?.callback_query;
    assert.equal(query?.data, 'data');
    await call('answerCallbackQuery', { callback_query_id: query.id, text: 'done' });
    assert.deepEqual(await (await pressed).json(), { answered: true, text: 'done' });
    const gone = await post('press', { chat: 'private', messageId: 999, data: 'data' });
    assert.equal(gone.status, 404);
    await sentence(gone);
  });

  test('inline results are listed, and the chosen one is posted into a chat without the bot', async () => {
    const { post, call, updates, emulator, chats, listen } = open();
    const asked = post('inline', { chat: 'elsewhere', query: 'words', offset: '' });
    await settle();
    const query = (await updates()).at(-1)?.inline_query;
    assert.equal(query?.query, 'words');
    await call('answerInlineQuery', {
      inline_query_id: query.id,
      next_offset: '10',
      button: { text: 'ask', start_parameter: 'ask' },
      results: [
        {
          type: 'article',
          id: 'r1',
          title: 'T',
          description: 'D',
          input_message_content: { message_text: 'M' },
        },
      ],
    });
    assert.deepEqual(await (await asked).json(), {
      answered: true,
      results: [{ id: 'r1', title: 'T', description: 'D' }],
      nextOffset: '10',
      button: { text: 'ask', parameter: 'ask' },
    });
    assert.equal((await post('choose', { chat: 'elsewhere', resultId: 'r2', query: 'words' })).status, 404);
    assert.equal((await post('choose', { chat: 'elsewhere', resultId: 'r1', query: 'words' })).status, 200);
    const shared = emulator.messages(chats.chatId('elsewhere')).at(-1);
    assert.deepEqual([shared?.text, shared?.via_bot?.username], ['M', BOT.username]);
    assert.equal((await post('start', { parameter: 'ask' })).status, 200);
    assert.equal(emulator.messages(chats.chatId('private')).at(-1)?.text, '/start ask');
    const next = await listen();
    let event = await next();
    while (event.kind !== 'history') event = await next();
    assert.equal(event.messages.at(-1)?.text, '/start', 'the parameter is not shown, as in Telegram');
  });

  test('each chat has the commands that the bot set for it', async () => {
    const { call, get } = open();
    const commands = [{ command: 'ask', description: 'Ask' }];
    await call('setMyCommands', { commands, scope: { type: 'all_group_chats' } });
    await call('setMyCommands', { commands: [{ command: 'start', description: 'Start' }] });
    assert.deepEqual(await (await get('/chat/commands?chat=group')).json(), commands);
    assert.deepEqual(await (await get('/chat/commands?chat=elsewhere')).json(), []);
    assert.equal((await get('/chat/commands?chat=other')).status, 400);
  });

  test('a question is explained without the words that only address the bot', async () => {
    const { get, explained } = open();
    for (const said of ['税率', '/ask 税率', `/ask@${BOT.username} 税率`, `@${BOT.username} 税率`])
      assert.equal((await get(`/chat/why?question=${encodeURIComponent(said)}`)).status, 200, said);
    assert.deepEqual(explained, ['税率', '税率', '税率', '税率']);
    assert.equal((await get('/chat/why?question=/topics')).status, 400);
    assert.equal((await get('/chat/why')).status, 400);
  });
});

describe('who may use it', () => {
  test('other pages of the same server are unaffected', async () => {
    const server = new Hono().route('/', open().routes).get('/a', (context) => context.text('a'));
    const response = await server.request('http://wiki.example/a');
    assert.equal(response.status, 200);
    assert.equal(response.headers.get('cache-control'), null);
    assert.equal((await server.request('http://wiki.example/chat')).status, 403);
  });

  test('a foreign name that resolves here is refused, a configured one is not', async () => {
    const say = { chat: 'private', text: 'x' };
    const { get, post } = open();
    for (const host of ['evil.example', 'localhost.evil.example:8080', '192.168.0.7', ' ']) {
      for (const address of ['/chat', '/chat/events', '/chat/assets/app.js'])
        assert.equal((await get(address, { host })).status, 403, host);
      assert.equal((await post('say', say, { host })).status, 403, host);
    }
    for (const host of ['127.0.0.1:8080', '[::1]:8080', 'localhost'])
      assert.equal((await post('say', say, { host })).status, 200, host);
    const configured = open({ hosts: ['wiki.example'] });
    assert.equal((await configured.get('/chat', { host: 'wiki.example:8080' })).status, 200);
    // Browsers normalise names, however HOST spells them.
    const written = open({ hosts: ['Wiki.Example', 'FE80:0::1'] });
    for (const host of ['wiki.example:8080', '[fe80::1]:8080'])
      assert.equal((await written.get('/chat', { host })).status, 200, host);
  });

  test('another site, or its form, cannot send anything', async () => {
    const { post, get, emulator, chats } = open();
    const say = { chat: 'private', text: 'x' };
    const foreign: Record<string, string>[] = [
      { origin: 'https://evil.example' },
      { origin: 'null' },
      { origin: 'http://localhost:9999' },
      { 'sec-fetch-site': 'cross-site' },
      { 'content-type': 'text/plain' },
      { 'content-type': 'application/x-www-form-urlencoded' },
      { 'content-type': 'application/jsonp' },
    ];
    for (const headers of foreign) {
      const response = await post('say', say, headers);
      assert.equal(response.status, 403, JSON.stringify(headers));
      await sentence(response);
    }
    assert.equal((await get('/chat/why?question=x', { 'sec-fetch-site': 'cross-site' })).status, 403);
    assert.deepEqual(emulator.messages(chats.chatId('private')), []);
    assert.equal((await post('say', say, { origin: 'http://localhost:8080' })).status, 200);
    const link = { 'sec-fetch-site': 'cross-site', 'sec-fetch-mode': 'navigate' };
    assert.equal((await get('/chat', link)).status, 200);
  });

  test('an invalid request is refused with a sentence that says why', async () => {
    const { post, errors } = open();
    const bad: [string, unknown, RegExp][] = [
      ['say', '{', /must be JSON/],
      ['say', '[]', /JSON object/],
      ['say', 'null', /JSON object/],
      ['say', { chat: 'other', text: 'x' }, /"chat"/],
      ['say', { chat: 'private' }, /"text"/],
      ['say', { chat: 'private', text: ' \n' }, /"text" must not be empty/],
      ['say', { chat: 'private', text: '\u200b' }, /non-empty/],
      ['say', { chat: 'private', text: 'x'.repeat(4097) }, /4096/],
      ['say', { chat: 'private', text: 'x', replyTo: '1' }, /"replyTo"/],
      ['press', { chat: 'private', messageId: -1, data: 'x' }, /"messageId"/],
      ['press', { chat: 'private', messageId: 1, data: {} }, /"data"/],
      ['inline', { chat: 'private', query: 'x'.repeat(300), offset: '' }, /"query"/],
      ['choose', { chat: 'private', resultId: 7, query: '' }, /"resultId"/],
      ['start', { parameter: 'a b' }, /"parameter"/],
      ['language', { language: '__proto__' }, /"language"/],
    ];
    for (const [address, body, reason] of bad) {
      const response = await post(address, body);
      assert.equal(response.status, 400, JSON.stringify(body));
      assert.match(((await response.json()) as { error: string }).error, reason);
    }
    const large = await post('say', { chat: 'private', text: 'x'.repeat(70_000) });
    assert.equal(large.status, 413);
    await sentence(large);
    assert.equal((await post('other', {})).status, 404);
    assert.deepEqual(errors, []);
  });
});

test('a picture of the bot is shown with its caption, a file by its name alone', async () => {
  const { post, listen, emulator, chats, get } = open();
  await post('say', { chat: 'private', text: 'hello' });
  const next = await listen();
  for (const kind of ['setup', 'history', 'history', 'history']) assert.equal((await next()).kind, kind);
  const sent = async (
    method: string,
    field: string,
    content: string,
    name: string,
  ): Promise<ShownMessage> => {
    const body = new FormData();
    body.set('chat_id', String(chats.chatId('private')));
    body.set('caption', '<b>图</b>一');
    body.set('parse_mode', 'HTML');
    body.set(field, new File([content], name));
    const request = new Request(`http://localhost/bot${TOKEN}/${method}`, { method: 'POST', body });
    assert.equal((await emulator.handle(request)).status, 200);
    const event = await next();
    assert.ok(event.kind === 'message');
    return event.message;
  };
  const photo = await sent('sendPhoto', 'photo', 'bytes of a picture', 'a.png');
  assert.deepEqual(
    [photo.text, photo.entities, photo.file],
    ['图一', [{ type: 'bold', offset: 0, length: 1 }], undefined],
  );
  const shown = await get(photo.picture ?? '');
  assert.deepEqual(
    [shown.headers.get('content-type'), await shown.text()],
    ['image/png', 'bytes of a picture'],
  );
  const document = await sent('sendDocument', 'document', HOSTILE, 'a.html');
  assert.deepEqual([document.picture, document.file], [undefined, 'a.html']);
  const id = emulator.messages(chats.chatId('private')).at(-1)?.document?.file_id ?? '';
  for (const gone of [id, 'photo-none']) assert.equal((await get(`/chat/files/${gone}`)).status, 404);
});
