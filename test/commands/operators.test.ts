import assert from 'node:assert/strict';
import { writeFileSync } from 'node:fs';
import path from 'node:path';
import { test } from 'node:test';
import { ENV } from '../support/finish.ts';
import { READER } from '../support/people.ts';
import { run } from '../support/run.ts';
import { startTelegram } from '../support/telegram.ts';
import { temporaryFolder } from '../support/temporary.ts';
import { formsIn } from '../web/admin/admin-fixture.ts';

const TOKEN = '123456789:AAabcdefghijklmnopqrstuvwxyz0123456';

const QUESTION = '火星移民怎么报名';

test('an operator gets from the bot to the pages of the running program and chooses the staff’s group; without operators there are no pages', async () => {
  const { emulator: telegram, url } = await startTelegram(TOKEN);
  const TEACHING_DIR = temporaryFolder();
  writeFileSync(path.join(TEACHING_DIR, 'negatives.jsonl'), '{"q": "今天天气怎么样"}\n');
  const env = { ...ENV, TEACHING_DIR, BOT_TOKEN: TOKEN, TELEGRAM_API_ROOT: url };
  const first = run('src/main', [], { ...env, ADMIN_IDS: String(READER.id) });
  await first.waitForText('is answering');
  telegram.say(READER.id, READER, '/admin page');
  const isLink = ({ text }: Record<string, unknown>): boolean => String(text).includes('/admin/enter/');
  const { payload } = await telegram.waitFor('sendMessage', isLink);
  const link = /http\S+/.exec(String(payload['text']))?.[0] ?? '';
  const { origin } = new URL(link);
  assert.equal((await fetch(`${origin}/admin`)).status, 404);
  const entered = await fetch(link, { method: 'POST', redirect: 'manual', headers: { origin } });
  const cookie = entered.headers.get('set-cookie')?.split(';')[0] ?? '';
  for (const at of ['/admin', '/admin/gaps', '/admin/numbers.json'])
    assert.equal((await fetch(origin + at, { headers: { cookie } })).status, 200, at);

  telegram.say(READER.id, READER, QUESTION);
  await telegram.waitFor('sendMessage', (sent) => JSON.stringify(sent).includes('有答案时告诉我'));
  const message = telegram.messages(READER.id).at(-1);
  const wish = message?.reply_markup?.inline_keyboard
    .flat()
    .find(({ text }) => text.includes('有答案时告诉我'));
  assert.ok(message !== undefined && wish !== undefined && 'callback_data' in wish);
  await telegram.press(READER.id, message.message_id, READER, wish.callback_data);
  const alias = { q: QUESTION, article: 'gongsi-zhuxiao', section: '公告期限' };
  writeFileSync(path.join(TEACHING_DIR, 'aliases.jsonl'), `${JSON.stringify(alias)}\n`);
  // Whatever is changed on the pages, those who wait are told what has an answer now.
  const lessons = await (await fetch(`${origin}/admin/lessons`, { headers: { cookie } })).text();
  const form = formsIn(lessons).find(({ action }) => action.includes('take-back'));
  const body = new URLSearchParams(form?.fields);
  await fetch(origin + (form?.action ?? ''), { method: 'POST', headers: { cookie, origin }, body });
  await telegram.waitFor(
    'sendMessage',
    ({ text }) => String(text).includes('现在有答案了') && String(text).includes('四十五天'),
  );

  // The rest of the program runs on while a group is chosen.
  const people = [{ user: READER, standing: 'creator' as const }];
  const { id } = telegram.createSupergroup({ title: '客服', isForum: true, people });
  telegram.say(READER.id, READER, '/admin staff');
  await telegram.waitFor('sendMessage', ({ text }) => String(text).includes('客服群是一个'));
  telegram.shareChat(READER, id);
  await telegram.waitFor('sendMessage', ({ text }) => String(text).includes('全部通过'));
  assert.deepEqual(telegram.topics(id), []);
  first.signal('SIGTERM');
  await first.exited;

  telegram.setBotStanding(id, 'administrator', READER, { can_pin_messages: false });
  const second = run('src/main', [], { ...env, STAFF_CHAT: String(id) });
  await second.waitForText(`[staff] STAFF_CHAT ${id}: Switch on “Pin Messages” for me`);
  const site = /pages on (\S+)/.exec(second.out.stderr)?.[1] ?? '';
  assert.equal((await fetch(`${site}/admin`, { headers: { cookie } })).status, 404);
  second.signal('SIGTERM');
  await second.exited;
});
