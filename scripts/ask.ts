// npm run ask -- "question" [--json] [--index DIR]; exit code 1 when the wiki has nothing, 2 when it could not be asked
import { parseArgs } from 'node:util';
import { createWiki } from '../src/answer/wiki.ts';
import { withSearch } from '../src/app/open-search.ts';
import { terminalWords } from '../src/app/terminal-words.ts';
import { runMain } from '../src/app/run-main.ts';
import { Failure } from '../src/system/failure.ts';
import { createRetriever } from '../src/retrieval/retriever.ts';
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
  return withSearch(env, values.index, async ({ index, embedder, options }) => {
    const retriever = createRetriever({ index, embedder, ...options });
    const answer = await createWiki({ index, retriever }).answerer.answer(question);
    const text = values.json
      ? JSON.stringify(answer, null, 2)
      : renderAnswerText(answer, { t: terminalWords(env), colour: process.stdout.isTTY });
    process.stdout.write(`${text}\n`);
    return answer.kind === 'nothing' ? 1 : 0;
  });
}, FAILED);
