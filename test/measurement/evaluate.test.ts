import assert from 'node:assert/strict';
import { writeFileSync } from 'node:fs';
import path from 'node:path';
import { test } from 'node:test';
import { evaluateQuality, qualityLines, readQuestions } from '../../src/measurement/evaluate.ts';
import { openTestEngine } from '../support/engine.ts';
import { PROJECT } from '../support/project.ts';
import { temporaryFolder } from '../support/temporary.ts';

const engine = await openTestEngine();
const FILE = path.join(PROJECT, 'test', 'fixtures', 'questions.jsonl');

test('right, wrong and unanswerable questions are counted as such', async () => {
  const figures = await evaluateQuality(engine, await readQuestions(FILE, engine.index));
  assert.deepEqual(figures, {
    questions: 4,
    r1: { fused: 2 / 3, lexical: 2 / 3, vector: figures.r1.vector },
    excerpt: 2 / 3,
    answered: 1,
    falseAnswers: 0,
  });
  assert.ok((figures.r1.vector ?? 1) <= 2 / 3, 'the mislabelled question is right for no ranking');
  assert.match(qualityLines(figures).join('\n'), /right section first: fused +0\.667/);
});

test('without questions of a kind there is no share of it', async () => {
  const figures = await evaluateQuality(engine, []);
  assert.equal(figures.r1.fused, undefined);
  assert.match(qualityLines(figures).join('\n'), /unanswerable questions answered +–/);
});

test('a file that does not fit is told with its line', async () => {
  const read = (content: string) => {
    const file = path.join(temporaryFolder(), 'q.jsonl');
    writeFileSync(file, content);
    return readQuestions(file, engine.index);
  };
  await assert.rejects(read('{"q": "一"}\n{"frage": "二"}\n'), /q\.jsonl:2: not a question/);
  await assert.rejects(
    read('{"q": "一", "article": "elsewhere"}'),
    /q\.jsonl:1: the index has no article "elsewhere"; was it built from these articles\?/,
  );
  await assert.rejects(readQuestions('nowhere.jsonl', engine.index), /nowhere\.jsonl cannot be read/);
});
