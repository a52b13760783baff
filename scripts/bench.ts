// npm run bench -- [--index DIR] [--json]: speed and memory of a serving process over an index that is there
import { parseArgs } from 'node:util';
import { runMain, withEngine } from '../src/bootstrap.ts';
import { measureServing, servingLines } from '../src/measurement/serving.ts';

await runMain(async (env) => {
  const { values } = parseArgs({
    options: { index: { type: 'string' }, json: { type: 'boolean', default: false } },
  });
  return withEngine(env, values.index, async (engine) => {
    const figures = await measureServing(engine);
    const lines = values.json ? [JSON.stringify(figures, null, 2)] : servingLines(figures);
    process.stdout.write(`${lines.join('\n')}\n`);
    return 0;
  });
});
