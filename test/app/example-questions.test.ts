// Example questions from the articles to a reader's /start: asked by the real search at the build, ordered by reads.
import assert from 'node:assert/strict';
import { mkdirSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { test } from 'node:test';
import { createExampleQuestions } from '../../src/answer/example-questions.ts';
import { loadConfig } from '../../src/app/config.ts';
import { PROJECT_ROOT } from '../../src/app/environment.ts';
import { trialSearch } from '../../src/app/wiki-options.ts';
import { buildIndex } from '../../src/build/build-index.ts';
import { loadNativeLibrary } from '../../src/index/hnsw-index.ts';
import { LOCALES } from '../../src/locales/translations.ts';
import { only, startDialogue } from '../support/dialogue.ts';
import { openPublished, type TestEngine } from '../support/engine.ts';
import { describeBundled, openBundled } from '../support/model.ts';
import { temporaryFolder } from '../support/temporary.ts';

const silent = {
  debug: () => undefined,
  info: () => undefined,
  warn: () => undefined,
  error: () => undefined,
};
const READABLE = LOCALES['zh-hans'].titles;

type Page = { file: string; title: string; views: number; body: string };
const PAGES: readonly Page[] = [
  // Titles that say nothing by themselves.
  {
    file: '怎么办.md',
    title: '怎么办',
    views: 900,
    body: '## 第一行怎么起针\n\n先打一个活结，套在左针上。',
  },
  { file: '有哪些.md', title: '有哪些', views: 800, body: '钩针从锁针开始，一针套一针。' },
  { file: '羊毛衫洗涤.md', title: '羊毛衫怎么洗', views: 6, body: '用冷水和中性洗涤剂，平铺晾干，不要拧。' },
  { file: '毛线粗细.md', title: '毛线的粗细', views: 4, body: '细线织夏衣，粗线织围巾，标签上写着支数。' },
  { file: '围巾.md', title: '围巾的长度', views: 2, body: '一条围巾一般一米八，孩子的一米二就够。' },
  {
    file: 'buttons.md',
    title: 'Sewing on buttons',
    views: 1,
    body: 'Use a doubled thread and leave a short shank.',
  },
];

async function open({ isAsked }: { isAsked: boolean }): Promise<TestEngine> {
  const articlesDir = temporaryFolder();
  for (const { file, title, views, body } of PAGES) {
    mkdirSync(path.join(articlesDir, path.dirname(file)), { recursive: true });
    writeFileSync(
      path.join(articlesDir, file),
      `---\ntitle: ${title}\nviews: ${views}\ndate: 2026-01-01\n---\n\n${body}\n`,
    );
  }
  const indexDir = temporaryFolder();
  const result = await buildIndex({
    articlesDir,
    indexDir,
    native: loadNativeLibrary(),
    describeModel: describeBundled,
    openEmbedder: openBundled,
    ...(isAsked ? { trial: trialSearch(loadConfig({}, PROJECT_ROOT), silent) } : {}),
  });
  assert.equal(result.kind, 'built');
  return openPublished(indexDir, openBundled);
}

const engine = await open({ isAsked: true });

test('a title that is not answered surely is not offered; a heading of its article that asks is', async () => {
  const { say, press } = startDialogue(engine);
  assert.deepEqual(only(await say('/start')).buttons, ['第一行怎么起针', '羊毛衫怎么洗', '毛线的粗细']);
  const [, question, answer] = await press('第一行怎么起针');
  assert.ok(question?.did === 'sent' && question.text === '❓ 第一行怎么起针');
  assert.ok(answer?.did === 'sent');
  assert.match(answer.text, /先打一个活结/);
});

test('every offered question is answered surely by the article that it is about', async () => {
  for (const { titles } of Object.values(LOCALES))
    for (const { question, articleId } of engine.wiki.examples.preferring(titles)) {
      const answer = await engine.wiki.answerer.answer(question);
      assert.ok(answer.kind === 'found' && answer.main.article.articleId === articleId, question);
    }
});

test('reads in the bot change the order, and a reader gets questions in their script first', async () => {
  const { say, press } = startDialogue(engine);
  for (let read = 0; read < 5; read++) {
    await say('/topics 围巾');
    await press('围巾的长度');
  }
  assert.deepEqual(only(await say('/start')).buttons, ['第一行怎么起针', '围巾的长度', '羊毛衫怎么洗']);
  assert.deepEqual(only(await say('/help')).buttons, ['第一行怎么起针', '围巾的长度', '羊毛衫怎么洗']);
  const english = startDialogue(engine, { language: 'en' });
  assert.equal(only(await english.say('/start')).buttons[0], 'Sewing on buttons');
});

test('a higher cut-off than at the build hides what is not sure any more', () => {
  const { index } = engine;
  const examples = index.manifest.examples?.map((example, i) => ({
    ...example,
    confidence: i === 0 ? 0.7 : 0.9,
  }));
  assert.ok(examples !== undefined);
  const offered = (sure: number) =>
    createExampleQuestions({ ...index, manifest: { ...index.manifest, examples } }, sure)
      .preferring(READABLE)
      .map(({ question }) => question);
  assert.equal(offered(0.7)[0], '第一行怎么起针');
  assert.ok(!offered(0.71).includes('第一行怎么起针'));
  assert.deepEqual(offered(0.95), []);
});

test('a generation whose build asked nothing offers the most read titles', async () => {
  const { wiki, index } = await open({ isAsked: false });
  assert.equal(index.manifest.examples, undefined);
  assert.deepEqual(
    wiki.examples.preferring(READABLE).map(({ question }) => question),
    ['怎么办', '有哪些', '羊毛衫怎么洗'],
  );
});

test('a question of a topic that is gone is not known', () => {
  assert.equal(engine.wiki.examples.byId('AAAAAAAAAAAA'), undefined);
});
