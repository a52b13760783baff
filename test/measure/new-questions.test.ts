// The retriever remembers the last questions: what a bench measures must be new to it, or it measures the memory.
import assert from 'node:assert/strict';
import { test } from 'node:test';
import { measureServing } from '../../scripts/measure/serving.ts';
import { measureTyping } from '../../scripts/measure/typing.ts';
import { openHashingEngine } from '../support/engine.ts';
import { SAMPLE_ARTICLES } from '../support/project.ts';

const { index, answerer, retriever } = await openHashingEngine(SAMPLE_ARTICLES);

test('no question is measured that was asked before', async () => {
  const asked: string[] = [];
  const { questions } = await measureServing({
    answerer: {
      ...answerer,
      answer: (question) => {
        asked.push(question);
        return answerer.answer(question);
      },
    },
    index,
  });
  assert.ok(questions > 100 && asked.length > questions, 'some to warm up');
  assert.equal(new Set(asked).size, asked.length);
});

test('nothing typed is measured that was typed before', async () => {
  const typed: string[] = [];
  const { queries } = await measureTyping({
    index,
    retriever,
    answerInline: (query) => {
      typed.push(query);
      return Promise.resolve();
    },
  });
  assert.ok(queries > 100 && typed.length > queries, 'some to warm up');
  assert.equal(new Set(typed).size, typed.length);
});
