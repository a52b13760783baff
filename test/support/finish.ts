// The commands as an operator runs them: whole processes, real model, real files, loopback only.
import path from 'node:path';
import { FIXTURE_ARTICLES } from './project.ts';
import { run } from './run.ts';
import { temporaryFolder } from './temporary.ts';

/** An operator's folders, for this test file only. */
export const HOME = temporaryFolder();
export const ENV = {
  ARTICLES_DIR: FIXTURE_ARTICLES,
  INDEX_DIR: path.join(HOME, 'index'),
  STATE_DIR: path.join(HOME, 'state'),
};

/** Runs a command to its end. */
export async function finish(...args: Parameters<typeof run>) {
  const process = run(...args);
  // The server continues when its input has no question.
  if (args[0] === 'src/main') process.write('你好');
  process.endInput();
  return { ...(await process.exited), ...process.out };
}
