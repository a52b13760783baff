import assert from 'node:assert/strict';
import { test } from 'node:test';
import { type Environment, loadConfig } from '../../src/app/config.ts';
import { warnAboutAccess } from '../../src/app/warn-about-access.ts';

function warningsFor(env: Environment): string[] {
  const warnings: string[] = [];
  const ignore = (): void => undefined;
  const logger = { debug: ignore, info: ignore, error: ignore, warn: (text: string) => warnings.push(text) };
  warnAboutAccess(loadConfig(env, '/srv/wenda'), logger);
  return warnings;
}

test('a wiki that is not public needs an operator who invites, and pages for this machine only', () => {
  const guarded = { ALLOWED_USERS: '7', ADMIN_IDS: '7' };
  assert.deepEqual(warningsFor(guarded), []);
  assert.deepEqual(warningsFor({ PUBLIC_URL: 'https://wiki.example.org', HOST: '0.0.0.0' }), []);
  assert.match(warningsFor({ ALLOWED_CHATS: '-7' }).join(), /nobody can invite readers; set ADMIN_IDS/);
  for (const open of [{ PUBLIC_URL: 'https://wiki.example.org' }, { HOST: '0.0.0.0' }])
    assert.match(warningsFor({ ...guarded, ...open }).join(), /its pages are open to everyone/);
});
