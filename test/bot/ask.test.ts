import assert from 'node:assert/strict';
import { cpSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { test } from 'node:test';
import { Failure } from '../../src/system/failure.ts';
import { only, startDialogue } from '../support/dialogue.ts';
import { openTestEngine } from '../support/engine.ts';
import { FIXTURE_ARTICLES } from '../support/project.ts';
import { temporaryFolder } from '../support/temporary.ts';

const engine = await openTestEngine();

test('a question in a private chat gets the passage, its source and what to read next, and carries the question', async () => {
  const { say } = startDialogue(engine);
  const reply = only(await say('青禾科技的发行价格是多少'));
  assert.equal(
    reply.html,
    [
      '<b>青禾科技何时上市</b> › 发行价格',
      '<blockquote><b>青禾科技的发行价格为每股12.80元，共发行2000万股新股。</b>募集资金用于建设种子实验室。</blockquote>',
      '<i>2026-03-02 · 120 次阅读</i>',
    ].join('\n'),
  );
  assert.deepEqual([reply.replyTo, reply.carriesQuestion], [undefined, true]);
  assert.deepEqual(reply.buttons, [
    ...['下一条 2/3', '全文', '原文 ↗'],
    ...['云帆客服系统', '港口物流服務', '更多相关 ›'],
    ...['👍', '👎'],
  ]);
});

test('traditional text is quoted verbatim, with one sentence in bold', async () => {
  const { say } = startDialogue(engine);
  const reply = only(await say('货柜堆存免费几天'));
  assert.match(reply.html, /<blockquote><b>貨櫃在碼頭[^<]+<\/b>首五日免費[^<]+<\/blockquote>/);
});

test('the same in English for an English reader, and in traditional Chinese for a reader of it', async () => {
  const english = only(
    await startDialogue(engine, { language: 'en' }).say('What does the bank promise in a letter of credit?'),
  );
  assert.match(english.text, /^Letters of credit › What the bank promises\n/);
  assert.match(english.text, /2026-02-01 · 3 views/);
  assert.match(english.buttons[0] ?? '', /^Next 2\/\d$/);
  const traditional = only(await startDialogue(engine, { language: 'zh-hant' }).say('公司注销公告期限'));
  assert.match(traditional.text, /300 次閱讀$/);
  assert.match(traditional.text, /债权人公告期/, 'the article itself is not translated');
});

test('/ask answers the text after it, and explains itself without one', async () => {
  const { say } = startDialogue(engine);
  assert.match(only(await say('/ask 简易注销公告多少天')).text, /^公司注销的步骤 › 公告期限/);
  assert.match(only(await say('/ask')).text, /^请在 \/ask 后面写上问题/);
});

test('a caption below a picture is a question too; a picture alone gets a hint', async () => {
  const { say, send } = startDialogue(engine);
  const message = only(await say('占位')).messageId;
  const photo = { message_id: message + 50, date: 1, chat: { id: 7, type: 'private' }, photo: [] };
  const from = { id: 7, is_bot: false, first_name: 'x' };
  const asked = { ...photo, from, caption: '青禾科技股票代码' };
  assert.match(only(await send({ message: asked as never })).text, /999001/);
  assert.match(only(await send({ message: { ...photo, from } as never })).text, /^我只看得懂文字/);
});

test('an unsure answer shows the closest passage with its doubt, and the closest topics as buttons', async () => {
  const { say } = startDialogue(engine);
  const reply = only(await say('客户的合同怎么保存'));
  assert.match(
    reply.text,
    /^没有找到有把握的答案，最接近的是这一段：\n\n青禾科技何时上市 › .+\n青禾科技的客户分布在/,
  );
  assert.ok(reply.buttons.includes('青禾科技何时上市'));
});

test('an unanswerable question and small talk each get an honest reply', async () => {
  const { say } = startDialogue(engine);
  for (const [said, text] of [
    ['红烧肉需要炖多长时间', '这里的专题没有讲到这个问题。换个说法，或者换个问题试试。例如：公司注销的步骤'],
    ['你好呀', '你好！我从本站的专题文章里找答案，请直接发送想了解的问题。例如：公司注销的步骤'],
    ['谢谢！', '不客气！还想了解什么，直接问我就好。'],
    ['答非所问', '抱歉没有帮上忙。换个说法，或者写上专题的名字再问一次试试。例如：公司注销的步骤'],
    ['请问是什么', '你好！请直接发送想了解的问题。例如：公司注销的步骤'],
  ] as const) {
    const reply = only(await say(said));
    assert.deepEqual([reply.text, reply.buttons], [text, []]);
  }
});

test('where no passage answers, titles that share more than one word with the question are offered', async () => {
  const { say, press } = startDialogue(engine);
  const reply = only(await say('公司注册的步骤'));
  assert.equal(
    reply.text,
    '这里的专题没有讲到这个问题。换个说法，或者换个问题试试。\n\n这几个专题也许相关：',
  );
  assert.deepEqual(reply.buttons, ['公司注销的步骤']);
  assert.match(only(await press('公司注销的步骤')).text, /^公司注销的步骤/);
  assert.deepEqual(only(await say('云帆打印机卡纸怎么办')).buttons, [], 'one word is not enough');
});

test('a reader who asks what it is, or what there is, gets the way to all topics', async () => {
  const { say, press } = startDialogue(engine, { language: 'en' });
  const reply = only(await say('who are you'));
  assert.equal(
    reply.text,
    'I answer questions: you ask, and I find the passage in this wiki that answers, word for word. For example: Letters of credit',
  );
  assert.deepEqual(reply.buttons, ['☰ All topics']);
  assert.match(only(await press('☰ All topics')).text, /^All topics \(6\)/);
});

test('questions without an answer are told of, each time; small talk is not', async () => {
  const { say, unanswered } = startDialogue(engine);
  await say('红烧肉需要炖多长时间');
  await say('紅燒肉需要燉多長時間');
  await say('你好');
  await say('青禾科技股票代码');
  assert.deepEqual(unanswered(), ['红烧肉需要炖多长时间', '红烧肉需要炖多长时间']);
});

test('a found passage counts as read', async () => {
  const { say, state } = startDialogue(engine);
  await say('青禾科技股票代码');
  const sections = engine.index.catalogue.bySlug('qinghe-shangshi')?.sections ?? [];
  assert.deepEqual(
    sections.map(({ id }) => state.reads.count(id)),
    [1, 0, 0],
  );
});

test('a title in pinyin or by initials is answered with the topics that it names', async () => {
  const { say, press } = startDialogue(engine);
  const reply = only(await say('qhkj'));
  assert.equal(reply.text, '没有哪一段能直接回答，不过有这些标题相符的专题：');
  assert.deepEqual(reply.buttons, ['青禾科技何时上市']);
  assert.match(only(await press('青禾科技何时上市')).text, /^青禾科技何时上市\n\n青禾科技是虚构的示例公司。/);
});

test('a question typed in pinyin is answered, and the reply says how it was read', async () => {
  const { say } = startDialogue(engine);
  const { text } = only(await say('gongsi zhuxiao gonggao qixian'));
  assert.match(text, /^按“公司注销公告期限”查找\n公司注销的步骤 › /);
});

test('a failure is logged and the reader gets one neutral sentence', async () => {
  const answerer = { ...engine.answerer, answer: () => Promise.reject(new Failure('model', 'gave up')) };
  const { say, errors } = startDialogue(engine, { wiki: { answerer } });
  assert.equal(only(await say('青禾科技')).text, '抱歉，刚才出了点问题，请稍后再试。');
  assert.deepEqual(errors, ['update 101 failed {"error":"[model] gave up"}']);
});

test('a chat that refuses messages is not an error, and nothing else happens', async () => {
  const { say, failNext, errors } = startDialogue(engine);
  failNext('sendMessage', 'Forbidden: bot was blocked by the user', 403);
  const acts = await say('青禾科技的发行价格');
  assert.deepEqual([acts, errors], [[], []]);
});

test('an unknown command is explained, not searched for', async () => {
  const { say } = startDialogue(engine);
  assert.match(only(await say('/settings')).text, /^怎么用/);
});

test('articles with markup characters, huge titles and long sections give legal messages everywhere', async () => {
  const folder = temporaryFolder();
  cpSync(FIXTURE_ARTICLES, folder, { recursive: true });
  rmSync(path.join(folder, 'letters-of-credit.md'));
  const title = `<b>A&B</b> "引号" ${'很长的标题'.repeat(60)}`;
  const section = '这一段里有 <script> 和 & 以及 𠮷野家。'.repeat(80);
  const body = Array.from(
    { length: 24 },
    (_, i) =>
      `### 小节 <${i}> &amp; ${'长标题'.repeat(50)}\n\n${i === 3 ? '<银杏叶提取物> & 每盒二十片。' : ''}${section}`,
  ).join('\n\n');
  writeFileSync(
    path.join(folder, 'wild.md'),
    `---\ntitle: '${title}'\ndate: 2026-01-01\nsource: 'https://example.org/?a=1&b=<2>'\n---\n\n## 基本释义\n\n${body}\n`,
  );
  assert.ok(readFileSync(path.join(folder, 'wild.md'), 'utf8').length > 30_000);
  const wild = await openTestEngine(folder);
  const { say, press, pressData, failNext, inline } = startDialogue(wild);
  const reply = only(await say('银杏叶提取物每盒多少片'));
  assert.match(reply.text, /<银杏叶提取物> & 每盒二十片。/);
  await press('整节');
  await press('全文');
  failNext('sendRichMessage', 'Bad Request: rich messages are not supported');
  await press('全文');
  await press('下一页 ›');
  const id = wild.index.catalogue.bySlug('wild')?.id ?? '';
  const card = only(await pressData(`t:${id}`));
  assert.ok(card.text.length > 200 && card.text.length <= 4096);
  await press('更多小节 ›');
  await press('小节 <5>');
  await press('下一页 ›');
  await press('↩ 返回专题');
  assert.ok((await inline('银杏叶')).length === 1 && (await inline('A&B')).length === 1);
});
