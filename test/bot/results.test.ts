// What follows an answer: further results, the whole section, the whole article, related topics.
import assert from 'node:assert/strict';
import { test } from 'node:test';
import { messagesOf, only, shownInline, startDialogue } from '../support/dialogue.ts';
import { openHashingEngine } from '../support/engine.ts';
import { READER } from '../support/people.ts';

const engine = await openHashingEngine();

test('turning to the next passage and back changes the message in place', async () => {
  const { say, press } = startDialogue(engine);
  const first = only(await say('/ask 青禾科技的发行价格'));
  const second = only(await press('下一条'));
  assert.equal(second.did, 'edited');
  assert.equal(second.messageId, first.messageId);
  assert.notEqual(second.text.split('\n')[0], first.text.split('\n')[0]);
  assert.ok(second.buttons.includes('‹ 上一条'));
  const back = only(await press('‹ 上一条'));
  assert.deepEqual([back.html, back.buttons], [first.html, first.buttons]);
});

test('turning pages shows every passage once, up to the end of the list', async () => {
  const { say, press } = startDialogue(engine);
  let shown = only(await say('青禾科技的发行价格'));
  const headings = [shown.text.split('\n')[0]];
  while (shown.buttons.some((text) => text.startsWith('下一条'))) {
    shown = only(await press('下一条'));
    headings.push(shown.text.split('\n')[0]);
  }
  assert.ok(headings.length > 2);
  assert.equal(new Set(headings).size, headings.length);
});

test('the whole section is shown in place, with a button back to the answer', async () => {
  const { say, press } = startDialogue(engine);
  const answer = only(await say('青禾科技的样品复检收费吗'));
  const section = only(await press('整节'));
  assert.equal(section.messageId, answer.messageId);
  assert.match(section.html, /^<b>青禾科技何时上市<\/b> › 行业分布\n\n青禾科技的客户分布在/);
  assert.ok(section.text.includes('复检不另外收费。'));
  assert.deepEqual(section.buttons, ['↩ 返回回答', '全文', '原文 ↗']);
  assert.equal(only(await press('↩ 返回回答')).html, answer.html);
});

test('the whole article comes as pages of text, each section under its heading', async () => {
  const { say, press } = startDialogue(engine);
  await say('青禾科技的发行价格');
  const article = only(await press('全文'));
  assert.equal(article.did, 'sent');
  assert.match(
    article.html,
    /^<b>青禾科技何时上市<\/b>\n\n<b>基本释义 › 上市时间<\/b>\n青禾.*\n\n<b>基本释义 › 发行价格<\/b>\n青禾/s,
  );
  assert.deepEqual(article.buttons, ['原文 ↗']);
});

test('if the operator wants it, it is one rich message, the first part open and the others folded', async () => {
  const { say, press } = startDialogue(engine, { richMessages: true });
  await say('青禾科技的发行价格');
  const acts = await press('全文');
  const rich = acts.find((act) => act.did === 'sent rich');
  const { blocks } = rich?.message as { blocks: { type: string; text?: string; summary?: string }[] };
  assert.deepEqual(
    blocks.map(({ type, text, summary }) => [type, (summary ?? text ?? '').slice(0, 8)]),
    [
      ['heading', '青禾科技何时上市'],
      ['heading', '基本释义'],
      ['heading', '上市时间'],
      ['paragraph', '青禾科技是虚构的'],
      ['heading', '发行价格'],
      ['paragraph', '青禾科技的发行价'],
      ['heading', '详细释义'],
      ['details', '行业分布'],
      ['footer', '2026-03-'],
    ],
  );
});

test('if a rich message is refused, the article comes as pages', async () => {
  for (const [description, code] of [
    ['Bad Request: RICH_MESSAGE_UNSUPPORTED', 400],
    ['Not Found', 404],
  ] as const) {
    const { say, press, failNext } = startDialogue(engine, { richMessages: true });
    await say('公司注销公告期限');
    failNext('sendRichMessage', description, code);
    const first = only(await press('全文'));
    assert.equal(first.did, 'sent');
    assert.match(first.text, /^公司注销的步骤\n\n基本释义 › 注销前的准备\n公司注销之前/);
  }
});

test('a related topic opens as a card in a new message', async () => {
  const { say, press } = startDialogue(engine);
  const answer = only(await say('青禾科技的发行价格'));
  const card = only(await press('云帆客服系统'));
  assert.equal(card.did, 'sent');
  assert.notEqual(card.messageId, answer.messageId);
  assert.equal(
    card.text,
    [
      '云帆客服系统',
      '云帆客服系统把电话、网页和聊天软件里的咨询汇总到一个界面，由客服人员统一回复。',
      '2026-02-11 · 56 次阅读',
    ].join('\n\n'),
  );
  assert.deepEqual(card.buttons.slice(0, 5), ['系统做什么', '收费方式', '工单流转', '数据安全', '全文']);
});

