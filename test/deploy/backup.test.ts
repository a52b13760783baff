// The state is saved while the bot answers, and put back for another process.
import assert from 'node:assert/strict';
import { spawnSync } from 'node:child_process';
import { existsSync, mkdirSync, readFileSync, statSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { describe, test } from 'node:test';
import { openLowdbState } from '../../src/storage/lowdb-state.ts';
import { ENV, finish, HOME } from '../support/finish.ts';
import { PROJECT } from '../support/project.ts';
import { run } from '../support/run.ts';
import { startTelegram } from '../support/telegram.ts';

const TOKEN = '123456789:AAabcdefghijklmnopqrstuvwxyz0123456';
const READER = { id: 7, is_bot: false, first_name: '读者', language_code: 'zh-hans' };
const STAFF_CHAT = -1_001_234_567_890;
const SAVED = path.join(HOME, 'state.tar.gz');
const skip = process.platform === 'win32' ? 'the scripts are for a POSIX shell' : false;

function script(name: string, ...args: string[]): { code: number | null; stderr: string } {
  const { status, stderr } = spawnSync('sh', [path.join(PROJECT, 'deploy', name), ...args], {
    encoding: 'utf8',
  });
  return { code: status, stderr };
}

describe('a backup', { skip }, () => {
  test('is made while the bot answers, holds what was there, and is for its owner alone', async () => {
    const { emulator: telegram, url, updates } = await startTelegram(TOKEN);
    telegram.start(READER.id, READER);
    telegram.createSupergroup({ id: STAFF_CHAT, title: '客服', isForum: true, people: [{ user: READER }] });
    telegram.addBotTo(STAFF_CHAT, READER);
    const env = {
      ...{ ...ENV, BOT_TOKEN: TOKEN, TELEGRAM_API_ROOT: url },
      ...{ ADMIN_IDS: String(READER.id), STAFF_CHAT: String(STAFF_CHAT) },
    };
    const bot = run('src/main', [], env);
    await bot.waitForText('@wenda_test_bot is answering');
    const ask = async (question: string, answer: string): Promise<number> => {
      telegram.say(READER.id, READER, question);
      await telegram.waitFor('sendMessage', ({ text }) => String(text).includes(answer));
      return updates.at(-1)?.update_id ?? 0;
    };
    const before = await ask('青禾科技的发行价格', '12.80');
    // A chat's updates come in order: when this one is answered, the one before is noted as finished.
    await ask('简易注销公告多少天', '二十天');
    const inHand = ask('货柜堆存免费几天', '首五日');
    assert.deepEqual(script('backup.sh', ENV.STATE_DIR, SAVED), { code: 0, stderr: '' });
    await inHand;
    const later = await ask('青禾科技的发行价格是多少', '12.80');
    bot.signal('SIGTERM');
    assert.deepEqual(await bot.exited, { code: 0, signal: null });

    assert.equal(statSync(SAVED).mode & 0o077, 0);
    const restored = path.join(HOME, 'restored');
    assert.deepEqual(script('restore.sh', SAVED, restored), { code: 0, stderr: '' });
    const problems: string[] = [];
    const state = await openLowdbState({ stateDir: restored, onProblem: (one) => problems.push(one) });
    assert.deepEqual(problems, []);
    assert.ok(state.updates.has(before));
    assert.ok(!state.updates.has(later));
    await state.close();
    // Without its key, what came from whom could not be deleted any more.
    for (const file of [
      'insight/key',
      'insight/journal.jsonl',
      'operator/journal.jsonl',
      'desk/journal.jsonl',
    ])
      assert.ok(existsSync(path.join(restored, file)), file);
  });

  test('is not put over another state', () => {
    const other = path.join(HOME, 'other');
    mkdirSync(other);
    writeFileSync(path.join(other, 'journal.jsonl'), 'ours');
    const { code, stderr } = script('restore.sh', SAVED, other);
    assert.equal(code, 1);
    assert.match(stderr, /is not empty: stop the bot, move the folder away/);
    assert.equal(readFileSync(path.join(other, 'journal.jsonl'), 'utf8'), 'ours');
  });

  test('is not made of a folder without a state', () => {
    const file = path.join(HOME, 'nothing.tar.gz');
    assert.notEqual(script('backup.sh', path.join(HOME, 'nowhere'), file).code, 0);
    assert.throws(() => statSync(file));
  });

  test('is what leads back to an older Wenda, which refuses the state of a newer one and changes nothing in it', async () => {
    const stateDir = path.join(HOME, 'newer');
    assert.equal(script('restore.sh', SAVED, stateDir).code, 0);
    const newer = JSON.stringify({ version: 99, reads: [], changes: 0 });
    writeFileSync(path.join(stateDir, 'reads.json'), newer);
    const { url } = await startTelegram(TOKEN);
    const { code, stderr } = await finish('src/main', [], {
      ...ENV,
      ...{ STATE_DIR: stateDir, BOT_TOKEN: TOKEN, TELEGRAM_API_ROOT: url },
    });
    assert.equal(code, 1);
    assert.match(stderr, /\[state\] .*reads\.json was written by a newer Wenda .* start the newer one/);
    assert.equal(readFileSync(path.join(stateDir, 'reads.json'), 'utf8'), newer);
  });
});
