// The last week for operators: shown when asked for, and sent once a week.
import assert from 'node:assert/strict';
import { test } from 'node:test';
import { MAX_MESSAGE } from '../../src/bot/limits.ts';
import { renderDigest } from '../../src/bot/render/digest-reply.ts';
import type { Gap } from '../../src/insight/insight.ts';
import type { WeekReport } from '../../src/insight/week-report.ts';
import { createTranslations, LANGUAGES, translateTo } from '../../src/locales/translations.ts';
import { messagesOf, only } from '../support/dialogue.ts';
import { openHashingEngine } from '../support/engine.ts';
import { openOperatorWorld } from '../support/operator-world.ts';

const engine = await openHashingEngine();
// The dialogues begin on Tuesday 2026-11-24, 20:00 in Shanghai.
const WEDNESDAY = { weekday: 'wed', hour: 9, minute: 0 } as const;
const TO_WEDNESDAY = 13 * 60 + 5;
const DAY = 24 * 60;

test('/admin digest shows gaps, the share answered, and what was asked and read most, with buttons to the gaps', async () => {
  const { ask, say, press, gather } = await openOperatorWorld(engine);
  for (const account of [11, 12]) await ask(account, '宠物托运要哪些证明');
  await ask(11, '云帆客服系统怎么收费');
  await gather();
  const { text, buttons } = only(await say('/admin digest'));
  assert.equal(
    text,
    [
      '最近七天（2026-11-18 至 2026-11-24）',
      '提问 3 次，找到答案 33%\n缺口：新出现 1，已处理 0，处理后又出现 0，待处理 1',
      '问得最多\n1. 云帆客服系统：1',
      '看得最多\n1. 云帆客服系统 › 收费方式：1',
      '最该先看\n1. 宠物托运要哪些证明\n    2 人问过 · 没有答案 2',
    ].join('\n\n'),
  );
  assert.deepEqual(buttons, ['1', '缺口']);
  assert.match(only(await press('1')).text, /^宠物托运要哪些证明\n/);
});

test('it is sent to every operator once a week, over restarts too', async () => {
  const first = await openOperatorWorld(engine, { digest: WEDNESDAY, operators: [7, 8] });
  await first.ask(8, '你好');
  await first.say('/start');
  assert.deepEqual(await first.round(), [], 'a new operator has missed nothing');
  first.wait(TO_WEDNESDAY);
  const sent = messagesOf(await first.round());
  assert.deepEqual(
    sent.map(({ chatId }) => chatId),
    [7, 8],
  );
  assert.match(sent[0]?.text ?? '', /^最近七天/);
  assert.deepEqual(await first.round(), []);
  await first.stop();
  const again = { earlier: first, digest: WEDNESDAY, operators: [7, 8] };
  const second = await openOperatorWorld(engine, { ...again, dialogue: { updatesFrom: 500 } });
  await second.say('/start');
  await second.ask(8, '你好');
  second.wait(TO_WEDNESDAY + 60);
  assert.deepEqual(await second.round(), []);
  second.wait(7 * DAY);
  assert.ok(messagesOf(await second.round()).some(({ chatId }) => chatId === 7));
});

test('one that was missed is sent at the next start, unless it is older than two days', async () => {
  for (const [days, count] of [
    [1, 1],
    [3, 0],
  ] as const) {
    const first = await openOperatorWorld(engine, { digest: WEDNESDAY });
    await first.round();
    await first.stop();
    const next = await openOperatorWorld(engine, { earlier: first, digest: WEDNESDAY });
    await next.say('/start');
    next.wait(TO_WEDNESDAY + days * DAY);
    assert.equal(messagesOf(await next.round()).length, count, `${days} days`);
    assert.deepEqual(await next.round(), []);
  }
});

test('an operator whom the bot may not write to is left out, the others are not', async () => {
  const world = await openOperatorWorld(engine, { digest: WEDNESDAY, operators: [8, 7] });
  await world.ask(8, '你好');
  await world.say('/start');
  await world.round();
  world.wait(TO_WEDNESDAY);
  world.failNext('sendMessage', "Forbidden: bot can't initiate conversation with a user", 403);
  assert.deepEqual(
    messagesOf(await world.round()).map(({ chatId }) => chatId),
    [7],
  );
  assert.deepEqual(await world.round(), []);
  assert.deepEqual(world.errors, []);
});

test('without a schedule none is sent', async () => {
  const world = await openOperatorWorld(engine);
  await world.round();
  world.wait(8 * DAY);
  assert.deepEqual(await world.round(), []);
});

test('the fullest week is one message in every language, and hostile names stay text', () => {
  const long = '<b>&长'.repeat(100);
  const gap: Gap = {
    ...{ id: 'AAAAAAAAAAAA', status: 'open', askers: 99_999, sectionId: undefined, closed: undefined },
    signals: { nothing: 9999, unsure: 9999, 'voted-down': 9999, 'handed-over': 9999, 'asked-again': 9999 },
    reasons: { irrelevant: 9999, outdated: 9999, incomplete: 9999, other: 9999 },
    ...{
      questions: [long],
      firstAt: '2026-11-18T00:00:00Z',
      lastAt: '2026-11-24T00:00:00Z',
      isReopened: true,
    },
  };
  const five = <T>(one: T): T[] => Array.from({ length: 5 }, () => one);
  const report: WeekReport = {
    ...{ from: '2026-11-18', to: '2026-11-24', questions: 999_999, answered: 0.5, answeredBefore: 1 },
    gaps: { opened: 9999, closed: 9999, reopened: 9999, open: 9999, top: five(gap) },
    topics: five({ articleId: 'x', count: 99_999 }),
    sections: five({ sectionId: 'x', count: 99_999 }),
    worst: five({ sectionId: 'x', down: 9999, up: 9999 }),
  };
  const i18n = createTranslations();
  for (const language of LANGUAGES) {
    const { html } = renderDigest(
      report,
      { topic: () => long, section: () => long },
      translateTo(i18n, language),
    );
    const text = html.replace(/<\/?b>/g, '').replace(/&(?:lt|gt|amp);/g, 'x');
    assert.ok(text.length <= MAX_MESSAGE, `${language}: ${text.length}`);
    assert.doesNotMatch(text, /[<>&]/);
  }
});

test('a clock that was wrong for a while keeps no digest back', async () => {
  const ahead = await openOperatorWorld(engine, { digest: WEDNESDAY });
  await ahead.say('/start');
  ahead.wait(400 * DAY);
  await ahead.round();
  await ahead.stop();
  const set = { earlier: ahead, digest: WEDNESDAY, dialogue: { updatesFrom: 500 } };
  const right = await openOperatorWorld(engine, set);
  await right.say('/start');
  assert.deepEqual(await right.round(), []);
  right.wait(TO_WEDNESDAY);
  assert.match(only(await right.round()).text, /^最近七天/);
});
