// npm run evaluate -- --questions FILE [--questions FILE…] [--index DIR] [--json FILE]
import { writeFile } from 'node:fs/promises';
import { parseArgs } from 'node:util';
import { loggerFor, openEngine, PROJECT_ROOT, runMain, userPath } from '../src/bootstrap.ts';
import { loadConfig } from '../src/config.ts';
import { Failure } from '../src/failure.ts';
import { evaluateQuality, qualityLines, readQuestions } from '../src/measurement/evaluate.ts';

await runMain(async (env) => {
  const { values } = parseArgs({
    options: {
      index: { type: 'string' },
      questions: { type: 'string', multiple: true },
      json: { type: 'string' },
    },
  });
  if (values.questions === undefined)
    throw new Failure('config', 'no questions named; write --questions FILE');
  const config = loadConfig(env, PROJECT_ROOT);
  if (values.index !== undefined) config.indexDir = userPath(values.index);
  const engine = await openEngine(config, loggerFor(config));
  try {
    const files = values.questions.map(userPath);
    const questions = (await Promise.all(files.map((file) => readQuestions(file, engine.index)))).flat();
    const figures = await evaluateQuality(engine, questions);
    process.stdout.write(qualityLines(figures).map((line) => `${line}\n`).join('')); // prettier-ignore
    if (values.json !== undefined)
      await writeFile(userPath(values.json), `${JSON.stringify(figures, null, 2)}\n`);
    return 0;
  } finally {
    await engine.close();
  }
});
