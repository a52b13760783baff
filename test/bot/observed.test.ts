// What the bot tells about readers, for those who count.
import assert from 'node:assert/strict';
import { test } from 'node:test';
import { encodeCallback } from '../../src/bot/callback-data.ts';
import { startDialogue } from '../support/dialogue.ts';
import { openHashingEngine } from '../support/engine.ts';

const engine = await openHashingEngine();
const QUESTION = '青禾科技的发行价格';
const AT = Date.parse('2026-11-24T12:00:00Z');

test('a vote says which one it replaces: a reason is no second vote, and one taken back is none', async () => {
  const { say, press, wait, observed } = startDialogue(engine);
  await say(QUESTION);
  await press('👎');
  wait(60);
  await press('过时');
  await press('👎 ✓');
  const votes = observed.flatMap((one) => (one.kind === 'voted' ? [[one.vote, one.reason, one.before]] : []));
  assert.deepEqual(votes, [
    ['down', undefined, undefined],
    ['down', 'outdated', { vote: 'down', at: AT }],
    [undefined, undefined, { vote: 'down', at: AT + 3_600_000 }],
  ]);
});

test('a search that fails is told as that', async () => {
  const answerer = {
    ...engine.wiki.answerer,
    answer: () => Promise.reject(new Error('the model has stopped')),
  };
  const { say, observed } = startDialogue(engine, { wiki: { answerer } });
  await say(QUESTION);
  assert.deepEqual(observed, [{ kind: 'failed', channel: 'private', asker: '7', chat: '7', at: AT }]);
});

test('a section that was opened is named', async () => {
  const { pressData, observed } = startDialogue(engine);
  const sectionId = engine.index.catalogue.bySlug('qinghe-shangshi')?.sections[1]?.id ?? '';
  await pressData(encodeCallback({ kind: 'section', page: 0, sectionId }));
  assert.deepEqual(observed, [
    { kind: 'read', sectionId, channel: 'private', asker: '7', chat: '7', at: AT },
  ]);
});
