import assert from 'node:assert/strict';
import { cpSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { test } from 'node:test';
import fc from 'fast-check';
import { sourceRow } from '../../src/bot/render/answer-reply.ts';
import { Failure } from '../../src/failure.ts';
import { createMemoryLedger } from '../../src/storage/update-ledger.ts';
import { type Act, startDialogue } from '../support/dialogue.ts';
import { openTestEngine } from '../support/engine.ts';
import { FIXTURE_ARTICLES } from '../support/project.ts';
import { temporaryFolder } from '../support/temporary.ts';

const engine = await openTestEngine();
const only = (acts: Act[]): Extract<Act, { html: string }> => {
  const messages = acts.filter((act) => act.did !== 'answered a button');
  const [message] = messages;
  assert.ok(messages.length === 1 && message !== undefined, JSON.stringify(acts));
  return message;
};

test('a question in a private chat gets the passage, its source and what to turn to, as a reply', async () => {
  const { say } = startDialogue(engine);
  const reply = only(await say('青禾科技的发行价格是多少'));
  assert.equal(
    reply.html,
    [
      '<b>青禾科技何时上市</b> › 基本释义 › 发行价格',
      '<blockquote><b><u>青禾科技</u>的<u>发行价格</u>为每股12.80元，共<u>发行</u>2000万股新股。</b>募集资金用于建设种子实验室。</blockquote>',
      '<i>2026-03-02 · 120 次阅读</i>',
    ].join('\n'),
  );
  assert.equal(reply.replyTo, 501);
  assert.deepEqual(reply.buttons.slice(0, 2), ['下一段 ›', '云帆客服系统']);
  assert.equal(reply.buttons.at(-1), '原文 ↗');
});

test('traditional text is quoted as it stands, with the matches marked in it', async () => {
  const { say } = startDialogue(engine);
  const reply = only(await say('货柜堆存免费几天'));
  assert.match(reply.html, /<u>貨櫃<\/u>/);
  assert.match(reply.text, /首五日免費/);
});

test('the same in English for an English reader', async () => {
  const { say } = startDialogue(engine, { language: 'en' });
  const reply = only(await say('What does the bank promise in a letter of credit?'));
  assert.match(reply.text, /^Letters of credit › Overview › What the bank promises\n/);
  assert.match(reply.text, /2026-02-01 · 3 views/);
  assert.equal(reply.buttons[0], 'Next passage ›');
});

test('/start greets with the number of topics and three questions; pressing one asks it', async () => {
  const { say, press } = startDialogue(engine);
  const greeting = only(await say('/start'));
  assert.match(greeting.text, /^你好，我是问答机器人。\n.*现在收录 6 篇专题。\n\n可以先试试这几个：$/s);
  assert.deepEqual(greeting.buttons, ['专利年费怎么缴', '公司注销的步骤', '青禾科技何时上市']);
  const [answered, question, answer] = await press('专利年费怎么缴');
  assert.deepEqual(answered, { did: 'answered a button', text: '' });
  assert.ok(question?.did === 'sent' && question.text === '❓ 专利年费怎么缴');
  assert.ok(answer?.did === 'sent' && answer.replyTo === question.messageId);
  assert.match(answer.text, /^专利年费怎么缴 › 基本释义/);
});

test('/start and /help speak English to an English reader', async () => {
  const { say } = startDialogue(engine, { language: 'en-GB' });
  const greeting = only(await say('/start'));
  assert.match(greeting.text, /There are 6 topics now\.\n\nTry one of these:$/);
  assert.equal(greeting.buttons[0], 'Letters of credit');
  assert.match(only(await say('/help')).text, /^How to use me\n/);
});

test('/ask answers what stands behind it, and explains itself when nothing does', async () => {
  const { say } = startDialogue(engine);
  assert.match(only(await say('/ask 简易注销公告多少天')).text, /^公司注销的步骤 › 详细释义 › 公告期限/);
  assert.match(only(await say('/ask')).text, /^请在 \/ask 后面写上问题/);
});

test('turning to the next passage and back changes the message in place, marked for the question', async () => {
  const { say, press } = startDialogue(engine);
  const first = only(await say('/ask 青禾科技的发行价格'));
  const second = only(await press('下一段 ›'));
  assert.equal(second.did, 'edited');
  assert.equal(second.messageId, first.messageId);
  assert.match(second.html, /<u>青禾科技<\/u>/);
  assert.notEqual(second.text.split('\n')[0], first.text.split('\n')[0]);
  assert.ok(second.buttons.includes('‹ 上一段'));
  const back = only(await press('‹ 上一段'));
  assert.equal(back.text.split('\n').slice(0, 3).join('\n'), first.text.split('\n').slice(0, 3).join('\n'));
});

test('a related topic opens as a card of its brief part', async () => {
  const { say, press } = startDialogue(engine);
  await say('青禾科技的发行价格');
  const card = only(await press('云帆客服系统'));
  assert.equal(card.did, 'sent');
  assert.equal(
    card.text,
    [
      '云帆客服系统',
      '系统做什么\n云帆客服系统把电话、网页和聊天软件里的咨询汇总到一个界面，由客服人员统一回复。',
      '收费方式\n云帆客服系统按坐席数量收费，每个坐席每月九十九元，十个坐席以上打八折。',
      '2026-02-11 · 56 次阅读',
    ].join('\n\n'),
  );
  assert.equal(card.buttons[0], '青禾科技何时上市');
});

test('an unsure answer shows the closest passage with its doubt, and the closest topics as buttons', async () => {
  const { say } = startDialogue(engine);
  const reply = only(await say('企业的客户合同一般怎么保存'));
  assert.match(
    reply.text,
    /^没有找到有把握的答案，最接近的是这一段：\n\n青禾科技何时上市 › .+\n青禾科技的客户分布在/,
  );
  assert.ok(reply.buttons.length > 0);
});

test('an unanswerable question and a greeting each get an honest word', async () => {
  const { say } = startDialogue(engine);
  assert.match(only(await say('红烧肉需要炖多长时间')).text, /^这里的专题没有讲到这个问题/);
  assert.match(only(await say('你好呀')).text, /^你好！我从本站的专题文章里找答案/);
  assert.match(only(await say('谢谢！')).text, /^不客气！/);
  assert.match(only(await say('你是谁？')).text, /^我是问答机器人/);
  assert.match(only(await say('请问是什么')).text, /^你好！请直接发送想了解的问题/);
});

test('a question typed in pinyin is answered, and the reply says how it was read', async () => {
  const { say } = startDialogue(engine);
  const { text } = only(await say('gongsi zhuxiao gonggao qixian'));
  assert.match(text, /^按“公司注销公告期限”查找\n公司注销的步骤 › /);
});

test('a message that is no text gets a hint', async () => {
  const { send } = startDialogue(engine);
  const message = {
    message_id: 1,
    date: 1,
    chat: { id: 7, type: 'private', first_name: 'x' },
    from: { id: 7, is_bot: false, first_name: 'x' },
    sticker: {},
  };
  assert.match(only(await send({ message: message as never })).text, /^我只看得懂文字/);
});

test('in a group the bot keeps silent, but for /ask', async () => {
  const { send } = startDialogue(engine);
  const inGroup = (text: string, entities?: object[]) =>
    send({
      message: {
        message_id: 9,
        date: 1,
        chat: { id: -5, type: 'group', title: 'g' },
        from: { id: 7, is_bot: false, first_name: 'x' },
        text,
        entities,
      } as never,
    });
  assert.deepEqual(await inGroup('青禾科技的发行价格'), []);
  assert.match(
    only(await inGroup('/ask 青禾科技的发行价格', [{ type: 'bot_command', offset: 0, length: 4 }])).text,
    /^青禾科技何时上市/,
  );
});

test('buttons of foreign, outdated or forged content get a polite answer', async () => {
  const { pressData } = startDialogue(engine);
  for (const data of [
    't:AAAAAAAAAAAA',
    'p:0:AAAAAAAAAAAA0',
    'nonsense',
    'p:9:AAAAAAAAAAAA0',
    't:../../etc',
  ]) {
    assert.deepEqual(
      await pressData(data),
      [{ did: 'answered a button', text: '这个按钮对应的内容已经更新，请重新提问。' }],
      data,
    );
  }
  const [answered, message] = await pressData('e:AAAAAAAAAAAA');
  assert.deepEqual(answered, { did: 'answered a button', text: '' });
  assert.match((message as { text: string }).text, /请重新提问/);
});

test('an edit that changes nothing is no error', async () => {
  const { say, press, failNext, errors } = startDialogue(engine);
  await say('青禾科技的发行价格');
  failNext(
    'editMessageText',
    'Bad Request: message is not modified: specified new message content is exactly the same',
  );
  await press('下一段 ›');
  assert.deepEqual(errors, []);
});

test('a failure is logged and the reader gets one neutral sentence', async () => {
  const answerer = { ...engine.answerer, answer: () => Promise.reject(new Failure('model', 'gave up')) };
  const { say, errors } = startDialogue(engine, { answerer });
  assert.equal(only(await say('青禾科技')).text, '抱歉，刚才出了点问题，请稍后再试。');
  assert.deepEqual(errors, ['update 101 failed {"error":"[model] gave up"}']);
});

test('a chat that cannot be written to is no error, and nothing else happens', async () => {
  const { say, failNext, errors } = startDialogue(engine);
  failNext('sendMessage', 'Forbidden: bot was blocked by the user', 403);
  const acts = await say('青禾科技的发行价格');
  assert.deepEqual([acts, errors], [[], []]);
});

test('a button pressed before a restart, whose query has expired, still turns the page', async () => {
  const { say, press, failNext, errors } = startDialogue(engine);
  await say('青禾科技的发行价格');
  failNext(
    'answerCallbackQuery',
    'Bad Request: query is too old and response timeout expired or query ID is invalid',
  );
  const acts = await press('下一段 ›', { expired: true });
  assert.equal(only(acts).did, 'edited');
  assert.deepEqual(errors, []);
});

test('a command that there is not is explained, not searched for', async () => {
  const { say } = startDialogue(engine);
  assert.match(only(await say('/settings')).text, /^怎么用/);
});

test('an address that Telegram refuses gives no button', () => {
  const t = (key: string): string => key;
  assert.deepEqual(sourceRow('http://localhost:8080/a', t), []);
  assert.deepEqual(sourceRow('http://wiki/a', t), []);
  assert.deepEqual(sourceRow('https://wiki.example.org/a b', t), [
    { text: 'button-source', url: 'https://wiki.example.org/a%20b' },
  ]);
  assert.deepEqual(sourceRow(undefined, t), []);
});

test('an update that was answered before is not answered again', async () => {
  const ledger = createMemoryLedger();
  const message = {
    message_id: 1,
    date: 1,
    chat: { id: 7, type: 'private', first_name: 'x' },
    from: { id: 7, is_bot: false, first_name: 'x' },
    text: '公司注销',
  };
  const first = startDialogue(engine, { ledger });
  assert.equal((await first.send({ message: message as never }, 900)).length, 1);
  const afterRestart = startDialogue(engine, { ledger });
  assert.deepEqual(await afterRestart.send({ message: message as never }, 900), []);
});

test('articles with markup characters, huge titles and long sections give legal messages', async () => {
  const folder = temporaryFolder();
  cpSync(FIXTURE_ARTICLES, folder, { recursive: true });
  rmSync(path.join(folder, 'letters-of-credit.md'));
  const title = `<b>A&B</b> "引号" ${'很长的标题'.repeat(60)}`;
  const section = '这一段里有 <script> 和 & 以及 𠮷野家。'.repeat(80);
  const body = Array.from(
    { length: 8 },
    (_, i) =>
      `### 小节 <${i}> &amp; ${'长标题'.repeat(50)}\n\n${i === 3 ? '<银杏叶提取物> & 每盒二十片。' : ''}${section}`,
  ).join('\n\n');
  writeFileSync(
    path.join(folder, 'wild.md'),
    `---\ntitle: '${title}'\ndate: 2026-01-01\nsource: 'https://example.org/?a=1&b=<2>'\n---\n\n## 基本释义\n\n${body}\n`,
  );
  assert.ok(readFileSync(path.join(folder, 'wild.md'), 'utf8').length > 10000);
  const wild = await openTestEngine(folder);
  const { say, press } = startDialogue(wild);
  const reply = only(await say('银杏叶提取物每盒多少片'));
  assert.match(reply.text, /<银杏叶提取物> & 每盒二十片。/);
  await press('下一段 ›');
  const dialogue = startDialogue(wild);
  const id = wild.index.catalogue.bySlug('wild')?.id ?? '';
  const card = only(await dialogue.pressData(`t:${id}`));
  assert.ok(card.text.length > 1000 && card.text.length <= 4096);
});

test('any text gets exactly one legal reply and logs no error', async () => {
  const { say, errors } = startDialogue(engine);
  const text = fc.oneof(
    fc.string({ unit: 'binary', minLength: 1, maxLength: 60 }),
    fc
      .array(
        fc.constantFrom(
          '青禾科技',
          '<b>',
          '&',
          '\u0000',
          '\ud800',
          '😀',
          '发行',
          '/ask ',
          '注销',
          '\u202e',
          ' ',
        ),
        { minLength: 1, maxLength: 12 },
      )
      .map((parts) => parts.join('')),
  );
  await fc.assert(
    fc.asyncProperty(text, async (input) => {
      only(await say(input));
    }),
    { numRuns: 300 },
  );
  assert.deepEqual(errors, []);
});
