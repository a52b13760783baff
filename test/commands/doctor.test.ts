import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import { ENV, finish } from '../support/finish.ts';

describe('npm run doctor', () => {
  // Nothing listens on the port of discarded data.
  const env = { ...ENV, TELEGRAM_API_ROOT: 'http://127.0.0.1:9' };

  test('hints alone leave exit code 0: there is neither an index nor a token yet', async () => {
    const { code, stdout, stderr } = await finish('scripts/doctor', [], env);
    assert.equal(code, 0, stdout);
    assert.equal(stderr, '');
    assert.match(stdout, /^✓ Node\.js .*\n(?:.*\n)*! index .*\n +→ npm start builds it\n/);
    assert.match(stdout, /Nothing stands in the way of npm start\.\n$/);
  });

  test('what is wrong gives exit code 1, and --json says the same to programs', async () => {
    const wrong = { ...env, ARTICLES_DIR: '/nowhere/at-all' };
    const { code, stdout } = await finish('scripts/doctor', ['--json'], wrong);
    assert.equal(code, 1);
    const checks = JSON.parse(stdout) as { name: string; state: string; next?: string }[];
    assert.deepEqual(
      checks.filter(({ state }) => state === 'wrong').map(({ name, next }) => [name, next]),
      [['articles', 'name the folder of your articles in ARTICLES_DIR']],
    );
  });
});
