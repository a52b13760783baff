// npm run bench -- [--index DIR] [--json]: speed and memory of a serving process over an index that is there
import { parseArgs } from 'node:util';
import { loggerFor, openEngine, PROJECT_ROOT, runMain, userPath } from '../src/bootstrap.ts';
import { loadConfig } from '../src/config.ts';
import { measureServing, servingLines } from '../src/measurement/serving.ts';

await runMain(async (env) => {
  const { values } = parseArgs({
    options: { index: { type: 'string' }, json: { type: 'boolean', default: false } },
  });
  const config = loadConfig(env, PROJECT_ROOT);
  if (values.index !== undefined) config.indexDir = userPath(values.index);
  const engine = await openEngine(config, loggerFor(config));
  try {
    const figures = await measureServing(engine);
    process.stdout.write(
      values.json
        ? `${JSON.stringify(figures, null, 2)}\n`
        : servingLines(figures)
            .map((line) => `${line}\n`)
            .join(''),
    );
    return 0;
  } finally {
    await engine.close();
  }
});
