// Nothing that operators can do works for anybody else, nor anywhere but in their private chat.
import assert from 'node:assert/strict';
import { test } from 'node:test';
import type { User } from 'grammy/types';
import { encodeGapCallback, type GapCallback } from '../../src/bot/gap-callback.ts';
import { GROUP, messagesOf } from '../support/dialogue.ts';
import { openHashingEngine } from '../support/engine.ts';
import { openOperatorWorld, reader } from '../support/operator-world.ts';
import { fc } from '../support/property.ts';

const engine = await openHashingEngine();
const ORDERS = ['gaps', 'GAPS', ' gaps ', 'digest', 'stats', '', 'reload', 'invite'];
const world = await openOperatorWorld(engine);
await world.ask(11, '客服热线几点下班');
await world.ask(12, '客服热线周末有人接吗');
const { insight, teaching } = world;
const id = insight.gaps.list({ offset: 0, limit: 1 }).gaps[0]?.id ?? '';

/** An operator has looked at previews, so that there are tokens that would work. */
async function tokens(): Promise<string[]> {
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
  return found;
}
const known = await tokens();

const gapId = fc.constantFrom(id, 'AAAAAAAAAAAA');
const token = fc.constantFrom(...known, 'AAAAAAAA');
const data: fc.Arbitrary<GapCallback> = fc.oneof(
  fc.record({ kind: fc.constant('list' as const), page: fc.nat({ max: 3 }) }),
  fc.constantFrom({ kind: 'cluster' as const }, { kind: 'digest' as const }),
  fc.record({
    kind: fc.constantFrom(
      ...(['card', 'sections', 'section-words', 'words', 'draft', 'out-of-scope', 'hide'] as const),
    ),
    gapId,
  }),
  fc.record({ kind: fc.constant('meaning' as const), gapId, word: fc.constant('热线') }),
  fc.record({ kind: fc.constantFrom(...(['preview', 'apply', 'undo'] as const)), gapId, token }),
);
const who = fc.constantFrom<User>(reader(8), reader(9, 'en'), reader(7));

/** Everything that operators can change or see. */
const changed = (): unknown => [
  teaching.lessons(),
  insight.clustered(),
  ...(['open', 'closed', 'hidden'] as const).map((status) =>
    insight.gaps.list({ offset: 0, limit: 9, status }),
  ),
  messagesOf([]),
];
const FORBIDDEN = /客服热线|缺口|Gaps|最近七天|last seven days|试算/;

test('no button of operators does anything for strangers, nor in groups, even below an operator’s own message', async () => {
  const before = JSON.stringify(changed());
  await fc.assert(
    fc.asyncProperty(data, who, fc.boolean(), async (one, by, isGroup) => {
      // In their own private chat operators may.
      if (by.id === 7 && !isGroup) return;
      const place = await world.written(isGroup ? GROUP.id : 7);
      const acts = await world.pressData(encodeGapCallback(one), place, by);
      assert.equal(acts.length, 1);
      assert.ok(acts[0]?.did === 'answered a button');
      assert.doesNotMatch(acts[0].text, FORBIDDEN);
      assert.equal(JSON.stringify(changed()), before);
    }),
    { numRuns: 200 },
  );
});

test('no order of operators exists for strangers, in groups, for anonymous administrators or in a channel’s name', async () => {
  const before = JSON.stringify(changed());
  const channel = { id: -1009, type: 'channel' as const, title: '频道' };
  for (const order of ORDERS) {
    const text = `/admin ${order}`;
    const acts = [
      ...(await world.ask(8, text)),
      ...(await world.sayInGroup(text)),
      ...(await world.sayInGroup(text, { fields: { sender_chat: GROUP } })),
      ...(await world.sayInGroup(text, { fields: { sender_chat: channel } })),
    ];
    for (const { text: said } of messagesOf(acts)) assert.doesNotMatch(said, FORBIDDEN, order);
    assert.equal(JSON.stringify(changed()), before);
  }
});

test('what a stranger writes is a question, whatever an operator was asked to write', async () => {
  await world.press('加同义词');
  const [answer] = messagesOf(await world.ask(8, '热线 = 工单'));
  assert.doesNotMatch(answer?.text ?? '', /也按/);
  assert.match(messagesOf(await world.say('热线 = 工单'))[0]?.text ?? '', /也按/);
});
