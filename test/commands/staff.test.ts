import assert from 'node:assert/strict';
import { test } from 'node:test';
import { ENV } from '../support/finish.ts';
import { READER } from '../support/people.ts';
import { run } from '../support/run.ts';
import { startTelegram } from '../support/telegram.ts';

const TOKEN = '123456789:AAabcdefghijklmnopqrstuvwxyz0123456';

test('an operator chooses the staff’s group while the program runs, and STAFF_CHAT is tested at each start', async () => {
  const { emulator: telegram, url } = await startTelegram(TOKEN);
  const env = {
    ...ENV,
    BOT_TOKEN: TOKEN,
    TELEGRAM_API_ROOT: url,
    ADMIN_IDS: String(READER.id),
  };
  const saying = (text: string) => (payload: Record<string, unknown>) =>
    String(payload['text']).includes(text);
  const people = [{ user: READER, standing: 'creator' as const }];
  const { id } = telegram.createSupergroup({ title: '客服', isForum: true, people });

  const first = run('src/main', [], env);
  await first.waitForText('is answering');
  telegram.say(READER.id, READER, '/admin staff');
  await telegram.waitFor('sendMessage', saying('客服群是一个'));
  telegram.shareChat(READER, id);
  await telegram.waitFor('sendMessage', saying('全部通过'));
  assert.deepEqual(telegram.topics(id), []);
  first.signal('SIGTERM');
  await first.exited;

  telegram.setBotStanding(id, 'administrator', READER, { can_pin_messages: false });
  const second = run('src/main', [], { ...env, STAFF_CHAT: String(id) });
  await second.waitForText(`[staff] STAFF_CHAT ${id}: Switch on “Pin Messages” for me`);
  telegram.say(READER.id, READER, '/admin staff off');
  await telegram.waitFor('sendMessage', saying('由 STAFF_CHAT 指定'));
  second.signal('SIGTERM');
  await second.exited;
});
