// Gaps in Telegram: an operator looks at what could not be answered, and puts it right.
import assert from 'node:assert/strict';
import { writeFileSync } from 'node:fs';
import path from 'node:path';
import { test } from 'node:test';
import type { Act } from '../support/acts.ts';
import { only } from '../support/dialogue.ts';
import { openHashingEngine } from '../support/engine.ts';
import {
  openOperatorWorld,
  type OperatorWorld,
  reader,
  type WorldOptions,
} from '../support/operator-world.ts';
import { createGapActions } from '../../src/bot/gap-actions.ts';
import { createGapProposals } from '../../src/bot/gap-proposals.ts';
import { createTranslations, translateTo } from '../../src/locales/translations.ts';
import { Failure } from '../../src/system/failure.ts';

const engine = await openHashingEngine();
const FIRST = '客服热线几点下班';
const SECOND = '客服热线周末有人接吗';
/** A question that is answered. */
const FEES = { q: '云帆客服系统怎么收费', article: 'yunfan-kefu' };
const UNALIKE = [
  ...['滑雪场几月开门', '宠物托运', '蛋糕烤焦', '吉他弦断', '牙齿松动', '台风路径'],
  ...['象棋残局', '毛衣起球', '露营炉具', '金鱼翻肚', '剪纸窗花', '望远镜镜片'],
];

/** Two readers have missed nearly the same, one of them twice; a third something else. */
async function withGap(options: WorldOptions = {}): Promise<OperatorWorld> {
  const world = await openOperatorWorld(engine, options);
  await world.ask(11, FIRST);
  await world.ask(12, SECOND);
  // Sooner it would be the same question in other words.
  world.wait(3);
  await world.ask(12, FIRST);
  await world.ask(13, '滑雪场几月开门');
  return world;
}

/** The gap's card is open. */
async function withCard(options: WorldOptions = {}): Promise<OperatorWorld> {
  const world = await withGap(options);
  await world.gather();
  await world.press('1');
  return world;
}

const notice = (acts: readonly Act[]): string | undefined =>
  acts.find((act) => act.did === 'answered a button')?.text;

test('the list has the nearest question, askers, signs and days of each gap, and no words of a single asker', async () => {
  const { gather, insight } = await withGap();
  assert.equal(
    only(await gather()).text,
    [
      '缺口 1 个',
      `1. ${SECOND}\n2 人问过 · 没有答案 2 · 没把握 1 · 2026-11-24 起`,
      '另有 1 个缺口只有一个人问过，不显示原话。',
    ].join('\n\n'),
  );
  assert.equal(insight.gaps.list({ offset: 0, limit: 9 }).total, 2);
});

test('without gaps it says so; what was missed becomes one when it is gathered', async () => {
  const { ask, say, press, wait } = await openOperatorWorld(engine);
  for (const account of [11, 12]) await ask(account, FIRST);
  wait(3);
  const { text, buttons } = only(await say('/admin gaps'));
  assert.equal(text, '现在没有可看的缺口。');
  assert.deepEqual(buttons, ['⟳ 现在整理']);
  const gathered = await press('⟳');
  assert.equal(notice(gathered), '已整理');
  assert.match(only(gathered).text, /^缺口 1 个\n/);
});

test('many gaps are turned page by page in the same message', async () => {
  const { ask, gather, press, wait } = await openOperatorWorld(engine);
  for (const question of UNALIKE) {
    wait(3);
    for (const account of [11, 12]) await ask(account, question);
  }
  const first = only(await gather());
  assert.match(first.text, /^缺口 12 个 {2}1\/3\n/);
  assert.deepEqual(first.buttons, ['1', '2', '3', '4', '5', '下一页 ›', '⟳ 现在整理']);
  await press('下一页');
  const last = only(await press('下一页'));
  assert.deepEqual([last.did, last.messageId], ['edited', first.messageId]);
  assert.deepEqual(last.buttons, ['11', '12', '‹ 上一页', '⟳ 现在整理']);
});

