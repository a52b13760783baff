// Everything that a start depends on, looked at from outside: nothing is built, written or changed.
import { Failure } from '../../system/failure.ts';
import { inTime } from '../../system/in-time.ts';
import { redact } from '../../system/logger.ts';
import type { Check } from '../../terminal/check-lines.ts';
import { type Config, type Environment, loadConfig } from '../config.ts';
import { checkFolders } from './folders.ts';
import { checkMachine } from './machine.ts';
import { checkPort } from './port.ts';
import { checkTaught } from './taught.ts';
import { checkTelegram } from './telegram.ts';
import { checkModel, checkWiki } from './wiki.ts';

/** Milliseconds for everything: it runs at the same time. */
const PATIENCE_MS = 9000;
/** Stands for a missing token, so that the way to Telegram is known all the same; no bot has it. */
const NO_TOKEN = `1:${'x'.repeat(35)}`;

/** Checks in the order in which they are read. No secret is in them. */
export async function examine(
  env: Environment,
  projectRoot: string,
  isTerminal: boolean,
): Promise<readonly Check[]> {
  const machine = checkMachine(env, isTerminal);
  const hasToken = (env['BOT_TOKEN'] ?? '').trim() !== '';
  let config: Config;
  try {
    config = loadConfig(hasToken ? env : { ...env, BOT_TOKEN: NO_TOKEN }, projectRoot);
  } catch (error) {
    if (!(error instanceof Failure)) throw error;
    const next = 'correct the keys in .env or in the environment';
    return [...machine, { name: 'settings', state: 'wrong', found: error.message, next }];
  }
  const { mode } = config;
  const groups = await Promise.all([
    within('folders', checkFolders(config)),
    within('model', checkModel(config)),
    within('articles', checkWiki(config)),
    within('taught', checkTaught(config)),
    within('port', checkPort(config)),
    mode.kind === 'telegram' ? within('Telegram', checkTelegram({ ...config, mode, hasToken })) : [],
  ]);
  const secrets = [env['BOT_TOKEN'] ?? '', env['WEBHOOK_SECRET'] ?? ''];
  return [...machine, ...groups.flat()].map((check) => ({ ...check, found: redact(check.found, secrets) }));
}

async function within(name: string, checking: Promise<Check | Check[]>): Promise<Check[]> {
  const checks = await inTime(checking, PATIENCE_MS);
  if (checks !== undefined) return [checks].flat();
  const found = `not known after ${PATIENCE_MS / 1000} s`;
  return [{ name, state: 'hint', found, next: 'run npm run doctor again when the machine is less busy' }];
}
