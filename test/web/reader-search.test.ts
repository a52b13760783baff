import assert from 'node:assert/strict';
import path from 'node:path';
import { test } from 'node:test';
import { shownPassage } from '../../src/answer/answer.ts';
import type { Excerpt, ExcerptSentence } from '../../src/retrieval/excerpt.ts';
import { excerptMarkup } from '../../src/web/reader/passage-view.ts';
import { PROJECT } from '../support/project.ts';
import { openReader, wordsOf } from './reader-fixture.ts';

const { read, wiki } = await openReader();
const noLink = (): undefined => undefined;
const search = (q: string, more = ''): ReturnType<typeof read> =>
  read(`/search?q=${encodeURIComponent(q)}${more}`);

/** The text of the excerpt, with its gaps. */
function readAloud({ sentences, gapAfter }: Excerpt): string {
  const text = sentences.map((sentence) => (sentence.gapBefore ? '… ' : '') + sentence.text).join('');
  return text.trimEnd() + (gapAfter ? ' …' : '');
}

test('the page shows the passage that the bot shows, word for word, and links to its section', async () => {
  let answered = 0;
  for (const question of ['公司注销公告期多少天', '青禾科技的发行价格', '专利年费怎么交', '红烧肉怎么炖']) {
    const shown = shownPassage(await wiki.answerer.answer(question));
    const { text } = await search(question);
    if (shown === undefined) {
      assert.doesNotMatch(text, /class="answer (?:found|unsure)"/, question);
      continue;
    }
    const answer = /<section class="answer[\s\S]*?<\/section>/.exec(text)?.[0] ?? '';
    const quoted = /<blockquote[^>]*>([\s\S]*?)<\/blockquote>/.exec(answer)?.[1] ?? '';
    assert.equal(wordsOf(quoted), readAloud(shown.excerpt), question);
    assert.ok(
      answer.includes(`href="/a/${shown.article.slug}?in=${shown.ref.sectionId}&amp;found=`),
      question,
    );
    answered++;
  }
  assert.equal(answered, 3, 'the wiki has nothing on cooking');
});