test('a card has the questions, why they are signs, and the section that was shown', async () => {
  const { gather, press, ask, wait } = await withGap();
  wait(24 * 60);
  await ask(14, SECOND);
  for (const button of ['👎', '过时']) await press(button, { by: reader(14) });
  await gather();
  const card = only(await press('1'));
  assert.equal(
    card.text,
    [
      `${SECOND}\n• ${FIRST}`,
      '3 人问过\n👎 1（过时 1） · 没有答案 2 · 没把握 2\n2026-11-24 起 · 最近 2026-11-25',
      '多半给出的是： 云帆客服系统 › 工单流转',
    ].join('\n\n'),
  );
  assert.match(card.html, /<a href="https:\/\/t\.me\/wenda_test_bot\?start=s-[\w-]{12}">/);
  assert.deepEqual(card.buttons, [
    ...['归入某一节', '加同义词', '写成草稿', '不在范围', '不再提示', '‹ 全部缺口'],
  ]);
});

test('belongs to: a preview first, written with the second tap, found from then on, and taken back', async () => {
  const { press, ask, teaching, insight } = await withCard({ cases: [FEES] });
  const choice = only(await press('归入某一节'));
  assert.match(
    choice.text,
    /^这些问题由哪一节回答？\n\n1\. 云帆客服系统 › 工单流转\n客户的问题[^\n]*期限。工单超过期限会自动提醒主管。\n/,
  );
  assert.deepEqual(choice.buttons.slice(3), ['换几个词找', '‹ 返回']);
  const preview = await press('1. 云帆');
  assert.equal(notice(preview), '正在试算……');
  assert.equal(
    only(preview).text,
    [
      '把 2 个问题归入：\n云帆客服系统 › 详细释义 › 工单流转\n\n' + `• ${SECOND}\n• ${FIRST}`,
      '最近 3 个问题里有 2 个答案会变，1 个已知用例 0 个变差。',
    ].join('\n\n'),
  );
  assert.deepEqual(teaching.lessons(), [], 'nothing is written yet');
  const done = only(await press('✓ 应用'));
  assert.equal(
    done.text,
    '✓ 已归入，现在就能找到：\n云帆客服系统 › 详细释义 › 工单流转\n\n记在 aliases.jsonl 里，马上生效。',
  );
  const to = { article: 'yunfan-kefu', section: '详细释义 › 工单流转' };
  assert.deepEqual(
    teaching.lessons(),
    [SECOND, FIRST].map((question) => ({ kind: 'belongs', questions: [question], to, at: '2026-11-24' })),
  );
  assert.equal(insight.gaps.list({ offset: 0, limit: 9, status: 'closed' }).gaps[0]?.closed?.by, 'belongs');
  assert.match(only(await ask(15, SECOND)).text, /^云帆客服系统 › 工单流转/);
  const undone = await press('↩ 撤销');
  assert.equal(notice(undone), '↩ 已撤销，缺口重新打开。');
  assert.match(only(undone).text, /^↩ 已撤销，缺口重新打开。\n\n客服热线周末有人接吗/);
  assert.deepEqual(teaching.lessons(), []);
  assert.match(only(await ask(15, SECOND)).text, /没有/);
  assert.equal(insight.gaps.list({ offset: 0, limit: 9 }).total, 2);
});

test('a preview counts recent questions and shows none of their words', async () => {
  const { press, say } = await withCard();
  await press('加同义词');
  const { text } = only(await say('滑雪场几月 = 云帆客服系统 收费方式'));
  assert.match(text, /最近 3 个问题里有 1 个答案会变/);
  assert.doesNotMatch(text, /开门/);
});

test('belongs to: the section can be searched by words', async () => {
  const { press, say, teaching } = await withCard();
  await press('归入某一节');
  assert.equal(only(await press('换几个词找')).text, '请在 5 分钟内发来那一节里的几个词。');
  assert.match(only(await say('🦕🦖')).text, /^没有找到接近的一节/);
  const choice = only(await say('注销 公告期限'));
  assert.match(choice.text, /公司注销的步骤 › 公告期限/);
  await press(choice.buttons.find((text) => text.includes('公告期限')) ?? '');
  await press('✓ 应用');
  const [lesson] = teaching.lessons();
  assert.ok(lesson?.kind === 'belongs');
  assert.deepEqual(lesson.to, { article: 'gongsi-zhuxiao', section: '详细释义 › 公告期限' });
});

