// Browsing: letters, lists, cards, sections, in one message that is edited in place.
import assert from 'node:assert/strict';
import { mkdirSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { test } from 'node:test';
import { only, startDialogue } from '../support/dialogue.ts';
import { openHashingEngine } from '../support/engine.ts';
import { PROJECT, SAMPLE_ARTICLES } from '../support/project.ts';
import { temporaryFolder } from '../support/temporary.ts';

const engine = await openHashingEngine();
const samples = await openHashingEngine(SAMPLE_ARTICLES);

test('/topics leads through letter, list, card and section, and back, in one message', async () => {
  const { say, press } = startDialogue(engine);
  const letters = only(await say('/topics'));
  assert.match(letters.text, /^全部专题（6 篇）\n按标题的拼音首字母/);
  assert.deepEqual(letters.buttons, [
    'G · 2',
    'L · 1',
    'Q · 1',
    'Y · 1',
    'Z · 1',
    '最新',
    '热门',
    '随便看看',
  ]);
  const list = only(await press('G · 2'));
  assert.equal(list.text, 'G（2 篇）');
  assert.deepEqual(list.buttons, ['港口物流服務', '公司注销的步骤', '☰ 全部专题']);
  const card = only(await press('公司注销的步骤'));
  assert.match(
    card.text,
    /^公司注销的步骤\n\n注销前的准备\n公司注销之前.*\n\n税务注销\n.*\n\n2026-01-15 · 300 次阅读$/,
  );
  assert.deepEqual(card.buttons.slice(0, 4), ['注销前的准备', '税务注销', '公告期限', '全文']);
  assert.equal(card.buttons.at(-1), '↩ 返回列表');
  const section = only(await press('税务注销'));
  assert.match(section.text, /^公司注销的步骤 › 税务注销\n\n公司要先向税务机关.*\n\n第 2\/3 节$/);
  assert.deepEqual(section.buttons, ['‹ 上一节', '下一节 ›', '↩ 返回专题']);
  assert.match(only(await press('下一节 ›')).text, /第 3\/3 节$/);
  assert.match(only(await press('‹ 上一节')).text, /第 2\/3 节$/);
  assert.deepEqual(only(await press('↩ 返回专题')).buttons, card.buttons);
  assert.deepEqual(only(await press('↩ 返回列表')).buttons, list.buttons);
  const back = only(await press('☰ 全部专题'));
  assert.deepEqual([back.buttons, back.messageId, back.did], [letters.buttons, letters.messageId, 'edited']);
});

test('/topics leads through folders, one folder and a card, and back, in one message', async () => {
  const vitepress = await openHashingEngine(path.join(PROJECT, 'test', 'fixtures', 'folders', 'vitepress'));
  const { say, press } = startDialogue(vitepress);
  const letters = only(await say('/topics'));
  assert.equal(letters.buttons.at(-1), '▤ 按分类');
  const folders = only(await press('▤ 按分类'));
  assert.equal(folders.text, '按分类浏览');
  assert.deepEqual(folders.buttons, ['使用指南 · 2', '接口说明 · 2', '☰ 全部专题']);
  const list = only(await press('接口说明 · 2'));
  assert.equal(list.text, '接口说明（2 篇）');
  assert.deepEqual(list.buttons, ['接口说明', '常见问题 · 接口说明', '▤ 按分类', '☰ 全部专题']);
  const card = only(await press('常见问题 · 接口说明'));
  assert.match(card.text, /\n\n接口说明\n2024-04-05$/);
  assert.match(only(await press('限流')).text, /每分钟六十次/);
  assert.deepEqual(only(await press('↩ 返回专题')).buttons, card.buttons);
  assert.deepEqual(only(await press('↩ 返回列表')).buttons, list.buttons);
  const back = only(await press('▤ 按分类'));
  assert.deepEqual([back.buttons, back.messageId, back.did], [folders.buttons, letters.messageId, 'edited']);
  assert.deepEqual(only(await press('☰ 全部专题')).buttons, letters.buttons);
});

test('many folders turn page by page, and a folder that is gone leads to those that are there', async () => {
  const articlesDir = temporaryFolder();
  for (let i = 10; i < 31; i++) {
    mkdirSync(path.join(articlesDir, `部门 ${i}`));
    writeFileSync(path.join(articlesDir, `部门 ${i}`, `${i}.md`), `# 题目 ${i}\n\n文字。\n`);
  }
  const many = await openHashingEngine(articlesDir);
  const { say, press, pressData } = startDialogue(many);
  await say('/topics');
  const first = only(await press('▤ 按分类'));
  assert.match(first.text, /第 1\/3 页$/);
  assert.deepEqual(first.buttons.slice(7), ['部门 17 · 1', '下一页 ›', '☰ 全部专题']);
  assert.deepEqual(only(await press('下一页 ›')).buttons.slice(7), [
    '部门 25 · 1',
    '‹ 上一页',
    '下一页 ›',
    '☰ 全部专题',
  ]);
  assert.match(only(await pressData('f:zz')).text, /第 3\/3 页$/);
  assert.deepEqual(only(await pressData('l:fAAAAAAAAAAAA0')).buttons, first.buttons);
  // Folders are found by their names, as titles are.
  const found = only(await say('/topics 部門'));
  assert.deepEqual(found.buttons, ['▤ 部门 10 · 1', '▤ 部门 11 · 1', '▤ 部门 12 · 1', '☰ 全部专题']);
  assert.deepEqual(only(await press('▤ 部门 11 · 1')).buttons[0], '题目 11');
});

test('a daily note, whose title has its date, is listed without it once more', async () => {
  const articlesDir = temporaryFolder();
  writeFileSync(path.join(articlesDir, '2026-05-02.md'), '# 2026-05-02 周六\n\n休息。\n');
  writeFileSync(path.join(articlesDir, '休息.md'), '---\ndate: 2026-05-01\n---\n# 休息\n\n文字。\n');
  const { say } = startDialogue(await openHashingEngine(articlesDir));
  assert.deepEqual(only(await say('/latest')).buttons.slice(0, 2), ['2026-05-02 周六', '休息 · 2026-05-01']);
});

test('the same in English and in traditional Chinese', async () => {
  const english = startDialogue(engine, { language: 'en' });
  assert.match(only(await english.say('/topics')).text, /^All topics \(6\)/);
  assert.equal(only(await english.press('G · 2')).text, 'G (2)');
  assert.match(only(await english.press('公司注销的步骤')).text, /300 views$/);
  assert.equal(
    only(await english.press('公告期限'))
      .text.split('\n')
      .at(-1),
    'Section 3 of 3',
  );
  const traditional = startDialogue(engine, { language: 'zh-TW' });
  assert.match(only(await traditional.say('/topics')).text, /^全部專題（6 篇）/);
});

test('/latest shows dates and /hot the reads, including those in the bot', async () => {
  const { say, press } = startDialogue(engine);
  const latest = only(await say('/latest'));
  assert.equal(latest.text, '最新专题');
  assert.deepEqual(latest.buttons.slice(0, 2), [
    '青禾科技何时上市 · 2026-03-02',
    '港口物流服務 · 2026-02-20',
  ]);
  assert.equal(only(await say('/hot')).buttons[1], '青禾科技何时上市 · 120 次阅读');
  await say('/latest');
  await press('青禾科技何时上市');
  await press('上市时间');
  assert.equal(only(await say('/hot')).buttons[1], '青禾科技何时上市 · 122 次阅读');
});

test('turning pages does not count as reading', async () => {
  const { say, press, state } = startDialogue(engine);
  await say('/topics 青禾');
  await press('青禾科技何时上市');
  await press('行业分布');
  const { id } = engine.index.catalogue.bySlug('qinghe-shangshi')?.sections[2] ?? { id: '' };
  assert.equal(state.reads.count(id), 1);
  await press('‹ 上一节');
  assert.equal(state.reads.count(id), 1);
});

test('/random shows a card, and then another one in its place', async () => {
  let value = 0;
  const { say, press } = startDialogue(engine, { random: () => value });
  const first = only(await say('/random'));
  value = 0.99;
  const second = only(await press('🎲 换一篇'));
  assert.equal(second.messageId, first.messageId);
  assert.notEqual(second.text.split('\n')[0], first.text.split('\n')[0]);
});

test('/topics with some words searches the titles: characters, pinyin, initials', async () => {
  const { say, press } = startDialogue(samples);
  for (const words of ['企业微信', '企業微信', 'qiyeweixin', 'qywx']) {
    const found = only(await say(`/topics ${words}`));
    assert.equal(found.text, `标题里有“${words}”的专题：`);
    assert.deepEqual(found.buttons, ['企业微信客服做什么', '☰ 全部专题']);
  }
  assert.match(only(await press('企业微信客服做什么')).text, /^企业微信客服做什么\n\n/);
  const none = only(await say('/topics 红烧肉'));
  assert.match(none.text, /^没有专题的标题里有“红烧肉”。/);
  assert.deepEqual(none.buttons, ['☰ 全部专题']);
});

test('a long list is paged, and every topic of the wiki can be reached by its letter', async () => {
  const { say, press } = startDialogue(samples);
  const letters = only(await say('/topics'));
  const titles: string[] = [];
  for (const letter of letters.buttons.filter((text) => / · \d+$/.test(text))) {
    let list = only(await press(letter));
    for (;;) {
      titles.push(...list.buttons.filter((text) => !/^[☰‹]|›$/.test(text)));
      if (!list.buttons.includes('下一页 ›')) break;
      list = only(await press('下一页 ›'));
      assert.match(list.text, /第 \d\/\d 页$/);
    }
    await press('☰ 全部专题');
  }
  assert.deepEqual([...titles].sort(), samples.index.catalogue.articles.map(({ title }) => title).sort());
});

test('a long section is read page by page into the next section and back', async () => {
  const { say, press } = startDialogue(samples);
  const { articles } = samples.index.catalogue;
  for (const article of articles.slice(0, 3)) {
    await say(`/topics ${article.title}`);
    await press(article.title.slice(0, 20));
    let shown = only(await press(article.sections[0]?.headingPath.at(-1) ?? ''));
    let steps = 0;
    while (shown.buttons.some((text) => text.startsWith('下一'))) {
      shown = only(await press('下一'));
      steps++;
    }
    assert.ok(steps >= article.sections.length - 1);
    for (; steps > 0; steps--) shown = only(await press('‹ 上一'));
    assert.ok(!shown.buttons.some((text) => text.startsWith('‹ 上一')));
  }
});
