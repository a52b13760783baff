// What people change before it has gone: edits, notes and deletions of messages that still wait.
import assert from 'node:assert/strict';
import { test } from 'node:test';
import { openTestEngine } from '../support/engine.ts';
import {
  button,
  startDeskDialogue,
  type DeskDialogue,
  type DeskDialogueOptions,
  LI,
  STAFF_CHAT,
} from '../support/desk-dialogue.ts';
import { READER } from '../support/people.ts';

const engine = await openTestEngine();
const sensitive = '退款码 => refuse\n内部价 => hold\n手机号 => mask';

/** A conversation in which the reader has an open ticket. */
async function start(options?: DeskDialogueOptions): Promise<DeskDialogue> {
  const dialogue = await startDeskDialogue(engine, { sensitive, ...options });
  dialogue.service.tickets.open({ id: READER.id, name: '读者', language: 'zh-hans' });
  await dialogue.reads('问');
  return dialogue;
}

/** Nothing reaches the reader until the returned function is called. */
function hold({ meddle, clock }: DeskDialogue): () => Promise<void> {
  const busy = { ok: false, error_code: 429, description: 'Too Many Requests: retry after 1' };
  for (const method of ['copyMessage', 'copyMessages', 'sendMessage'])
    meddle(method, () => Promise.resolve({ ...busy, parameters: { retry_after: 1 } }));
  return async () => {
    for (const method of ['copyMessage', 'copyMessages', 'sendMessage']) meddle(method);
    await clock.pass(200_000);
  };
}

for (const [edit, expected, mark] of [
  ['// 先问财务', [], '✍'],
  ['这是退款码 123', [], '👎'],
  ['这是内部价', [], '👀'],
  ['这是手机号', ['› 这是＊＊＊'], '👌'],
] as const)
  test(`a message of the staff that is edited to ${edit} before it has gone`, async () => {
    const dialogue = await start();
    // The first one is being tried; what waits behind it is untouched.
    const release = hold(dialogue);
    await dialogue.writes('第一条');
    const message = await dialogue.writes('第二条');
    await dialogue.during((telegram) => telegram.edit(STAFF_CHAT, message.message_id, edit));
    await release();
    assert.deepEqual(dialogue.seenBy().slice(1), ['› 第一条', ...expected]);
    assert.equal(dialogue.reactionTo(message), mark);
  });

for (const isCarriedOut of [false, true])
  test(`a note whose first words were ${isCarriedOut ? '' : 'not '}sent by a lost request`, async () => {
    const { meddle, writes, during, clock, seenBy, store } = await start();
    let lost = 0;
    meddle('copyMessage', async (carryOut) => {
      if (lost++ === 0 && isCarriedOut) await carryOut();
      throw new Error('the network is gone');
    });
    const message = await writes('第一条');
    await during((telegram) => telegram.edit(STAFF_CHAT, message.message_id, '// 先问财务'));
    meddle('copyMessage');
    await clock.pass(200_000);
    assert.deepEqual(seenBy().slice(1), isCarriedOut ? ['› 第一条'] : []);
    assert.deepEqual(store.outbox.all(), []);
  });

test('a held message that becomes a note stays here', async () => {
  const dialogue = await start();
  const message = await dialogue.writes('这是内部价');
  await dialogue.during((telegram) => telegram.edit(STAFF_CHAT, message.message_id, '// 不说了'));
  const pressed = button(dialogue, STAFF_CHAT, '放行');
  await dialogue.during((telegram) => void telegram.press(STAFF_CHAT, pressed.message, LI, pressed.data));
  await dialogue.clock.pass(5_000);
  assert.deepEqual(dialogue.seenBy().slice(1), []);
});

test('a held message can be taken back', async () => {
  const dialogue = await start();
  const message = await dialogue.writes('这是内部价');
  await dialogue.writes('/delete', { replyTo: message.message_id });
  const pressed = button(dialogue, STAFF_CHAT, '放行');
  await dialogue.during((telegram) => void telegram.press(STAFF_CHAT, pressed.message, LI, pressed.data));
  await dialogue.clock.pass(5_000);
  assert.deepEqual(dialogue.seenBy().slice(1), []);
});
