// Asks once, in the terminal. Unlike in other commands, exit code 1 is a valid answer: the wiki has nothing.
import { createWiki } from '../src/answer/wiki.ts';
import { withSearch } from '../src/app/open-search.ts';
import { terminalWords } from '../src/app/terminal-words.ts';
import { runCommand } from '../src/app/command-line.ts';
import { Failure } from '../src/system/failure.ts';
import { createRetriever } from '../src/retrieval/retriever.ts';
import { renderAnswerText } from '../src/terminal/render-answer.ts';

const ASK = {
  name: 'npm run -s ask',
  operands: 'QUESTION',
  about: 'Answers one question in the terminal.',
  options: {
    json: { type: 'flag', help: 'print the whole answer with its scores' },
    index: { type: 'path', value: 'DIR', help: 'the index to ask instead of INDEX_DIR' },
  },
  exitCodes: { 0: 'an answer, or close topics', 1: 'nothing', 2: 'failed' },
  failed: 2,
} as const;

await runCommand(ASK, async (env, { values, operands }) => {
  const question = operands.join(' ').trim();
  if (question === '') throw new Failure('config', 'there is no question; write: npm run -s ask -- QUESTION');
  return withSearch(env, values.index, async ({ index, embedder, options }) => {
    const retriever = createRetriever({ index, embedder, ...options });
    const { answerer, links } = createWiki({ index, retriever });
    const answer = await answerer.answer(question);
    const text = values.json
      ? JSON.stringify(answer, null, 2)
      : renderAnswerText(answer, { t: terminalWords(env), colour: process.stdout.isTTY, links });
    process.stdout.write(`${text}\n`);
    return answer.kind === 'nothing' ? 1 : 0;
  });
});
