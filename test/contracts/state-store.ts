// The contract of every StateStore.
import assert from 'node:assert/strict';
import { test } from 'node:test';
import type { Feedback, StateStore } from '../../src/storage/state-store.ts';
import { STATE_SCHEMA } from '../../src/storage/state-tables.ts';
import { MAX_QUESTION } from '../../src/storage/tables.ts';

export const VOTE: Feedback = {
  chatId: 1,
  userId: 2,
  messageId: 3,
  vote: 'up',
  question: '问',
  sectionId: 's',
  generation: 'g',
  confidence: 0.5,
  at: '2026-11-24T12:00:00.000Z',
};

/** @param open gives a new, empty store */
export function stateStoreContract(name: string, open: () => Promise<StateStore>): void {
  const check = (behaviour: string, use: (state: StateStore) => void | Promise<void>): void => {
    test(`${name}: ${behaviour}`, async () => {
      const state = await open();
      await use(state);
      await state.close();
    });
  };

  check('knows the answered updates and nothing else, and forgets the oldest', ({ updates }) => {
    assert.equal(updates.has(0), false);
    for (let id = 0; id <= STATE_SCHEMA.updates.bound; id++) updates.add(id);
    assert.deepEqual(
      [updates.has(0), updates.has(1), updates.has(STATE_SCHEMA.updates.bound)],
      [false, true, true],
    );
  });

  check('keeps updates in order until they are finished', ({ updates }) => {
    const waiting = [7, 3, 5].map((update_id) => ({ update: { update_id }, takenAt: update_id }));
    for (const one of waiting) updates.keep(one);
    updates.add(3);
    assert.deepEqual(updates.kept(), [waiting[0], waiting[2]]);
    assert.equal(updates.has(7), false);
  });

  check('knows members and invite codes', ({ members, invites }) => {
    members.add(7);
    invites.add('code', 1000);
    assert.deepEqual([members.has(7), members.has(8), members.count()], [true, false, 1]);
    assert.deepEqual([members.remove(7), members.remove(7), members.count()], [true, false, 0]);
    assert.deepEqual([invites.expiresAt('code'), invites.expiresAt('other')], [1000, undefined]);
    invites.clear();
    assert.equal(invites.expiresAt('code'), undefined);
  });

  check('knows one group of staff, and follows it when its number changes', (state) => {
    const { staff } = state;
    assert.equal(staff.chat(), undefined);
    staff.choose(-1001);
    staff.choose(-1002);
    assert.equal(staff.chat(), -1002);
    state.moveChat(-5, -1003);
    assert.equal(staff.chat(), -1002);
    state.moveChat(-1002, -1003);
    assert.equal(staff.chat(), -1003);
    state.forgetChat(-1003);
    assert.equal(staff.chat(), -1003, 'the bot may be added again');
    staff.choose(undefined);
    assert.equal(staff.chat(), undefined);
  });

  check('counts reads by id, and forgets the least recently read', ({ reads }) => {
    reads.add('first');
    reads.add('second');
    reads.add('first');
    assert.deepEqual([reads.count('first'), reads.count('second'), reads.count('__proto__')], [2, 1, 0]);
    for (let i = 0; i < STATE_SCHEMA.reads.bound - 1; i++) reads.add(`id-${i}`);
    assert.deepEqual([reads.count('first'), reads.count('second')], [2, 0]);
  });

  check('keeps one vote for each reader, message and section, the last one', ({ feedback }) => {
    feedback.put(VOTE);
    feedback.put({ ...VOTE, vote: 'down' });
    feedback.put({ ...VOTE, sectionId: 'other' });
    feedback.put({ ...VOTE, userId: 9 });
    assert.deepEqual(
      feedback.all().map(({ vote, sectionId, userId }) => [vote, sectionId, userId]),
      [
        ['down', 's', 2],
        ['up', 'other', 2],
        ['up', 's', 9],
      ],
    );
  });

  check('finds a vote by its place, with its reason, and takes it back', ({ feedback }) => {
    feedback.put({ ...VOTE, vote: 'down', reason: 'outdated' });
    assert.equal(feedback.get(VOTE)?.reason, 'outdated');
    assert.equal(feedback.get({ ...VOTE, sectionId: 'other' }), undefined);
    feedback.remove({ ...VOTE, messageId: 9 });
    assert.equal(feedback.all().length, 1);
    feedback.remove(VOTE);
    assert.deepEqual([feedback.get(VOTE), feedback.all()], [undefined, []]);
  });

  check('keeps votes within their bound, and their questions clipped and well-formed', ({ feedback }) => {
    for (let messageId = 0; messageId <= STATE_SCHEMA.feedback.bound; messageId++)
      feedback.put({ ...VOTE, messageId });
    assert.equal(feedback.all().length, STATE_SCHEMA.feedback.bound);
    assert.equal(feedback.all()[0]?.messageId, 1);
    const long = `${'x'.repeat(MAX_QUESTION - 1)}😀`;
    feedback.put({ ...VOTE, question: `${long}y` });
    assert.equal(feedback.all().at(-1)?.question, 'x'.repeat(MAX_QUESTION - 1));
    feedback.put({ ...VOTE, messageId: 0, question: '\ud800' });
    assert.equal(feedback.all().at(-1)?.question, '\ufffd');
  });

  check('remembers the language of chats, the newest choice', ({ preferences }) => {
    assert.equal(preferences.language(1), undefined);
    preferences.setLanguage(1, 'en');
    preferences.setLanguage(-1, 'zh-hans');
    preferences.setLanguage(1, 'zh-hant');
    assert.deepEqual([preferences.language(1), preferences.language(-1)], ['zh-hant', 'zh-hans']);
    for (let chat = 10; chat < 10 + STATE_SCHEMA.preferences.bound; chat++)
      preferences.setLanguage(chat, 'en');
    assert.equal(preferences.language(1), undefined);
  });

  check('knows the files that were uploaded, and forgets the oldest', ({ uploads }) => {
    uploads.put('first', 'a');
    uploads.put('second', 'b');
    uploads.put('first', 'c');
    assert.deepEqual(['first', 'second', '__proto__'].map(uploads.fileId), ['c', 'b', undefined]);
    for (let i = 0; i < STATE_SCHEMA.uploads.bound - 1; i++) uploads.put(`content ${i}`, 'x');
    assert.deepEqual(['first', 'second'].map(uploads.fileId), ['c', undefined]);
  });

  check('forgets a chat, or one of its readers, and returns the number of entries', (state) => {
    state.preferences.setLanguage(1, 'en');
    state.feedback.put(VOTE);
    state.feedback.put({ ...VOTE, userId: 9 });
    state.feedback.put({ ...VOTE, chatId: 11 });
    assert.equal(state.forgetUser(1, 2), 1);
    assert.equal(state.forgetChat(1), 2);
    assert.equal(state.forgetChat(1), 0);
    assert.equal(state.preferences.language(1), undefined);
    assert.deepEqual(
      state.feedback.all().map(({ chatId }) => chatId),
      [11],
    );
  });

  check('moves a group’s entries to its new id, where a newer choice stays', (state) => {
    state.preferences.setLanguage(-1, 'en');
    state.feedback.put({ ...VOTE, chatId: -1 });
    state.moveChat(-1, -1001);
    assert.deepEqual([state.preferences.language(-1), state.preferences.language(-1001)], [undefined, 'en']);
    assert.deepEqual(state.feedback.all(), [{ ...VOTE, chatId: -1001 }]);
    state.preferences.setLanguage(-2, 'zh-hans');
    state.moveChat(-2, -1001);
    assert.equal(state.preferences.language(-1001), 'en');
  });
  check('leaves a chat unchanged that moves to its own id', (state) => {
    state.preferences.setLanguage(1, 'en');
    state.feedback.put(VOTE);
    state.moveChat(1, 1);
    assert.equal(state.preferences.language(1), 'en');
    assert.deepEqual(state.feedback.all(), [VOTE]);
  });

  check('refuses feedback that could not be read back, and keeps other feedback', ({ feedback }) => {
    feedback.put(VOTE);
    for (const wrong of [{ confidence: NaN }, { messageId: 0.5 }, { at: 'yesterday' }])
      assert.throws(() => {
        feedback.put({ ...VOTE, userId: 9, ...wrong });
      }, RangeError);
    assert.deepEqual(feedback.all(), [VOTE]);
  });
}
