// `@bot words` in any chat.
import assert from 'node:assert/strict';
import { test } from 'node:test';
import { shownInline, startDialogue } from '../support/dialogue.ts';
import { openHashingEngine } from '../support/engine.ts';
import { SAMPLE_ARTICLES } from '../support/project.ts';

const engine = await openHashingEngine();
const samples = await openHashingEngine(SAMPLE_ARTICLES);

test('a result shares the passage itself: excerpt, title and headings, source, and a link to ask more', async () => {
  const { inline } = startDialogue(engine);
  const { results, isPersonal, cacheTime } = shownInline(await inline('青禾科技发行价格'));
  const [first] = results;
  const sectionId = engine.index.catalogue.bySlug('qinghe-shangshi')?.sections[1]?.id ?? '';
  assert.deepEqual(first, {
    type: 'article',
    id: `s:${sectionId}`,
    title: '青禾科技何时上市',
    description: '发行价格 — 青禾科技的发行价格为每股12.80元，共发行2000万股新股。',
    input_message_content: {
      message_text: [
        '<b>青禾科技何时上市</b> › 发行价格',
        '<blockquote><b>青禾科技的发行价格为每股12.80元，共发行2000万股新股。</b>募集资金用于建设种子实验室。</blockquote>',
        '<i>2026-03-02 · 120 次阅读</i>',
      ].join('\n'),
      parse_mode: 'HTML',
      link_preview_options: { is_disabled: true },
    },
    reply_markup: {
      inline_keyboard: [
        [
          {
            text: '看全文、继续问 ↗',
            url: `https://t.me/wenda_test_bot?start=s-${sectionId}`,
            style: 'primary',
          },
        ],
        [{ text: '原文 ↗', url: 'https://wiki.example.org/qinghe' }],
      ],
    },
  });
  assert.equal(isPersonal, false);
  assert.ok((cacheTime ?? 300) <= 10, 'a rebuild shows at once');
});

test('a matching title comes first, as its topic, then the passages', async () => {
  const { inline } = startDialogue(samples);
  for (const typed of ['企业微信', 'qywx', 'qiyewei']) {
    const [first] = shownInline(await inline(typed)).results;
    assert.match(first?.id ?? '', /^a:/, typed);
    assert.equal(first?.title, '企业微信客服做什么');
  }
});

test('pages of twenty follow each other by number until the results end, without repetition', async () => {
  const { inline } = startDialogue(samples);
  const ids: string[] = [];
  const sizes: number[] = [];
  let offset = '';
  do {
    const page = shownInline(await inline('公司', offset));
    ids.push(...page.results.map(({ id }) => id));
    sizes.push(page.results.length);
    offset = page.nextOffset;
    assert.match(offset, /^\d*$/);
  } while (offset !== '');
  assert.ok(sizes.length > 1 && sizes.slice(0, -1).every((size) => size === 20), sizes.join());
  assert.equal(new Set(ids).size, ids.length);
});

test('for an empty query the most read topics come first, then all others from new to old', async () => {
  const { inline, state } = startDialogue(samples);
  const { articles } = samples.index.catalogue;
  const hottest = [...articles].sort((a, b) => b.views - a.views)[0];
  const first = shownInline(await inline(''));
  assert.equal(first.results[0]?.title, hottest?.title);
  const second = shownInline(await inline('', first.nextOffset));
  assert.equal(first.results.length + second.results.length, articles.length);
  assert.equal(second.nextOffset, '');
  const other = articles.find(({ title }) => title !== hottest?.title);
  for (let i = 0; i < 1e6; i += 2e5) state.reads.add(other?.id ?? '');
  assert.equal(first.button, undefined);
});

test('a chosen result counts as a read of its section or topic; foreign ids are ignored', async () => {
  const { inline, choose, state } = startDialogue(engine);
  const [first] = shownInline(await inline('青禾科技发行价格')).results;
  const id = first?.id ?? '';
  assert.deepEqual(await choose(id), []);
  assert.equal(state.reads.count(id.slice(2)), 1);
  for (const foreign of ['', 'x', 's:short', '../../etc']) assert.deepEqual(await choose(foreign), []);
});

test('a query without results links to the private chat with the question', async () => {
  const { inline } = startDialogue(engine);
  const chinese = shownInline(await inline('红烧肉需要炖多久'));
  assert.deepEqual(chinese.results, []);
  assert.equal(chinese.button?.text, '没有找到，去私聊里问');
  assert.match(chinese.button.start_parameter, /^q-[\w-]+$/);
  assert.equal(
    shownInline(await inline('quantum chromodynamics zebra')).button?.text,
    'Nothing found – ask in private',
  );
});

test('a shared result is in its article’s language for every asker: all get the same answer', async () => {
  const chinese = shownInline(await startDialogue(engine).inline('letter of credit bank promise'));
  const english = shownInline(
    await startDialogue(engine, { language: 'en' }).inline('letter of credit bank promise'),
  );
  assert.deepEqual(english, chinese);
  const [first] = english.results;
  assert.equal(first?.title, 'Letters of credit');
  assert.match(JSON.stringify(first.reply_markup), /Read more or ask/);
  const traditional = shownInline(await startDialogue(engine).inline('貨櫃堆存'));
  assert.match(JSON.stringify(traditional.results[0]), /次閱讀/);
});

test('an answer that is too late for Telegram is not an error', async () => {
  const { inline, failNext, errors } = startDialogue(engine);
  failNext(
    'answerInlineQuery',
    'Bad Request: query is too old and response timeout expired or query ID is invalid',
  );
  await inline('青禾科技');
  assert.deepEqual(errors, []);
});

test('forged offsets mean the beginning or the end, never an error', async () => {
  const { inline, errors } = startDialogue(engine);
  const [first] = shownInline(await inline('青禾科技')).results;
  for (const offset of ['-1', '1e9', 'x', '٣', ''])
    assert.equal(shownInline(await inline('青禾科技', offset)).results[0]?.id, first?.id, offset);
  assert.deepEqual(shownInline(await inline('青禾科技', '99999')).results, []);
  assert.deepEqual(errors, []);
});
