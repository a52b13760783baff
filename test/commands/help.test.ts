// Every command's --help, as npm starts it.
import assert from 'node:assert/strict';
import { spawnSync } from 'node:child_process';
import { readFileSync } from 'node:fs';
import path from 'node:path';
import { describe, test } from 'node:test';
import { PROJECT } from '../support/project.ts';
import { temporaryFolder } from '../support/temporary.ts';

const { scripts } = JSON.parse(readFileSync(path.join(PROJECT, 'package.json'), 'utf8')) as {
  scripts: Record<string, string>;
};
/** A command as the user types it, and the line that npm runs for it. */
const COMMANDS: readonly (readonly [string, string])[] = [
  ...Object.entries(scripts)
    .filter(([, line]) => /run\.cjs \S+$/.test(line))
    .map(([name, line]) => [name === 'start' ? 'npm start' : `npm run ${name}`, line] as const),
  ['npm run bench -- all', `${scripts['bench'] ?? ''} all`],
];

type Ended = { code: number | null; stdout: string; stderr: string };

function shell(line: string, env: Record<string, string> = {}): Ended {
  const { status, stdout, stderr } = spawnSync(line, {
    cwd: PROJECT,
    shell: true,
    encoding: 'utf8',
    // No index and no articles: only the command line is used.
    env: { ...process.env, INDEX_DIR: '/nowhere', ARTICLES_DIR: '/nowhere', BOT_TOKEN: '', ...env },
  });
  return { code: status, stdout, stderr };
}

describe('every command', () => {
  test('there are thirteen commands and the large bench', () => {
    assert.equal(COMMANDS.length, 14);
  });
  for (const [name, line] of COMMANDS) {
    test(`${name} --help names every option that its parser knows, its usage and its exit codes`, () => {
      const known = path.join(temporaryFolder(), 'options.json');
      const { code, stdout, stderr } = shell(`${line} --help`, {
        OPTIONS_FILE: known,
        NODE_OPTIONS: `--require ${path.join(PROJECT, 'test', 'support', 'record-options.cjs')}`,
      });
      assert.equal(code, 0, stderr);
      assert.equal(stderr, '');
      const options = JSON.parse(readFileSync(known, 'utf8')) as string[];
      assert.ok(options.includes('help'));
      const described = [...stdout.matchAll(/^ {2}--([a-z-]+)(?: \S+)? {2,}\S/gm)].map(
        ([, option]) => option,
      );
      assert.deepEqual(described, options);
      const typed = name.replace('npm run ask', 'npm run -s ask');
      assert.match(stdout, new RegExp(`^usage: ${typed} (?:-- )?.*\\[options\\]$`, 'm'));
      assert.match(stdout, /^exit code:\n {2}0 {2}\S.*\n {2}1 {2}\S/m);
    });
  }

  test('an unknown option is named in one line, with a pointer to --help and the exit code of a failure', () => {
    for (const [name, failed] of [
      ['start', 1],
      ['ask', 2],
    ] as const) {
      const { code, stdout, stderr } = shell(`${scripts[name] ?? ''} --no-such-option`);
      assert.equal(code, failed);
      assert.equal(stdout, '');
      assert.match(
        stderr,
        /^[^\n]*\[config\] Unknown option '--no-such-option'; npm [^\n]* -- --help lists the options\n$/,
      );
    }
  });
});