test('same word as: a rare word is tapped, then a heading, and the rule is one-way', async () => {
  const { press, teaching } = await withCard();
  const words = only(await press('加同义词'));
  assert.match(words.text, /^读者的哪个说法/);
  assert.ok(words.buttons.includes('热线'), words.buttons.join());
  const meaning = only(await press('热线'));
  assert.match(meaning.text, /^“热线”在文章里叫什么？/);
  assert.ok(meaning.buttons.includes('工单流转'), meaning.buttons.join());
  assert.match(
    only(await press('工单流转')).text,
    /^读者说“热线”时，也按“工单流转”去找；反过来不算。\n\n最近 3 个问题里有 \d 个答案会变/,
  );
  assert.deepEqual(teaching.lessons(), []);
  assert.match(only(await press('✓ 应用')).text, /记在 synonyms\.txt 里/);
  assert.deepEqual(teaching.lessons(), [
    { kind: 'synonym', word: '热线', means: '工单流转', at: '2026-11-24' },
  ]);
});

test('same word as: written in one line, or a word first; what no rule can hold is asked for again', async () => {
  const { press, say, teaching } = await withCard();
  await press('加同义词');
  for (const wrong of [
    '热线 = 热线',
    '热线，电话 = 工单',
    '= ',
    '！！',
    `${'长'.repeat(41)} = 工单`,
    '热线 = # 工单',
  ])
    assert.match(only(await say(wrong)).text, /^没看懂。请写成“词 = 意思”/, wrong);
  assert.match(only(await say('客服热线')).text, /^“客服热线”在文章里叫什么/);
  assert.match(only(await say('收费方式')).text, /^读者说“客服热线”时，也按“收费方式”去找/);
  await press('‹ 返回');
  await press('加同义词');
  assert.match(only(await say('几点下班=>工单流转')).text, /^读者说“几点下班”时，也按“工单流转”去找/);
  assert.deepEqual(teaching.lessons(), []);
});

test('write it: a draft with the questions comes as a file, and the list names it', async () => {
  const { press, say } = await withCard();
  assert.equal(
    only(await press('写成草稿')).text,
    `写一个草稿《${SECOND}》，附上 2 个问题。读者看不到草稿。\n• ${SECOND}\n• ${FIRST}`,
  );
  assert.doesNotMatch(only(await say('/admin gaps')).text, /草稿/);
  const acts = await press('✓ 写草稿');
  assert.match(
    only(acts).text,
    /^✓ 草稿已写好：客服热线周末有人接吗-[\w-]+\.md。写完后把文件移到文章文件夹即可。$/,
  );
  assert.deepEqual(only(acts).buttons, ['‹ 全部缺口']);
  const sent = acts.find((act) => act.did === 'called');
  assert.equal(sent?.method, 'sendDocument');
  const file = sent.payload['document'];
  assert.ok(file instanceof File);
  assert.match(file.name, /^客服热线周末有人接吗-[\w-]+\.md$/);
  assert.match(
    await file.text(),
    new RegExp(`title: "${SECOND}"\ndate: 2026-11-24\n---\n\n<!-- ${SECOND} -->\n<!-- ${FIRST} -->`),
  );
  assert.ok(only(await say('/admin gaps')).text.includes(`还没成文的草稿 1 篇：\n• ${SECOND}`));
});

test('out of scope: a case that would break is named, and the button says so', async () => {
  const { press, teaching, ask } = await withCard({ cases: [FEES] });
  await teaching.apply({ kind: 'belongs', questions: [FIRST], to: { article: 'yunfan-kefu' } });
  const { text, buttons } = only(await press('不在范围'));
  assert.match(text, /^把 2 个问题设为不在范围：/);
  assert.match(text, /2 个已知用例 1 个变差。/);
  assert.match(text, new RegExp(`⚠️ 会变差的：\n• ${FIRST}$`));
  assert.deepEqual(buttons, ['⚠️ 仍然应用（1 个变差）', '‹ 返回']);
  assert.match(only(await press('⚠️ 仍然应用')).text, /^✓ 已设为不在范围。\n\n记在 negatives\.jsonl 里/);
  assert.match(only(await ask(15, SECOND)).text, /^这里的专题没有讲到/);
});

