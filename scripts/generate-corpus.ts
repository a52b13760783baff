// npm run generate-corpus -- --out DIR [--passages 100000] [--seed 1]: a wiki to measure with
import { existsSync, readdirSync } from 'node:fs';
import { parseArgs } from 'node:util';
import { runMain } from '../src/app/run-main.ts';
import { userPath } from '../src/app/environment.ts';
import { PROJECT_ROOT } from '../src/app/environment.ts';
import { Failure } from '../src/system/failure.ts';
import { wholeNumber } from './measure/bench/options.ts';
import { writeCorpus } from './measure/bench/write-corpus.ts';

await runMain(async () => {
  const { values } = parseArgs({
    options: {
      passages: { type: 'string', default: '100000' },
      out: { type: 'string' },
      seed: { type: 'string', default: '1' },
    },
  });
  if (values.out === undefined) throw new Failure('config', 'name the folder to write to with --out DIR');
  const out = userPath(values.out);
  // Articles of another size or seed between these would make a corpus that nobody can have again.
  if (existsSync(out) && readdirSync(out).length > 0)
    throw new Failure('config', `${out} is not empty; name another folder with --out DIR`);
  const { articles, passages } = await writeCorpus({
    projectRoot: PROJECT_ROOT,
    out,
    passages: wholeNumber('--passages', values.passages),
    seed: wholeNumber('--seed', values.seed),
  });
  process.stdout.write(`${articles} articles with ${passages} passages in ${out}\n`);
  return 0;
});
