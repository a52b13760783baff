// npm run ask -- "question" [--json] [--index DIR]; exit code 1 when the wiki has nothing, 2 when it could not be asked
import { parseArgs } from 'node:util';
import { loggerFor, openEngine, PROJECT_ROOT, runMain, userPath } from '../src/bootstrap.ts';
import { loadConfig } from '../src/config.ts';
import { Failure } from '../src/failure.ts';
import { createTranslations, languageFor, translateTo } from '../src/locales/translations.ts';
import { renderAnswerText } from '../src/terminal/render-answer.ts';

/** Unlike the other commands: 1 is the honest answer "nothing". */
const FAILED = 2;

await runMain(async (env) => {
  const { values, positionals } = parseArgs({
    options: { json: { type: 'boolean', default: false }, index: { type: 'string' } },
    allowPositionals: true,
  });
  const question = positionals.join(' ').trim();
  if (question === '')
    throw new Failure('config', 'there is no question; write: npm run ask -- "公司注销要多久"');
  const config = loadConfig(env, PROJECT_ROOT);
  if (values.index !== undefined) config.indexDir = userPath(values.index);
  const engine = await openEngine(config, loggerFor(config));
  try {
    const answer = await engine.answerer.answer(question);
    const t = translateTo(
      createTranslations(),
      languageFor(/^(?:zh|en)/i.exec(env['LC_ALL'] ?? env['LANG'] ?? '')?.[0]),
    );
    const text = values.json
      ? JSON.stringify(answer, null, 2)
      : renderAnswerText(answer, { t, colour: process.stdout.isTTY });
    process.stdout.write(`${text}\n`);
    return answer.kind === 'nothing' ? 1 : 0;
  } finally {
    await engine.close();
  }
}, FAILED);