test('never again: the gap is gone from the list, and back if it is undone within a minute', async () => {
  const { press, say, wait, insight } = await withCard();
  assert.match(only(await press('不再提示')).text, /^这个缺口以后不再显示/);
  assert.equal(insight.gaps.list({ offset: 0, limit: 9 }).total, 2, 'not before the second tap');
  assert.deepEqual(only(await press('✓ 不再提示')).buttons, ['↩ 撤销', '‹ 全部缺口']);
  assert.match(only(await say('/admin gaps')).text, /^现在没有可看的缺口。/);
  await press('↩ 撤销');
  assert.match(only(await say('/admin gaps')).text, /^缺口 1 个/);
  await press('1');
  await press('不再提示');
  await press('✓ 不再提示');
  wait(1.5);
  assert.equal(notice(await press('↩ 撤销')), '已过一分钟，不能撤销了。');
  assert.match(only(await say('/admin gaps')).text, /^现在没有可看的缺口。/);
});

test('a preview of what has changed since is made again instead of being applied', async () => {
  const { press, ask, teaching, insight, wait } = await withCard();
  await press('不在范围');
  await ask(17, '客服热线几点上班');
  wait(3);
  await insight.gaps.cluster();
  const again = only(await press('✓ 应用'));
  assert.match(again.text, /^这期间情况有变，已重新试算，请再看一遍。\n\n把 3 个问题设为不在范围/);
  assert.deepEqual(teaching.lessons(), []);
  await teaching.apply({ kind: 'synonym', word: '排队', means: '工单' });
  // The preview reads the same, so the message stays as it is.
  assert.match(notice(await press('✓ 应用')) ?? '', /^这期间情况有变/);
  assert.match(only(await press('✓ 应用')).text, /^✓ 已设为不在范围/);
  assert.equal(teaching.lessons().length, 4);
});

test('a lesson in place of another one makes a preview again, as one more does', async () => {
  const { press, teaching } = await withCard();
  const other = { kind: 'synonym', word: '排队', means: '工单' } as const;
  await teaching.apply(other);
  await press('不在范围');
  await teaching.takeBack(other);
  await teaching.apply({ ...other, word: '热线' });
  assert.match(notice(await press('✓ 应用')) ?? '', /^这期间情况有变/);
  assert.equal(teaching.lessons().length, 1);
});

test('a second tap on what has closed a gap still shows how to take it back', async () => {
  const { press, pressData, teaching, telegram } = await withCard();
  await press('不在范围');
  const [row = []] = telegram.messages(7).at(-1)?.reply_markup?.inline_keyboard ?? [];
  const [apply] = row.flatMap((one) => ('callback_data' in one ? one.callback_data : []));
  await press('✓ 应用');
  const taught = teaching.lessons();
  const again = only(await pressData(apply ?? ''));
  assert.match(again.text, /^✓ 已设为不在范围/);
  assert.deepEqual(again.buttons, ['↩ 撤销', '‹ 全部缺口']);
  assert.deepEqual(teaching.lessons(), taught);
  await press('↩ 撤销');
  assert.match(notice(await pressData(apply ?? '')) ?? '', /^这期间情况有变/);
});

test('of two operators who act on a gap at once, the second one finds it closed', async () => {
  const { insight, teaching, live, now } = await withCard();
  const [gap = assert.fail()] = insight.gaps.list({ offset: 0, limit: 1 }).gaps;
  const proposals = createGapProposals({ now });
  const actions = createGapActions({
    ...{ gaps: insight.gaps, teaching, wiki: live.wiki, now, proposals, passagesWith: () => 1 },
    ...{ onTaught: () => undefined, onDrafted: () => undefined, readFile: () => Promise.reject(new Error()) },
  });
  const t = translateTo(
    createTranslations(() => undefined),
    'en',
  );
  const questions = insight.gaps.questionsOf(gap.id);
  const tokens = [
    { kind: 'out-of-scope', questions } as const,
    { kind: 'belongs', questions, to: { article: 'yunfan-kefu', section: undefined } } as const,
  ].map((taught) => proposals.propose(gap.id, { kind: 'lesson', lesson: taught }));
  for (const token of tokens) await actions.press(gap, { kind: 'preview', gapId: gap.id, token }, t);
  const [first, second] = await Promise.all(
    tokens.map((token) => actions.press(gap, { kind: 'apply', gapId: gap.id, token }, t)),
  );
  assert.match(first?.reply?.html ?? '', /out of scope now/);
  assert.deepEqual(second, { notice: t('gap-gone') });
  assert.ok(teaching.lessons().every(({ kind }) => kind === 'out-of-scope'));
});

