import assert from 'node:assert/strict';
import { test } from 'node:test';
import type { Observed } from '../../src/answer/observed.ts';
import { addressOf, createPageQuestions, type PageSearch } from '../../src/web/reader/page-questions.ts';
import { nothing } from '../support/gaps.ts';

type Asked = Extract<Observed, { kind: 'asked' }>;

function createPages() {
  const told: Asked[] = [];
  let time = Date.parse('2026-11-24T12:00:00Z');
  let waiting: { at: number; task: () => void }[] = [];
  const search = createPageQuestions({
    observe: (observed) => {
      if (observed.kind === 'asked') told.push(observed);
    },
    now: () => time,
    later: (ms, task) => {
      const one = { at: time + ms, task };
      waiting.push(one);
      return () => {
        waiting = waiting.filter((other) => other !== one);
      };
    },
  });
  const pass = (ms: number): void => {
    time += ms;
    const due = waiting.filter(({ at }) => at <= time);
    waiting = waiting.filter(({ at }) => at > time);
    for (const { task } of due) task();
  };
  const ask = (question: string, more: Partial<PageSearch> = {}): void => {
    search({
      answer: nothing(question),
      address: '192.0.2.1',
      isTyped: false,
      language: 'en',
      tookMs: 1,
      ...more,
    });
  };
  const type = (question: string): void => {
    ask(question, { isTyped: true });
  };
  return { told, questions: () => told.map(({ answer }) => answer.question), pass, ask, type };
}

test('what is typed is one question, once typing has stopped', () => {
  const { questions, pass, type } = createPages();
  for (const text of ['海外', '海外仓', '海外仓怎么', '海外仓怎么备案']) {
    type(text);
    pass(800);
  }
  assert.deepEqual(questions(), []);
  pass(5000);
  assert.deepEqual(questions(), ['海外仓怎么备案']);
  type('海外仓怎么备案');
  pass(5000);
  assert.equal(questions().length, 1);
});

test('a sent form is a question at once, and the same with what was typed for it or when it is loaded again', () => {
  const { questions, pass, ask, type } = createPages();
  type('海外仓');
  type('海外仓怎么备案');
  ask('海外仓怎么备案');
  assert.deepEqual(questions(), ['海外仓怎么备案']);
  pass(6000);
  ask('海外仓怎么备案');
  pass(6000);
  assert.equal(questions().length, 1);
  ask('码头几点关门');
  assert.equal(questions().length, 2);
});

test('visitors are told apart for a day, and nothing says who they are', () => {
  const { told, pass, ask } = createPages();
  ask('a');
  ask('b');
  ask('c', { address: '192.0.2.2' });
  ask('d', { address: undefined });
  pass(86_400_000);
  ask('e');
  const [first, same, other, unknown, tomorrow] = told.map(({ asker }) => asker);
  assert.equal(first, same);
  assert.equal(new Set([first, other, unknown, tomorrow]).size, 4);
  assert.doesNotMatch(JSON.stringify(told), /192/);
  assert.ok(told.every(({ channel, chat }) => channel === 'page' && chat === undefined));
});

test('a proxy on this machine says where a visitor comes from, others cannot', () => {
  assert.equal(addressOf({ address: '127.0.0.1' }, '203.0.113.9, 198.51.100.7'), '198.51.100.7');
  assert.equal(addressOf({ address: '::ffff:127.0.0.1' }, undefined), '::ffff:127.0.0.1');
  assert.equal(addressOf({ address: '198.51.100.7' }, '203.0.113.9'), '198.51.100.7');
  assert.equal(addressOf(undefined, undefined), undefined);
});
