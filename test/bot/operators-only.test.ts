// Nothing that operators can do works for anybody else, nor anywhere but in their private chat: not for strangers, nor for
// those who were operators before the last start.
import assert from 'node:assert/strict';
import { existsSync } from 'node:fs';
import path from 'node:path';
import { test } from 'node:test';
import type { User } from 'grammy/types';
import { encodeGapCallback, type GapCallback } from '../../src/bot/gap-callback.ts';
import { encodeStats } from '../../src/bot/stats-callback.ts';
import { createTranslations, translateTo } from '../../src/locales/translations.ts';
import { encodeWish } from '../../src/bot/wish-callback.ts';
import type { Act } from '../support/acts.ts';
import { GROUP, messagesOf } from '../support/dialogue.ts';
import { openHashingEngine } from '../support/engine.ts';
import { type OperatorWorld, openOperatorWorld, reader } from '../support/operator-world.ts';
import { fc } from '../support/property.ts';

const engine = await openHashingEngine();
const BEFORE = 8;
const [STRANGER, ENGLISH, FORMER, OPERATOR] = [reader(9), reader(10, 'en'), reader(BEFORE), reader(7)];

/** Account 8 has looked at previews, was asked to write, and is no operator any more. */
async function afterAnOperator(): Promise<OperatorWorld> {
  const first = await openOperatorWorld(engine, { operators: [7, BEFORE] });
  await first.ask(11, '客服热线几点下班');
  await first.ask(12, '客服热线周末有人接吗');
  await first.gather();
  await first.ask(BEFORE, '/admin gaps');
  for (const button of ['1', '不在范围', '‹ 返回', '加同义词']) await first.press(button, { by: FORMER });
  await first.stop();
  return openOperatorWorld(engine, { earlier: first, dialogue: { updatesFrom: 500 } });
}
const world = await afterAnOperator();
const { insight, teaching } = world;
const id = insight.gaps.list({ offset: 0, limit: 1 }).gaps[0]?.id ?? assert.fail();

/** The operator has looked at previews, so that there are tokens that would work. */
async function tokens(): Promise<[string, ...string[]]> {
  await world.say('/admin gaps');
  await world.press('1');
  const found: string[] = [];
  for (const button of ['不在范围', '写成草稿', '不再提示']) {
    const [shown] = messagesOf(await world.press(button));
    const data =
      shown?.keyboard.flat().flatMap((one) => ('callback_data' in one ? [one.callback_data] : [])) ?? [];
    found.push(...data.flatMap((text) => /^oa:.{12}:(.{8})$/.exec(text)?.slice(1) ?? []));
    await world.press('‹ 返回');
  }
  const [first, ...others] = found;
  assert.ok(first !== undefined && others.length === 2);
  return [first, ...others];
}
const known = await tokens();
const article = engine.index.catalogue.bySlug('yunfan-kefu')?.id ?? assert.fail();

const gapId = fc.constantFrom(id, 'AAAAAAAAAAAA');
const token = fc.constantFrom(...known, 'AAAAAAAA');
const ofGap = <K extends string>(kind: K): fc.Arbitrary<{ kind: K; gapId: string }> =>
  fc.record({ kind: fc.constant(kind), gapId });
const ofProposal = <K extends string>(kind: K): fc.Arbitrary<{ kind: K; gapId: string; token: string }> =>
  fc.record({ kind: fc.constant(kind), gapId, token });
const GAP_BUTTONS: { [K in GapCallback['kind']]: fc.Arbitrary<GapCallback & { kind: K }> } = {
  list: fc.record({ kind: fc.constant('list'), page: fc.nat({ max: 3 }) }),
  cluster: fc.constant({ kind: 'cluster' }),
  digest: fc.constant({ kind: 'digest' }),
  card: ofGap('card'),
  sections: ofGap('sections'),
  'section-words': ofGap('section-words'),
  words: ofGap('words'),
  draft: ofGap('draft'),
  'out-of-scope': ofGap('out-of-scope'),
  hide: ofGap('hide'),
  meaning: fc.record({ kind: fc.constant('meaning'), gapId, word: fc.constant('热线') }),
  preview: ofProposal('preview'),
  apply: ofProposal('apply'),
  undo: ofProposal('undo'),
};
const button = fc.oneof(
  ...Object.values(GAP_BUTTONS).map((one: fc.Arbitrary<GapCallback>) => one.map(encodeGapCallback)),
  fc.integer({ min: 1, max: 400 }).map(encodeStats),
  // Readers' own, but only below an open question.
  fc
    .constantFrom(undefined, { articleId: article }, { words: '热线' })
    .map((carried) => encodeWish({ carried })),
);
const ORDERS = [
  ...['gaps', 'GAPS', ' gaps ', 'digest', 'stats', 'stats 30', '', 'status', 'reload', 'invite', 'remove 7'],
  ...['staff', 'staff off', 'nonsense'],
];