test('a second operator who is too late, and a button of an earlier process, change nothing', async () => {
  const world = await withCard({ operators: [7, 8] });
  await world.press('不在范围');
  const id = world.insight.gaps.list({ offset: 0, limit: 1 }).gaps[0]?.id ?? '';
  world.insight.gaps.close(id, 'written');
  const late = await world.press('✓ 应用');
  assert.equal(notice(late), '这个缺口已经处理过，或者不在了。');
  assert.deepEqual(world.teaching.lessons(), []);
  world.insight.gaps.reopen(id);
  for (const code of ['v', 'a', 'u']) {
    const stale = await world.pressData(`o${code}:${id}:AAAAAAAA`);
    assert.equal(notice(stale), '这次预览已失效，请重新选择。');
    assert.match(only(stale).text, /^这次预览已失效，请重新选择。\n\n客服热线周末有人接吗/);
  }
  assert.match(only(await world.pressData('oc:AAAAAAAAAAAA')).text, /^缺口 1 个/);
});

test('what goes wrong is said with its reason, and nothing counts as done', async (t) => {
  const { press, teaching, insight, stateDir } = await withCard();
  const stopped = (): never => {
    throw new Failure('model', 'the model has stopped');
  };
  const { mock } = t.mock.method(engine.embedder.tokens ?? assert.fail(), 'embedParts', stopped);
  const failed = '没有成功，什么都没有改：[model] the model has stopped';
  assert.equal(only(await press('归入某一节')).text, failed);
  mock.restore();
  await press('‹ 返回');
  await press('不在范围');
  // Where lessons belong there is a file.
  writeFileSync(path.join(stateDir, 'wenda'), '');
  assert.match(only(await press('✓ 应用')).text, /^没有成功，什么都没有改：.*wenda cannot be written/);
  assert.deepEqual(teaching.lessons(), []);
  assert.equal(insight.gaps.list({ offset: 0, limit: 9 }).total, 2);
});

test('words are waited for five minutes; a command, another button or a reply elsewhere is no such words', async () => {
  const { press, say, wait, during } = await withCard();
  const prompt = async (): Promise<void> => {
    await say('/admin gaps');
    await press('1');
    await press('加同义词');
    wait(1);
  };
  await prompt();
  wait(5);
  assert.match(only(await say('云帆客服系统怎么收费')).text, /^云帆客服系统 › 收费方式/);
  await prompt();
  assert.match(only(await say('/topics')).text, /专题/);
  assert.match(only(await say('云帆客服系统怎么收费')).text, /^云帆客服系统 › 收费方式/);
  await prompt();
  const answer = only(
    await during((telegram) => {
      telegram.say(
        7,
        { id: 7, is_bot: false, first_name: '读者', language_code: 'zh-hans' },
        '云帆客服系统怎么收费',
        { replyTo: 1 },
      );
    }),
  );
  assert.match(answer.text, /^云帆客服系统 › 收费方式/);
  await prompt();
  await press('‹ 返回');
  assert.match(only(await say('云帆客服系统怎么收费')).text, /^云帆客服系统 › 收费方式/);
});

test('a lesson takes at most twenty questions of a gap', async () => {
  const world = await openOperatorWorld(engine);
  for (let i = 0; i < 25; i++) await world.ask(11 + i, `客服热线${String.fromCodePoint(0x7f8e + i)}几点`);
  await world.gather();
  await world.press('1');
  const { text } = only(await world.press('不在范围'));
  assert.match(text, /^把 20 个问题/);
  assert.match(text, /\n……还有 15 个\n/);
});

test('the same in English', async () => {
  const { press, say } = await withCard({ language: 'en' });
  await press('‹ All gaps');
  assert.match(
    only(await say('/admin gaps')).text,
    /^Gaps: 1\n\n1\. 客服热线周末有人接吗\nasked by 2 · no answer 2 · not sure 1 · since 2026-11-24\n\nOne more gap comes from one person alone; its words are not shown\.$/,
  );
  await press('1');
  await press('Out of scope');
  const done = only(await press('✓ Apply'));
  assert.equal(
    done.text,
    '✓ Done. These questions are out of scope now.\n\nKept in negatives.jsonl, live at once.',
  );
  await press('↩ Undo');
  await press('Write it');
  await press('✓ Write the draft');
  assert.match(only(await say('/admin gaps')).text, /Drafts that are no article yet: 1\n• /);
});
