// npm run evaluate -- --questions FILE [--questions FILE…] [--index DIR] [--json FILE]
import { writeFile } from 'node:fs/promises';
import { parseArgs } from 'node:util';
import { runMain, userPath, withEngine } from '../src/bootstrap.ts';
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
  const files = values.questions.map(userPath);
  return withEngine(env, values.index, async (engine) => {
    const questions = (await Promise.all(files.map((file) => readQuestions(file, engine.index)))).flat();
    const figures = await evaluateQuality(engine, questions);
    process.stdout.write(`${qualityLines(figures).join('\n')}\n`);
    if (values.json !== undefined)
      await writeFile(userPath(values.json), `${JSON.stringify(figures, null, 2)}\n`);
    return 0;
  });
});
