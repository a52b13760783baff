// The chat page in a real browser, with the test as the bot: rare actions of a bot, and the page's behaviour when its
// server goes away.
import assert from 'node:assert/strict';
import { after, describe, test } from 'node:test';
import type { Update } from 'grammy/types';
import { questionIn } from '../../src/bot/question-in.ts';
import { createTranslations, translateTo } from '../../src/locales/translations.ts';
import type { Why } from '../../src/playground/page/wire.ts';
import { createPlayground, type Playground } from '../../src/playground/playground.ts';
import { serve } from '../../src/web/server.ts';
import { NO_BROWSER, openPage, seriousProblems } from '../support/browser.ts';

/** Connections that Chromium has to one server, for all its tabs. */
const CONNECTIONS = 6;
const silent = () => undefined;
const i18n = createTranslations();

type Serving = {
  url: string;
  /** A request of the bot to the Bot API. */
  call: (method: string, payload: object | FormData) => Promise<unknown>;
  stop: () => Promise<void>;
};

async function start(port = 0): Promise<Serving> {
  let api = { token: '', apiRoot: '' };
  const playground: Playground = createPlayground({
    startBot: (options) => {
      api = options;
      return { finished: Promise.resolve(), stop: () => Promise.resolve() };
    },
    questionIn,
    // Just enough to be shown: the test is about the request and its question.
    explain: (question) => Promise.resolve({ question, searched: false, steps: [] as Why['steps'] } as Why),
    examples: () => [{ question: '科创板开户门槛' }],
    translate: (language) => translateTo(i18n, language),
    logger: { debug: silent, info: silent, warn: silent, error: silent },
  });
  const server = await serve({
    fetch: (request) => playground.routes.fetch(request),
    host: '127.0.0.1',
    port,
  });
  await playground.start(server.url);
  let running = true;
  const stop = async (): Promise<void> => {
    if (!running) return;
    running = false;
    await playground.stop();
    await server.close();
  };
  after(stop);
  return {
    url: server.url,
    call: async (method, payload) => {
      const response = await fetch(`${api.apiRoot}/bot${api.token}/${method}`, {
        method: 'POST',
        ...(payload instanceof FormData
          ? { body: payload }
          : { headers: { 'content-type': 'application/json' }, body: JSON.stringify(payload) }),
      });
      const answer = (await response.json()) as { ok: boolean; result: unknown };
      assert.ok(answer.ok, JSON.stringify(answer));
      return answer.result;
    },
    stop,
  };
}

/** The page's reader. */
const READER = 1001;

