// Browsing: letters, lists, cards, sections, in one message that is edited in place.
import assert from 'node:assert/strict';
import { mkdirSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { test } from 'node:test';
import { only, startDialogue } from '../support/dialogue.ts';
import type { Sent } from '../support/acts.ts';
import { openHashingEngine, type TestEngine } from '../support/engine.ts';
import { PROJECT, SAMPLE_ARTICLES } from '../support/project.ts';
import { temporaryFolder } from '../support/temporary.ts';

const engine = await openHashingEngine();
const samples = await openHashingEngine(SAMPLE_ARTICLES);

const rowsOf = ({ keyboard }: Sent): string[][] => keyboard.map((row) => row.map(({ text }) => text));

/** A wiki of more topics than are listed at once: a folder of files, one a topic. */
async function openLarge(): Promise<{ large: TestEngine; titles: string[] }> {
  const articlesDir = temporaryFolder();
  const titles = Array.from({ length: 60 }, (_, i) => `${'安北陈大'.charAt(i % 4)}字第 ${i} 号`);
  for (const [i, title] of titles.entries())
    writeFileSync(path.join(articlesDir, `${i}.md`), `# ${title}\n\n这里是第 ${i} 号。\n`);
  return { large: await openHashingEngine(articlesDir), titles };
}

test('/topics leads from the topics to a card and a section, and back, in one message', async () => {
  const { say, press } = startDialogue(engine);
  const list = only(await say('/topics'));
  assert.match(list.text, /^全部专题（6 篇）\n按标题的拼音首字母[^\n]*$/);
  assert.deepEqual(rowsOf(list), [
    ['港口物流服務', '公司注销的步骤'],
    ['Letters of credit', '青禾科技何时上市'],
    ['云帆客服系统', '专利年费怎么缴'],
    ['最新', '热门', '随便看看'],
  ]);
  const card = only(await press('公司注销的步骤'));
  assert.equal(
    card.text,
    '公司注销的步骤\n\n公司注销之前要先成立清算组，通知债权人，并在报纸或者公示系统上发布公告。\n\n2026-01-15 · 300 次阅读',
  );
  assert.deepEqual(rowsOf(card), [
    ['注销前的准备', '税务注销'],
    ['公告期限'],
    ['全文'],
    ['→ Letters of credit'],
    ['→ 港口物流服務'],
    ['↩ 返回列表'],
  ]);
  const section = only(await press('税务注销'));
  assert.match(section.text, /^公司注销的步骤 › 税务注销\n\n公司要先向税务机关.*\n\n第 2\/3 节$/);
  assert.deepEqual(section.buttons, ['‹ 上一节', '下一节 ›', '↩ 返回专题']);
  assert.match(only(await press('下一节 ›')).text, /第 3\/3 节$/);
  assert.match(only(await press('‹ 上一节')).text, /第 2\/3 节$/);
  assert.deepEqual(only(await press('↩ 返回专题')).buttons, card.buttons);
  assert.deepEqual(only(await press('↩ 返回列表')).buttons, list.buttons);
  await press('公司注销的步骤');
  const back = only(await press('↩ 返回列表'));
  assert.deepEqual([back.buttons, back.messageId, back.did], [list.buttons, list.messageId, 'edited']);
});

test('a command is answered below it in a private chat, and as a reply to it in a group', async () => {
  const { say, sayInGroup } = startDialogue(engine);
  for (const command of [
    '/topics',
    '/latest',
    '/hot',
    '/random',
    '/language',
    '/privacy',
    '/forget',
    '/ask',
  ]) {
    assert.equal(only(await say(command)).replyTo, undefined, command);
    assert.notEqual(only(await sayInGroup(command)).replyTo, undefined, command);
  }
});

test('/topics begins with the letters where the topics are many', async () => {
  const { large, titles } = await openLarge();
  const { say, press, pressData } = startDialogue(large);
  const letters = only(await say('/topics'));
  assert.match(letters.text, /^全部专题（60 篇）\n按标题的拼音首字母/);
  assert.deepEqual(rowsOf(letters), [
    ['A · 15', 'B · 15', 'C · 15', 'D · 15'],
    ['最新', '热门', '随便看看'],
  ]);
  const found: string[] = [];
  for (const letter of letters.buttons.slice(0, 4)) {
    found.push(...only(await press(letter)).buttons.slice(0, 8));
    found.push(...only(await press('下一页 ›')).buttons.slice(0, 7));
    assert.deepEqual(only(await press('☰ 全部专题')).buttons, letters.buttons);
  }
  assert.deepEqual([...found].sort(), [...titles].sort());
  // The list of all topics stays open to a reader who has it from a time when they were few.
  assert.match(only(await pressData('l:a3')).text, /第 4\/5 页$/);
});

test('/topics leads through folders, one folder and a card, and back, in one message', async () => {
  const vitepress = await openHashingEngine(path.join(PROJECT, 'test', 'fixtures', 'folders', 'vitepress'));
  const { say, press } = startDialogue(vitepress);
  const folders = only(await say('/topics'));
  assert.equal(folders.text, '按分类浏览');
  assert.deepEqual(rowsOf(folders), [
    ['使用指南 · 2'],
    ['接口说明 · 2'],
    ['最新', '热门', '随便看看'],
    ['☰ 全部专题'],
  ]);
  const list = only(await press('接口说明 · 2'));
  assert.equal(list.text, '接口说明（2 篇）');
  assert.deepEqual(list.buttons, ['接口说明', '常见问题 · 接口说明', '▤ 按分类', '☰ 全部专题']);
  const card = only(await press('常见问题 · 接口说明'));
  assert.match(card.text, /\n\n接口说明\n2024-04-05$/);
  assert.match(only(await press('限流')).text, /每分钟六十次/);
  assert.deepEqual(only(await press('↩ 返回专题')).buttons, card.buttons);
  assert.deepEqual(only(await press('↩ 返回列表')).buttons, list.buttons);
  const back = only(await press('▤ 按分类'));
  assert.deepEqual([back.buttons, back.messageId, back.did], [folders.buttons, folders.messageId, 'edited']);
  const all = only(await press('☰ 全部专题'));
  assert.match(all.text, /^全部专题（4 篇）/);
  assert.equal(all.buttons.at(-1), '▤ 按分类');
});

test('many folders turn page by page, and a folder that is gone leads to those that are there', async () => {
  const articlesDir = temporaryFolder();
  for (let i = 10; i < 31; i++) {
    mkdirSync(path.join(articlesDir, `部门 ${i}`));
    writeFileSync(path.join(articlesDir, `部门 ${i}`, `${i}.md`), `# 题目 ${i}\n\n文字。\n`);
  }
  const many = await openHashingEngine(articlesDir);
  const { say, press, pressData } = startDialogue(many);
  const first = only(await say('/topics'));
  assert.match(first.text, /第 1\/3 页$/);
  assert.deepEqual(first.buttons.slice(7), [
    '部门 17 · 1',
    '下一页 ›',
    '最新',
    '热门',
    '随便看看',
    '☰ 全部专题',
  ]);
  assert.deepEqual(only(await press('下一页 ›')).buttons.slice(7), [
    '部门 25 · 1',
    '‹ 上一页',
    '下一页 ›',
    '最新',
    '热门',
    '随便看看',
    '☰ 全部专题',
  ]);
  assert.match(only(await pressData('f:zz')).text, /第 3\/3 页$/);
  assert.deepEqual(only(await pressData('l:fAAAAAAAAAAAA0')).buttons, first.buttons);
  // Folders are found by their names, as titles are.
  const found = only(await say('/topics 部門'));
  assert.deepEqual(found.buttons, ['▤ 部门 10 · 1', '▤ 部门 11 · 1', '▤ 部门 12 · 1', '☰ 全部专题']);
  assert.deepEqual(only(await press('▤ 部门 11 · 1')).buttons[0], '题目 11');
});

test('a card is a glance: first sentences, two short headings a row, the rest behind a button, two related topics', async () => {
  const articlesDir = temporaryFolder();
  const sentence = '棒针要选比线粗一号的，织出来才不紧。';
  const headings = [
    '起针',
    '下针',
    '上针',
    '收针',
    '怎么在织到一半的时候换一种颜色的线',
    '洗',
    '晒',
    '收纳',
    '补',
  ];
  writeFileSync(
    path.join(articlesDir, '手套.md'),
    `# 手套\n\n## 基本释义\n\n### 起针\n\n${sentence.repeat(9)}\n\n第二段。\n\n### 洗\n\n冷水。\n\n## 详细释义\n\n${headings
      .map((heading) => `### ${heading}\n\n关于${heading}。\n`)
      .join('\n')}`,
  );
  for (const other of ['帽子', '围巾', '袜子'])
    writeFileSync(path.join(articlesDir, `${other}.md`), `# ${other}\n\n${sentence}\n`);
  const { say, press } = startDialogue(await openHashingEngine(articlesDir));
  await say('/topics 手套');
  const card = only(await press('手套'));
  assert.equal(card.text.split('\n\n')[1], `${sentence.repeat(6)} …`);
  assert.equal(card.text.split('\n\n').length, 3, 'title, first words, date');
  const [first, second, third, fourth, more, whole, related, back] = rowsOf(card);
  // Both parts have these two headings, so there the part is said.
  assert.deepEqual(
    [first, second],
    [
      ['基本释义 › 起针', '基本释义 › 洗'],
      ['详细释义 › 起针', '下针'],
    ],
  );
  assert.deepEqual(
    [third, fourth, more],
    [['上针', '收针'], ['怎么在织到一半的时候换一种颜色的线'], ['更多小节 ›']],
  );
  assert.deepEqual([whole, back], [['全文'], ['☰ 全部专题']]);
  assert.deepEqual([related?.length, related?.every((text) => text.startsWith('→ '))], [2, true]);
  assert.deepEqual(
    card.keyboard
      .flat()
      .filter((button) => button.style !== undefined)
      .map(({ text, style }) => [text, style]),
    [['全文', 'primary']],
  );
  assert.deepEqual(rowsOf(only(await press('更多小节 ›'))).slice(0, 5), [
    ['详细释义 › 洗', '晒'],
    ['收纳', '补'],
    ['‹ 前面的小节'],
    ['全文'],
    related,
  ]);
});

test('a topic that nobody has read is listed without a number', async () => {
  const articlesDir = temporaryFolder();
  writeFileSync(path.join(articlesDir, '围巾.md'), '# 围巾\n\n文字。\n');
  const { say } = startDialogue(await openHashingEngine(articlesDir));
  assert.equal(only(await say('/hot')).buttons[0], '围巾');
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
  const title = first.text.split('\n')[0] ?? '';
  await say(`/topics ${title}`);
  const card = only(await press(title));
  assert.deepEqual(
    [card.text, card.buttons],
    [first.text, first.buttons.filter((text) => text !== '🎲 换一篇')],
  );
  const again = only(await say('/random'));
  value = 0.99;
  const second = only(await press('🎲 换一篇'));
  assert.equal(second.messageId, again.messageId);
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

test('the list of all topics is paged, and has every topic of the wiki once', async () => {
  const { say, press } = startDialogue(samples);
  const titles: string[] = [];
  let list = only(await say('/topics'));
  for (;;) {
    assert.match(list.text, /第 \d\/4 页$/);
    titles.push(...list.buttons.filter((text) => !/^[☰‹]|›$|^(?:最新|热门|随便看看)$/.test(text)));
    if (!list.buttons.includes('下一页 ›')) break;
    list = only(await press('下一页 ›'));
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
