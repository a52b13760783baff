// The operators' pages as they are served: over a socket, under the site's rules.
import assert from 'node:assert/strict';
import { after, test } from 'node:test';
import { openAdminPage } from '../../src/app/open-admin-page.ts';
import { openEngine } from '../../src/app/open-engine.ts';
import { openInsight } from '../../src/app/open-insight.ts';
import { openTeaching } from '../../src/app/open-teaching.ts';
import { startSite } from '../../src/app/site.ts';
import { createMetrics } from '../../src/web/metrics.ts';
import { formsIn } from '../web/admin/admin-fixture.ts';
import { wordsOf } from '../web/reader-fixture.ts';
import { createPublished } from './published.ts';

const silent = () => undefined;
const logger = { debug: silent, info: silent, warn: silent, error: silent };

const { config, native, publish } = createPublished();
await publish('一元');
const web = { ...config.web, port: 0 };
const metrics = createMetrics('1.2.3');
const engine = await openEngine(config, { logger, native, meter: metrics.meter });
const site = await startSite({ ...config, web }, metrics, logger);
after(async () => {
  await insight.close();
  await engine.close();
  await site.close();
});
const { live } = engine;
const insight = await openInsight(config, live, logger);
const teaching = openTeaching(config, engine, { recent: insight.recent, logger });
let taught = 0;
const { pages, access } = openAdminPage(
  { ...config, web },
  {
    ...{ live, site, insight, teaching, logger },
    onTaught: () => {
      taught++;
    },
    now: Date.now,
  },
);
site.open({ live, admin: pages });

/** Everything that a client can see of an answer, with the path taken out. */
const seen = async (path: string, init: RequestInit = {}) => {
  const response = await fetch(site.url + path, { redirect: 'manual', ...init });
  const headers = [...response.headers].filter(([name]) => name !== 'date' && name !== 'etag');
  return {
    status: response.status,
    headers,
    text: (await response.text()).replaceAll(encodeURIComponent(path), ''),
  };
};

test('to strangers there are no such pages: every answer is that of an unknown address', async () => {
  const unknown = await seen('/zzzz/zzzz');
  assert.equal(unknown.status, 404);
  const paths = [
    '/admin',
    '/admin/',
    '/admin/gaps',
    '/admin/style.css',
    '/admin/enter/AAAAAAAAAAAAAAAAAAAAAA',
    '/admin/lessons',
    '/admin/leave',
  ];
  for (const path of paths) {
    assert.deepEqual(await seen(path), unknown, path);
    assert.deepEqual(
      await seen(path, { headers: { cookie: 'wenda-admin=AAAAAAAAAAAAAAAAAAAAAA' } }),
      unknown,
      path,
    );
    const post = { method: 'POST', body: new URLSearchParams({ token: 'x' }), headers: { origin: site.url } };
    assert.deepEqual(await seen(path, post), await seen('/zzzz/zzzz', post), path);
  }
  assert.deepEqual(await seen('/administration'), unknown);
});

test('a link from the bot leads in, in the operator’s language, and out again when everybody is signed out', async () => {
  const { url, minutes, isLocal } = access.link(7, 'en');
  assert.deepEqual([minutes, isLocal], [10, true]);
  assert.ok(url.startsWith(`${site.url}/admin/enter/`), url);
  const entrance = await (await fetch(url)).text();
  assert.match(entrance, /Sign in/);
  const [form] = formsIn(entrance);
  assert.ok(form !== undefined);
  const entered = await fetch(site.url + form.action, {
    method: 'POST',
    redirect: 'manual',
    headers: { origin: site.url },
  });
  assert.equal(entered.status, 303);
  assert.equal(entered.headers.get('location'), '/admin?lang=en');
  const cookie = entered.headers.get('set-cookie')?.split(';')[0] ?? '';
  const overview = await seen('/admin?lang=en', { headers: { cookie } });
  assert.equal(overview.status, 200);
  assert.match(overview.text, /Overview/);
  const headers = Object.fromEntries(overview.headers);
  assert.equal(headers['cache-control'], 'no-store');
  assert.equal(headers['referrer-policy'], 'same-origin');
  assert.match(headers['content-security-policy'] ?? '', /default-src 'none'/);
  assert.equal((await seen('/admin/style.css', { headers: { cookie } })).status, 200);
  assert.equal(access.close(), 1);
  assert.equal((await seen('/admin', { headers: { cookie } })).status, 404);
});