describe('the chat page in a browser', { skip: NO_BROWSER }, () => {
  test('a reaction stays on its message: after an edit, after a visit to another chat, and on a page opened later', async () => {
    const { url, call } = await start();
    const { page, assertQuiet } = await openPage();
    await page.goto(`${url}/chat`);
    await page.locator('#text').fill('你好');
    await page.keyboard.press('Enter');
    await page.locator('#log article.own').waitFor();
    const sent = (await call('sendMessage', { chat_id: READER, text: 'old' })) as { message_id: number };
    const target = { chat_id: READER, message_id: sent.message_id };
    await call('setMessageReaction', { ...target, reaction: [{ type: 'emoji', emoji: '👍' }] });
    const reacted = page.locator(`#m${sent.message_id} .reaction`, { hasText: '👍' });
    await reacted.waitFor();
    await call('editMessageText', { ...target, text: 'new' });
    await page.locator(`#m${sent.message_id}`, { hasText: 'new' }).waitFor();
    assert.equal(await reacted.count(), 1);
    await page.locator('[data-chat=group]').click();
    await page.locator('[data-chat=private]').click();
    assert.equal(await reacted.count(), 1);
    await page.reload();
    await page.locator(`#m${sent.message_id}`).waitFor();
    assert.equal(await reacted.count(), 1);
    await call('setMessageReaction', { ...target, reaction: [] });
    await reacted.waitFor({ state: 'detached' });
    assertQuiet();
  });

  test('what only the reader sees says so, in the group, and a reply to it is between the two as well', async () => {
    const { url, call } = await start();
    const { page, assertQuiet } = await openPage();
    await page.goto(`${url}/chat`);
    await page.locator('[data-chat=group]').click();
    await page.locator('#text').fill('/ask 红烧肉');
    await page.keyboard.press('Enter');
    await page.locator('#log article.own').waitFor();
    const [update] = (await call('getUpdates', {})) as Update[];
    await call('sendMessage', {
      chat_id: update?.message?.chat.id,
      text: '没有讲到',
      ephemeral_message_parameters: { receiver_user_id: READER },
    });
    const only = page.locator('#log article', { hasText: '只有你能看到' });
    await only.hover();
    await only.locator('.reply').click();
    await page.locator('#text').fill('为什么');
    await page.keyboard.press('Enter');
    await page.locator('#log article.own', { hasText: '为什么' }).waitFor();
    assert.equal(await page.locator('.only-you').count(), 2);
    const last = ((await call('getUpdates', {})) as Update[]).at(-1);
    assert.deepEqual([last?.message?.text, last?.message?.message_id], ['为什么', 0]);
    assertQuiet();
  });

  test('a mention where the bot is no member is answered there', async () => {
    const { url, call } = await start();
    const { page, assertQuiet } = await openPage();
    await page.goto(`${url}/chat`);
    await page.locator('[data-chat=elsewhere]').click();
    await page.locator('#text').fill('@wenda 开户门槛');
    await page.keyboard.press('Enter');
    await page.locator('#log article.own').waitFor();
    const updates = (await call('getUpdates', {})) as Update[];
    const guest = updates.find(({ guest_message: message }) => message !== undefined)?.guest_message;
    const result = {
      type: 'article',
      id: 'a',
      title: 'a',
      input_message_content: { message_text: '50万元' },
    };
    await call('answerGuestQuery', { guest_query_id: guest?.guest_query_id, result });
    await page.locator('#log article.bot', { hasText: '50万元' }).waitFor();
    assertQuiet();
  });

  for (const colorScheme of ['light', 'dark'] as const)
    test(`buttons have the styles of Telegram, and copying tells that it has copied (${colorScheme})`, async () => {
      const { url, call } = await start();
      const { page, assertQuiet } = await openPage({
        colorScheme,
        viewport: { width: 390, height: 844 },
        permissions: ['clipboard-read', 'clipboard-write'],
      });
      await page.goto(`${url}/chat`);
      await page.locator('#text').fill('你好');
      await page.keyboard.press('Enter');
      await page.locator('#log article.own').waitFor();
      const styled = ['primary', 'success', 'danger'].map((style) => ({
        text: style,
        style,
        callback_data: 'x',
      }));
      const copied = { text: 'AB-1203', copy_text: { text: 'AB-1203' } };
      const inline_keyboard = [[{ text: '全文', callback_data: 'x' }, copied], styled];
      await call('sendMessage', { chat_id: READER, text: '编号 AB-1203', reply_markup: { inline_keyboard } });
      const looks = page.locator('.key');
      await looks.first().waitFor();
      const backgrounds = await page.evaluate<string[]>(
        `[...document.querySelectorAll('.key')].map((key) => getComputedStyle(key).backgroundColor + getComputedStyle(key).color)`,
      );
      assert.equal(new Set(backgrounds).size, 4, 'a plain look for two, and one for each style');
      await page.locator('.key.copy').click();
      await page.locator('#toast', { hasText: '已复制' }).waitFor();
      assert.equal(await page.evaluate('navigator.clipboard.readText()'), 'AB-1203');
      assert.deepEqual(await seriousProblems(page), []);
      assertQuiet();
    });

  test('more tabs than a browser has connections: hidden ones release theirs, and catch up when they are visible', async () => {
    const { url, call } = await start();
    const { page } = await openPage();
    // All of Playwright's tabs are visible at once, so the script sets their visibility.
    await page.context().addInitScript(`
      Object.defineProperty(document, 'hidden', { get: () => window.isHidden === true });
      window.hide = (hidden) => { window.isHidden = hidden; document.dispatchEvent(new Event('visibilitychange')); };`);
    for (let i = 0; i < CONNECTIONS; i++) {
      const tab = i === 0 ? page : await page.context().newPage();
      await tab.goto(`${url}/chat`);
      await tab.locator('#empty button').first().waitFor();
      await tab.evaluate('hide(true)');
    }
    const last = await page.context().newPage();
    await last.goto(`${url}/chat`);
    await last.locator('#text').fill('有人吗');
    await last.keyboard.press('Enter');
    await last.locator('#log article.own').waitFor();
    await call('sendMessage', { chat_id: READER, text: '有' });
    await last.locator('#log article.bot').waitFor();
    assert.equal(await page.locator('#log article').count(), 0);
    await page.evaluate('hide(false)');
    await page.locator('#log article.bot').waitFor();
    assert.equal(await page.locator('#log article').count(), 2);
  });

  test('a question is explained with what it took over, also where its answer does not quote it', async () => {
    const { url, call } = await start();
    const { page } = await openPage({});
    await page.goto(`${url}/chat`);
    await page.locator('#text').fill('怎么收费');
    await page.keyboard.press('Enter');
    await page.locator('#log article.own').waitFor();
    const data = 'r:1:AAAAAAAAAAAA';
    const reply_markup = { inline_keyboard: [[{ text: '下一条 2/3', callback_data: data }]] };
    await call('sendMessage', { chat_id: READER, text: '每月九十九元', reply_markup });
    await page.locator('#log article.bot').waitFor();
    const asking = page.waitForRequest((request) => request.url().includes('/chat/why'));
    await page.locator('#why-toggle').click();
    const { searchParams } = new URL((await asking).url());
    assert.deepEqual([searchParams.get('question'), searchParams.get('data')], ['怎么收费', data]);
  });

  test('after a restart of the server the page is empty: no question, nothing to reply to, in the same language', async () => {
    const before = await start();
    const { page } = await openPage({ locale: 'en-GB' });
    await page.goto(`${before.url}/chat`);
    await page.locator('#text').fill('Anybody there?');
    await page.keyboard.press('Enter');
    await page.locator('#log article.own').waitFor();
    await before.call('sendMessage', { chat_id: READER, text: 'Yes' });
    await page.locator('#log article.bot').hover();
    await page.locator('#log article.bot .reply').click();
    await page.locator('#why-toggle').click();
    await page.locator('#why-body', { hasText: 'Anybody there?' }).waitFor();

    await before.stop();
    await page.locator('#status', { hasText: 'Connecting' }).waitFor();
    // An unsent text stays, with the message that it replies to.
    await page.locator('#text').fill('Still there?');
    await page.locator('#text').press('Enter');
    await page.locator('#toast', { hasText: /./ }).waitFor();
    assert.equal(await page.locator('#text').inputValue(), 'Still there?');
    assert.match(await page.locator('#replying').innerText(), /Yes/);

    await start(Number(new URL(before.url).port));
    await page.locator('#empty').waitFor();
    assert.equal(await page.locator('#status').textContent(), '');
    assert.equal(await page.locator('#log article').count(), 0);
    assert.equal(await page.locator('html').getAttribute('lang'), 'en');
    assert.equal(await page.locator('#replying').isVisible(), false);
    await page.locator('#why-body', { hasNotText: 'Anybody there?' }).waitFor();
    assert.equal(await page.locator('#text').inputValue(), 'Still there?');
  });

  test('what a button brings is shown whole, wherever the reader has scrolled: a message, a picture that loads later, an edit', async () => {
    const { url, call } = await start();
    const { page, assertQuiet } = await openPage({ viewport: { width: 390, height: 700 } });
    await page.goto(`${url}/chat`);
    await page.locator('#text').fill('你好');
    await page.keyboard.press('Enter');
    await page.locator('#log article.own').waitFor();
    const reply_markup = { inline_keyboard: [[{ text: '全文', callback_data: 'a' }]] };
    const text = Array.from({ length: 60 }, (_, i) => `第 ${i} 行`).join('\n');
    await call('sendMessage', { chat_id: READER, text, reply_markup });
    await call('sendMessage', { chat_id: READER, text });
    const key = page.locator('.key');
    await key.scrollIntoViewIfNeeded();
    await key.click();
    await call('sendMessage', { chat_id: READER, text: '一条短消息' });
    const short = page.locator('#log article', { hasText: '一条短消息' });
    await short.waitFor();
    assert.equal(await page.evaluate(IS_LAST_SHOWN), true);

    await key.scrollIntoViewIfNeeded();
    await key.click();
    const photo = new FormData();
    photo.set('chat_id', String(READER));
    photo.set('photo', await (await fetch(await page.evaluate<string>(TALL_PICTURE))).blob(), 'a.png');
    await call('sendPhoto', photo);
    await page.locator('#log img').waitFor();
    await page.evaluate(IS_DRAWN);
    assert.equal(await page.evaluate(IS_LAST_SHOWN), true);
    // What comes unasked does not take the reader away from what they read.
    await key.scrollIntoViewIfNeeded();
    await call('sendMessage', { chat_id: READER, text: '又一条' });
    await page.locator('#log article', { hasText: '又一条' }).waitFor();
    assert.equal(await page.evaluate(IS_LAST_SHOWN), false);

    const list = { chat_id: READER, text: '目录', reply_markup };
    const { message_id } = (await call('sendMessage', list)) as { message_id: number };
    await page.locator(`#m${message_id} .key`).click();
    const lines = text.split('\n').slice(0, 12).join('\n');
    await call('editMessageText', { ...list, message_id, text: lines });
    await page.locator(`#m${message_id}`, { hasText: '第 11 行' }).waitFor();
    assert.equal(await page.evaluate(IS_LAST_SHOWN), true);
    assertQuiet();
  });
});

const TALL_PICTURE = `Object.assign(document.createElement('canvas'), { width: 300, height: 380 }).toDataURL()`;

/** Resolves when the picture has been loaded and drawn. */
const IS_DRAWN = `document.querySelector('#log img').decode().then(() =>
  new Promise((done) => requestAnimationFrame(() => requestAnimationFrame(done))))`;

/** Whether the newest message lies within the log's window. */
const IS_LAST_SHOWN = `(() => {
  const { top, bottom } = document.querySelector('#log').lastElementChild.getBoundingClientRect();
  const window = document.querySelector('#scroll').getBoundingClientRect();
  return top >= window.top - 1 && bottom <= window.bottom + 1;
})()`;
