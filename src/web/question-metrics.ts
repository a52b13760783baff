// Questions and what became of them, for Prometheus: the counts that operators also see by day, under the same names.
// What may have any number of values, such as topics, is counted by day only.
import { Counter, Histogram, type Registry } from 'prom-client';
import { CHANNELS, type Observe } from '../answer/observed.ts';
import { OUTCOMES, outcomesOf } from '../answer/outcome.ts';

/** Bounds of the histogram, in seconds: an answer takes milliseconds, sending it hundreds. */
const BUCKETS_S = [0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1, 2.5, 5, 10, 30];

/** @returns what counts; an inline query is sent with every letter, and counts when a result of it is chosen */
export function createQuestionMetrics(registers: Registry[]): Observe {
  const questions = new Counter({
    name: 'wenda_questions_total',
    help: 'Questions by how they ended.',
    registers,
    labelNames: ['outcome'] as const,
  });
  const channels = new Counter({
    name: 'wenda_channels_total',
    help: 'Questions by where they were asked.',
    registers,
    labelNames: ['channel'] as const,
  });
  const languages = new Counter({
    name: 'wenda_languages_total',
    help: 'Questions by the language of the bot for the reader.',
    registers,
    labelNames: ['language'] as const,
  });
  const votes = new Counter({
    name: 'wenda_votes_total',
    help: 'Votes, also those that were taken back or changed later.',
    registers,
    labelNames: ['vote'] as const,
  });
  const duration = new Histogram({
    name: 'wenda_time_to_answer_seconds',
    help: 'Time from a message until its answer is out.',
    registers,
    buckets: BUCKETS_S,
  });
  // They have a zero before the first is counted, so that a rate sees the first.
  for (const outcome of OUTCOMES) questions.inc({ outcome }, 0);
  for (const channel of CHANNELS) channels.inc({ channel }, 0);
  for (const vote of ['up', 'down']) votes.inc({ vote }, 0);

  return (observed) => {
    const { channel } = observed;
    switch (observed.kind) {
      case 'asked': {
        const ended = outcomesOf(observed.answer);
        if (ended.length === 0) return;
        for (const outcome of ended) questions.inc({ outcome });
        channels.inc({ channel }, ended.length);
        languages.inc({ language: observed.language }, ended.length);
        duration.observe(observed.tookMs / 1000);
        return;
      }
      case 'failed':
        questions.inc({ outcome: 'failed' });
        channels.inc({ channel });
        return;
      case 'read':
        if (channel === 'inline') channels.inc({ channel });
        return;
      case 'voted':
        if (observed.vote !== undefined) votes.inc({ vote: observed.vote });
        return;
      case 'handed-over':
    }
  };
}