test('more related topics take the place of the buttons, with a way back to the answer', async () => {
  const { say, press } = startDialogue(engine);
  const answer = only(await say('青禾科技的发行价格'));
  const all = only(await press('更多相关'));
  assert.deepEqual([all.messageId, all.html], [answer.messageId, answer.html]);
  assert.deepEqual(
    all.keyboard.map((row) => row.map(({ text }) => text)),
    [['云帆客服系统'], ['专利年费怎么缴'], ['港口物流服務'], ['Letters of credit'], ['↩ 返回回答']],
  );
  assert.deepEqual(only(await press('↩ 返回回答')).keyboard, answer.keyboard);
  await press('下一条');
  const second = only(await press('更多相关'));
  assert.match(only(await press('↩ 返回回答')).buttons[0] ?? '', /^‹ 上一条/);
  assert.ok(second.keyboard.length > 2);
});

test('buttons of foreign, outdated or forged content get a polite answer', async () => {
  const { pressData } = startDialogue(engine);
  const gone = 'AAAAAAAAAAAA';
  for (const data of [
    ...[
      `t:${gone}`,
      `e:${gone}`,
      `a:${gone}`,
      `b:0:${gone}`,
      `c:0:${gone}:`,
      `s:0:${gone}:A0`,
      `w:0:0:${gone}:`,
    ],
    ...['r:1:', 'm:0:', 'd', 'p:0:AAAAAAAAAAAA0', 'nonsense', 't:../../etc', 'g:xx', '\u0000'],
  ]) {
    assert.deepEqual(
      await pressData(data),
      [{ did: 'answered a button', text: '这个按钮对应的内容已经更新，请重新提问。' }],
      data,
    );
  }
});

test('a button below an inaccessible old message gets a polite answer', async () => {
  const { pressData, inline, telegram } = startDialogue(engine);
  const [shared] = shownInline(await inline('青禾科技发行价格')).results;
  const message = telegram.chooseInline(READER, READER.id, shared?.id ?? '', '青禾科技发行价格');
  for (const data of ['v:+:AAAAAAAAAAAA:50:12345678', 'r:1:', 'i'])
    assert.equal((await pressData(data, message))[0]?.did, 'answered a button', data);
});

test('an edit that changes nothing, or comes too late, is not an error', async () => {
  const { say, press, failNext, errors } = startDialogue(engine);
  await say('青禾科技的发行价格');
  for (const description of [
    'Bad Request: message is not modified: specified new message content is exactly the same',
    'Bad Request: message to edit not found',
  ]) {
    failNext('editMessageText', description);
    assert.deepEqual(messagesOf(await press('下一条')), []);
  }
  assert.deepEqual(errors, []);
});

test('a button pressed before a restart, whose query has expired, still turns the page', async () => {
  const { say, press, failNext, errors } = startDialogue(engine);
  await say('青禾科技的发行价格');
  failNext(
    'answerCallbackQuery',
    'Bad Request: query is too old and response timeout expired or query ID is invalid',
  );
  const acts = await press('下一条', { expired: true });
  assert.equal(only(acts).did, 'edited');
  assert.deepEqual(errors, []);
});

test('the buttons speak the language of the reader', async () => {
  const { say, press } = startDialogue(engine, { language: 'en' });
  const answer = only(await say('青禾科技的样品复检收费吗'));
  assert.deepEqual(answer.buttons.slice(1, 4), ['Section', 'Article', 'Source ↗']);
  assert.deepEqual(only(await press('Section')).buttons, ['↩ Back to the answer', 'Article', 'Source ↗']);
});

test('if the wiki has pages, answers and shared passages link to their sentence there', async () => {
  const pageUrl = (slug: string, sectionId?: string, sentence?: string): string =>
    `https://wiki.example.org/a/${slug}#${sectionId ?? ''}:${encodeURIComponent(sentence?.slice(0, 12) ?? '')}`;
  const { say, sayInGroup, inline } = startDialogue(engine, { pageUrl });
  const sectionId = engine.index.catalogue.bySlug('qinghe-shangshi')?.sections[1]?.id ?? '';
  const link = JSON.stringify({
    text: '网页 ↗',
    url: pageUrl('qinghe-shangshi', sectionId, '青禾科技的发行价格为每股'),
  });
  for (const acts of [await say('青禾科技的发行价格'), await sayInGroup('/ask 青禾科技的发行价格')])
    assert.ok(JSON.stringify(only(acts).keyboard).includes(link));
  const inGroup = only(await sayInGroup('/ask 青禾科技的发行价格'));
  assert.deepEqual(
    inGroup.keyboard.map((row) => row.map(({ text }) => text)),
    [['下一条 2/3', '网页 ↗'], ['私聊里看全文、继续问 ↗'], ['👍', '👎']],
  );
  assert.ok(JSON.stringify(await inline('青禾科技发行价格')).includes(link));
});