test('two questions in one message get two answers, and their sections are not quoted again', async () => {
  const { text } = await search('青禾科技什么时候上市，红烧肉怎么炖，发行价多少');
  const answer = /<section class="answer parts"[\s\S]*?<\/section>/.exec(text)?.[0] ?? '';
  const asked = Array.from(answer.matchAll(/<h3>(\d\. [^<]*)<\/h3>/g), ([, question]) => question);
  assert.deepEqual(asked, ['1. 青禾科技什么时候上市', '2. 红烧肉怎么炖', '3. 发行价多少']);
  assert.equal(answer.match(/<blockquote/g)?.length, 2);
  assert.match(wordsOf(answer), /没有讲到这个问题/);
  const sections = Array.from(text.matchAll(/<h3><a href="([^"?]*\?in=[^"&]*)/g), ([, address]) => address);
  assert.equal(new Set(sections).size, sections.length);
});

test('of a long question the page says what was read', async () => {
  const story = '我们公司去年换了办公室，行政也换了两个人，很多东西都找不到了。'.repeat(6);
  const { text } = await search(`${story}专利年费什么时候缴？`);
  assert.match(text, /<p class="meta">[^<]*“专利年费什么时候缴？”<\/p>/);
});

test('a result leads to its best sentence, marked on the page', async () => {
  const question = '公司注销公告期多少天';
  const best = shownPassage(await wiki.answerer.answer(question))?.excerpt.sentences.find((one) => one.best);
  const address = /<h3><a href="([^"]*#found)">/.exec((await search(question)).text)?.[1] ?? '';
  const { text } = await read(address.replace(/&amp;/g, '&').replace(/#.*/, ''));
  assert.equal(text.split('id="found"').length, 2);
  const marked = Array.from(text.matchAll(/<mark[^>]*>(.*?)<\/mark>/g), ([, words = '']) => words).join('');
  assert.equal(wordsOf(marked), best?.text.trim());
});

test('an excerpt shows links, struck words and code, and marks across them; a link stays whole', () => {
  const excerpt: Excerpt = {
    sentences: [
      {
        text: '用 ship 报关，见海关页。旧费',
        best: true,
        gapBefore: false,
        spans: [
          { kind: 'code', start: 2, end: 6 },
          { kind: 'link', href: 'https://x.example', start: 11, end: 14 },
          { kind: 'struck', start: 15, end: 17 },
        ],
        marks: [{ start: 7, end: 12 }],
      },
    ],
    gapAfter: false,
  };
  assert.equal(
    excerptMarkup(excerpt, (href) => href).toString(),
    '用 <code>ship</code> <mark>报关，见</mark><a href="https://x.example" rel="noopener nofollow"><mark>海</mark>关页</a>。<s>旧费</s>',
  );
});

test('matching words are marked, the best of several sentences is bold, gaps are shown', () => {
  const sentence = (text: string, best: boolean, marks: [number, number][] = []): ExcerptSentence => ({
    text,
    best,
    spans: [],
    gapBefore: !best,
    marks: marks.map(([start, end]) => ({ start, end })),
  });
  const [first, second] = [
    sentence('先报<税>，后注销。', true, [
      [0, 2],
      [6, 8],
    ]),
    sentence('再公告。\n', false),
  ];
  assert.equal(
    excerptMarkup({ sentences: [first, second], gapAfter: true }, noLink).toString(),
    '<strong><mark>先报</mark>&lt;税&gt;，<mark>后注</mark>销。</strong>… 再公告。 …',
  );
  assert.equal(
    excerptMarkup({ sentences: [first], gapAfter: false }, noLink).toString(),
    '<mark>先报</mark>&lt;税&gt;，<mark>后注</mark>销。',
  );
});

test('the other passages follow the answer, none of them quoted twice', async () => {
  const { text } = await search('公司注销');
  assert.match(text, /<ol class="passages">/);
  const quotations = [...text.matchAll(/<blockquote[^>]*>([\s\S]*?)<\/blockquote>/g)].map(([, one]) => one);
  assert.equal(new Set(quotations).size, quotations.length);
});

test('no answer, topics and a greeting each get honest words', async () => {
  assert.match(wordsOf((await search('红烧肉怎么炖')).text), /这里的专题没有讲到这个问题/);
  assert.match(wordsOf((await search('gszx')).text), /标题相符的专题[\s\S]*公司注销的步骤/);
  const greeting = (await search('你是谁')).text;
  assert.match(wordsOf(greeting), /我是问答助手/);
  assert.doesNotMatch(greeting, /<ol class="passages">/);
});

test('where nothing is found, the closest topics are offered, else the most read', async () => {
  const close = (await search('公司重组的会计处理')).text;
  assert.match(close, /没有讲到这个问题[^]*<h2 id="suggested">你要找的是不是<\/h2>[^]*公司注销的步骤/);
  const far = (await search('红烧肉怎么炖')).text;
  assert.match(far, /<h2 id="suggested">热门专题<\/h2>[^]*公司注销的步骤/);
  assert.doesNotMatch(/id="suggested"[^]*?<\/section>/.exec(far)?.[0] ?? '', / 0 次阅读/);
  assert.doesNotMatch((await search('谢谢')).text, /suggested/);
  assert.doesNotMatch((await search('公司注销公告期多少天')).text, /suggested/);
});

test('a listed passage has three lines, with its title as its only link, and its folder', async () => {
  const { text } = await search('公司注销');
  const items = [...text.matchAll(/<div class="brief">[^]*?<\/div>/g)].map(([item]) => item);
  assert.ok(items.length > 0);
  for (const item of items) {
    assert.equal(item.match(/<a /g)?.length, 1, item);
    assert.match(item, /<mark>/, item);
  }
  const folders = await openReader(path.join(PROJECT, 'test', 'fixtures', 'folders', 'notion'));
  const found = (await folders.read(`/search?q=${encodeURIComponent('发票抬头')}`)).text;
  assert.match(found, /<p class="meta">员工手册 › 报销 · /);
});

test('an empty search has questions to try, which are answered', async () => {
  const { text } = await search('');
  const [, list = ''] = /可以先试试这几个：<\/p>\n<ul class="links">([^]*?)<\/ul>/.exec(text) ?? [];
  const links = [...list.matchAll(/href="([^"]*)"/g)].map(([, address = '']) => address);
  assert.ok(links.length > 0);
  for (const address of links) assert.match((await read(address)).text, /class="answer found"/, address);
});

test('the part that is fetched while the reader types has the same results without the frame', async () => {
  const whole = (await search('公司注销')).text;
  const part = (await search('公司注销', '&part=1')).text;
  assert.doesNotMatch(part, /<html|<form/);
  assert.ok(whole.includes(part));
  assert.match(part, /data-status="\d+ 个段落"/);
  assert.equal((await search(' ', '&part=1')).text, '');
});

test('a page beyond the last shows the last, and an empty search invites a question', async () => {
  const { status, text } = await search('公司注销', '&page=999999');
  assert.equal(status, 200);
  assert.doesNotMatch(text, /class="answer|999999/);
  assert.match((await search('')).text, /热门专题/);
});
