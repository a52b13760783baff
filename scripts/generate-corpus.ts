// Writes a wiki of any size for measurements; the same seed writes the same files.
import { existsSync, readdirSync } from 'node:fs';
import { runCommand } from '../src/app/command-line.ts';
import { PROJECT_ROOT } from '../src/app/environment.ts';
import { Failure } from '../src/system/failure.ts';
import { writeCorpus } from './measure/bench/write-corpus.ts';

const GENERATE_CORPUS = {
  name: 'npm run generate-corpus',
  about: 'Writes any number of articles for measurements.',
  options: {
    out: { type: 'path', value: 'DIR', help: 'where to write: an empty or a new folder; required' },
    passages: { type: 'number', value: 'N', default: 100_000, help: 'at least this many passages' },
    seed: { type: 'number', value: 'N', default: 1, help: 'the same seed writes the same files' },
  },
  exitCodes: { 0: 'written', 1: 'failed' },
} as const;

await runCommand(GENERATE_CORPUS, async (_env, { values: { out, ...request } }) => {
  if (out === undefined) throw new Failure('config', 'name the folder to write to with --out DIR');
  // Articles of another size or seed among these would make the corpus irreproducible.
  if (existsSync(out) && readdirSync(out).length > 0)
    throw new Failure('config', `${out} is not empty; name another folder with --out DIR`);
  const { articles, passages } = await writeCorpus({
    projectRoot: PROJECT_ROOT,
    out,
    ...request,
  });
  process.stdout.write(`${articles} articles with ${passages} passages in ${out}\n`);
  return 0;
});