const ALONE = '我家猫叫阿花为什么总是掉毛';
const SHARED = ['坐席机器人陪聊一个月收几块', '机器人陪聊一个月收几块钱', '陪聊机器人一个月收几块'];

/** A question without an answer, long enough ago to be a signal. */
const ask = async (asker: string, question: string): Promise<void> => {
  insight.observe({
    kind: 'asked',
    answer: { kind: 'nothing', question, confidence: 0, reason: 'no-match' },
    ...{ asker, chat: asker, channel: 'private', language: 'zh-hans', tookMs: 5, message: asker },
    at: Date.now() - 300_000,
  });
  await insight.settled();
};

test('what readers ask becomes a gap that is closed on the page, and one reader’s words are nowhere on it', async () => {
  for (const [i, question] of [...SHARED, ALONE].entries()) await ask(`reader-${i}`, question);
  const entrance = access.link(7, 'zh-hans').url.replace(/\?.*/, '');
  const entered = await fetch(entrance, {
    method: 'POST',
    redirect: 'manual',
    headers: { origin: site.url },
  });
  const cookie = entered.headers.get('set-cookie')?.split(';')[0] ?? '';
  const read: string[] = [];
  const get = async (at: string): Promise<string> => {
    const text = await (await fetch(site.url + at, { headers: { cookie } })).text();
    read.push(text);
    return text;
  };
  /** Sends a form of a page. */
  const send = async (text: string, end: string): Promise<number> => {
    const form = formsIn(text).find(({ method, action }) => method === 'post' && action.endsWith(end));
    assert.ok(form !== undefined, `there is no form for ${end}`);
    const body = new URLSearchParams(form.fields);
    const headers = { cookie, origin: site.url };
    return (await fetch(site.url + form.action, { method: 'POST', redirect: 'manual', headers, body }))
      .status;
  };

  assert.equal(await send(await get('/admin/gaps'), '/cluster'), 303);
  const list = await get('/admin/gaps');
  const links = [...list.matchAll(/href="(\/admin\/gaps\/[\w-]{12})"/g)].map(([, link = '']) => link);
  assert.equal(links.length, 2);
  assert.ok(SHARED.some((question) => list.includes(question)));
  assert.ok(wordsOf(list).includes('只有一位读者问过'));
  const [at = '', alone = ''] = links;
  for (const page of [alone, `${alone}/hide`, '/admin/gaps.csv', '/admin/gaps.json', '/admin'])
    await get(page);

  const synonym = `${alone}/synonym?${new URLSearchParams({ word: '阿花', means: '坐席' }).toString()}`;
  assert.doesNotMatch(await get(synonym), /name="stamp"/, 'nothing is taught from what one reader asked');
  const words = await get(`${at}/synonym?${new URLSearchParams({ word: '掉毛', means: '坐席' }).toString()}`);
  assert.ok(wordsOf(words).includes('最近 4 个问题里'), wordsOf(words));

  const choices = await get(`${at}?words=${encodeURIComponent('坐席收费方式')}`);
  const link = wordsOf(/href="([^"]*belongs[^"]*)"/.exec(choices)?.[1] ?? '');
  assert.equal(await send(await get(link), '/belongs'), 303);
  const { wiki } = live;
  assert.equal((await wiki.unmetered.answer(SHARED[1] ?? '')).kind, 'found', 'live at once');
  assert.equal(taught, 1);
  await get('/admin/lessons');
  const closed = await get(at);
  assert.ok(wordsOf(closed).includes('会一并收回'));
  for (const page of read) assert.ok(!page.includes('阿花'), page);

  assert.equal(await send(closed, '/undo'), 303);
  assert.deepEqual(teaching.lessons(), []);
  assert.equal(taught, 2);
  assert.equal(insight.gaps.get(at.slice(-12))?.status, 'open');
});