const t = translateTo(createTranslations(), 'zh-hans');

/** Everything that operators can change or see. */
function kept(): string {
  return JSON.stringify([
    teaching.lessons(),
    ...(['open', 'closed', 'hidden'] as const).map((status) =>
      insight.gaps.list({ offset: 0, limit: 9, status }),
    ),
    insight.numbers.summary(7),
    insight.recent(),
    world.service.extras(t),
    // Of lessons and drafts.
    existsSync(path.join(world.stateDir, 'wenda')),
  ]);
}
const said = (acts: readonly Act[]): string[] =>
  acts.map((act) => ('text' in act ? act.text : JSON.stringify(act)));
const SECRET = /热线|缺口|Gaps|最近七天|last seven days|试算|提问 \d|Questions: \d|1\.2\.3/;

test('every button of operators is an unknown one for strangers and former operators, and for operators in groups', async () => {
  // A question that nobody has gathered yet.
  await world.ask(13, '滑雪场几月开门');
  world.wait(3);
  const before = kept();
  await fc.assert(
    fc.asyncProperty(
      button,
      fc.constantFrom<[User, number][]>(
        ...[STRANGER, ENGLISH, FORMER].flatMap((by): [User, number][] => [
          [by, by.id],
          [by, GROUP.id],
          // Below the operator's own messages, as from a forged client.
          [by, OPERATOR.id],
        ]),
        [OPERATOR, GROUP.id],
      ),
      async (data, [by, chat]) => {
        if (chat === by.id) await world.during((telegram) => telegram.start(chat, by));
        const place = await world.written(chat);
        const acts = await world.pressData(data, place, by);
        assert.deepEqual(acts, await world.pressData('zz', place, by));
        assert.doesNotMatch(said(acts).join('\n'), SECRET);
        assert.equal(kept(), before);
      },
    ),
    { numRuns: 100 },
  );
});

test('no order of operators exists for strangers, former operators, in groups, for anonymous administrators or in a channel’s name', async () => {
  const before = kept();
  const channel = { id: -1009, type: 'channel' as const, title: '频道' };
  const people = [
    ...[STRANGER, FORMER].map((by) => (text: string) => world.ask(by.id, text)),
    ...[STRANGER, FORMER, OPERATOR].map((from) => (text: string) => world.sayInGroup(text, { from })),
    ...[GROUP, channel].map(
      (as) => (text: string) => world.sayInGroup(text, { fields: { sender_chat: as } }),
    ),
  ];
  const unknown: string[][] = [];
  for (const tell of people) unknown.push(said(await tell('/nonsense')));
  for (const order of [
    ...ORDERS.map((one) => `/admin ${one}`),
    ...['/Admin gaps', '/admin@wenda_test_bot gaps', '／admin digest'],
  ])
    for (const [i, tell] of people.entries()) {
      const answers = said(await tell(order));
      assert.deepEqual(answers, unknown[i]);
      assert.doesNotMatch(answers.join('\n'), SECRET, order);
      assert.equal(kept(), before);
    }
});

test('what a stranger writes is a question, whatever an operator was asked to write', async () => {
  await world.say('/admin gaps');
  await world.press('1');
  await world.press('加同义词');
  for (const account of [STRANGER.id, FORMER.id]) {
    const [answer] = messagesOf(await world.ask(account, '热线 = 工单'));
    assert.doesNotMatch(answer?.text ?? '', /也按/);
  }
  assert.match(messagesOf(await world.say('热线 = 工单'))[0]?.text ?? '', /也按/);
});
