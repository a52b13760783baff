import assert from 'node:assert/strict';
import { readdirSync, readFileSync } from 'node:fs';
import path from 'node:path';
import { test } from 'node:test';
import { keptOfFormerOperators } from '../../src/app/former-operators.ts';
import { createTranslations, translateTo } from '../../src/locales/translations.ts';
import { openHashingEngine } from '../support/engine.ts';
import { openOperatorWorld, reader } from '../support/operator-world.ts';
import { temporaryFolder } from '../support/temporary.ts';

const logger = {
  debug: () => undefined,
  info: () => undefined,
  warn: (message: string) => assert.fail(message),
  error: (message: string) => assert.fail(message),
};
const QUESTION = '滑雪场几月开门';

test('/privacy and /forget hold for what was kept for operators when there are none any more', async () => {
  const { live, stateDir, stop, ...world } = await openOperatorWorld(await openHashingEngine());
  await world.ask(11, QUESTION);
  await world.press('🔔', { by: reader(11) });
  await stop();
  const bytes = (): string =>
    ['insight', 'operator']
      .map((name) => path.join(stateDir, name))
      .flatMap((folder) => readdirSync(folder).map((name) => readFileSync(path.join(folder, name), 'utf8')))
      .join('\n');
  assert.equal(bytes().split(QUESTION).length > 2, true, 'a signal and a wish');
  const former = keptOfFormerOperators({ stateDir, timeZone: 'UTC' }, live, logger) ?? assert.fail();
  assert.match(former.privacy(translateTo(createTranslations(), 'en')) ?? '', /30 days.*\n\n.*90 days/);
  await Promise.all([former.forget({ asker: '11' }), former.forget({ asker: '12' })]);
  assert.doesNotMatch(bytes(), new RegExp(QUESTION));
});

test('where there have never been operators, nothing is kept', async () => {
  const { live, stop } = await openOperatorWorld(await openHashingEngine());
  const stateDir = temporaryFolder();
  assert.equal(keptOfFormerOperators({ stateDir, timeZone: 'UTC' }, live, logger), undefined);
  await stop();
});
