// The files of lessons under kills: a process that dies in the middle of its work leaves whole files.
import assert from 'node:assert/strict';
import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { test } from 'node:test';
import { createTaughtFolder, readTexts, stampsOf } from '../../src/teaching/taught-folder.ts';
import { temporaryFolder } from '../support/temporary.ts';
import { THOROUGH } from '../support/thorough.ts';

const MODULE = path.resolve(import.meta.dirname, '../../src/teaching/taught-folder.js');
const KILLS = THOROUGH ? 20 : 5;

test('after any kill every file is whole, no line that was reported is lost, and the next writer goes on', async () => {
  const folder = path.join(temporaryFolder(), 'wenda');
  mkdirSync(folder);
  writeFileSync(path.join(folder, 'negatives.jsonl'), '# 手写\n');
  const reported: string[] = [];
  for (let kill = 0; kill < KILLS; kill++) {
    const child = spawn(
      process.execPath,
      [
        '--input-type=module',
        '-e',
        `import { createTaughtFolder } from ${JSON.stringify(`file://${MODULE}`)};
         const folder = createTaughtFolder(${JSON.stringify(folder)});
         for (let i = 0; ; i++) {
           const line = '{"q": "${kill}-' + i + '"}';
           await folder.change((texts) => ({ ...texts, 'negatives.jsonl': texts['negatives.jsonl'] + line + '\\n' }));
           process.stdout.write(line + '\\n');
         }`,
      ],
      { stdio: ['ignore', 'pipe', 'inherit'] },
    );
    let lines = 0;
    for await (const text of child.stdout as AsyncIterable<Buffer>) {
      reported.push(...text.toString().split('\n').filter(Boolean));
      // A different number of lines each time, so that the kill hits another step.
      if (++lines > kill % 4) child.kill('SIGKILL');
    }
    if (child.exitCode === null && child.signalCode === null) await once(child, 'exit');
    const text = readFileSync(path.join(folder, 'negatives.jsonl'), 'utf8');
    assert.match(text, /^# 手写\n(?:\{"q": "\d+-\d+"\}\n)*$/);
    for (const line of reported) assert.ok(text.includes(`${line}\n`), line);
  }
  await createTaughtFolder(folder).change((texts) => ({ ...texts, 'synonyms.txt': 'a => b\n' }));
  assert.equal(readTexts(folder)['synonyms.txt'], 'a => b\n');
});

test('writing what is there already touches no file', async () => {
  const folder = path.join(temporaryFolder(), 'wenda');
  const files = createTaughtFolder(folder);
  await files.change((texts) => ({ ...texts, 'synonyms.txt': 'a => b\n' }));
  const before = await stampsOf(folder);
  await files.change((texts) => ({ ...texts }));
  assert.equal(await stampsOf(folder), before);
  await files.change((texts) => ({ ...texts, 'synonyms.txt': 'a => c\n' }));
  assert.notEqual(await stampsOf(folder), before);
});

test('a change of two files of which one cannot be written changes none', async () => {
  const folder = path.join(temporaryFolder(), 'wenda');
  const files = createTaughtFolder(folder);
  await files.change((texts) => ({ ...texts, 'aliases.jsonl': '{"q": "a", "article": "b"}\n' }));
  const before = readTexts(folder);
  // Where the new file would be written first.
  mkdirSync(path.join(folder, `.cases.jsonl.${process.pid}`));
  const change = files.change(() => ({ ...before, 'aliases.jsonl': '', 'cases.jsonl': '{"q": "a"}\n' }));
  await assert.rejects(change, /cases\.jsonl cannot be written/);
  assert.deepEqual(readTexts(folder), before);
});
