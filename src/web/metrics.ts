// The metrics for an operator's Prometheus: how questions are answered, how long that takes, what is served, and how the
// traffic with Telegram goes.
import { collectDefaultMetrics, Gauge, Histogram, Registry } from 'prom-client';
import type { Answerer } from '../answer/answerer.ts';
import type { Observe } from '../answer/observed.ts';
import type { Meter } from '../answer/wiki.ts';
import type { Manifest } from '../index/manifest.ts';
import { createQuestionMetrics } from './question-metrics.ts';
import { createTelegramMetrics, type TelegramMetrics } from './telegram-metrics.ts';

/** The facts about the served index. */
export type ServedIndex = Pick<Manifest, 'generation' | 'builtAt'> & {
  corpus: Pick<Manifest['corpus'], 'articles' | 'passages'>;
};

export interface Metrics {
  /** Wenda's version. */
  readonly version: string;
  /**
   * The text for Prometheus.
   * @param served the currently served index; undefined while there is none
   */
  text(served: ServedIndex | undefined): Promise<string>;
  /** The content type of the text. */
  readonly contentType: string;
  /** The same answerer, timed. */
  meter: Meter;
  /** Counts questions and what became of them. */
  observe: Observe;
  /** Is told about the traffic with Telegram. */
  telegram: TelegramMetrics;
}

/** Bounds of the histogram, in seconds: answers take milliseconds. */
const BUCKETS_S = [0.001, 0.0025, 0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1, 2.5];

/**
 * @param version Wenda's own
 * @param now milliseconds since 1970
 */
export function createMetrics(version: string, now: () => number = Date.now): Metrics {
  const registry = new Registry();
  const registers = [registry];
  collectDefaultMetrics({ register: registry, prefix: 'wenda_' });
  new Gauge({
    name: 'wenda_build_info',
    help: 'The version of Wenda; always 1.',
    registers,
    labelNames: ['version'] as const,
  }).set({ version }, 1);
  const duration = new Histogram({
    name: 'wenda_step_duration_seconds',
    help: 'Time of answering, by step.',
    registers,
    labelNames: ['step'] as const,
    buckets: BUCKETS_S,
  });
  const running = new Gauge({
    name: 'wenda_queue_length',
    help: 'Questions being answered or waiting for the model.',
    registers,
  });
  const info = new Gauge({
    name: 'wenda_index_info',
    help: 'The generation that is served.',
    registers,
    labelNames: ['generation'] as const,
  });
  const size = new Gauge({
    name: 'wenda_index_size',
    help: 'Articles and passages served.',
    registers,
    labelNames: ['of'] as const,
  });
  const built = new Gauge({
    name: 'wenda_index_built_timestamp_seconds',
    help: 'When the generation was built.',
    registers,
  });

  async function timed<T>(step: string, task: () => Promise<T>): Promise<T> {
    const end = duration.startTimer({ step });
    running.inc();
    try {
      return await task();
    } finally {
      running.dec();
      end();
    }
  }

  function meter(answerer: Answerer): Answerer {
    const explain: Answerer['explain'] = (question, options) =>
      timed('answer', () => answerer.explain(question, options));
    return {
      explain,
      answer: async (question, options) => (await explain(question, options)).answer,
      // Asked at a build, by nobody.
      sure: (question) => answerer.sure(question),
      result: (question, position, options) =>
        timed('result', () => answerer.result(question, position, options)),
      list: (query, slice) => timed('list', () => answerer.list(query, slice)),
    };
  }

  return {
    version,
    text(served) {
      info.reset();
      if (served !== undefined) {
        const { generation, builtAt, corpus } = served;
        info.set({ generation }, 1);
        size.set({ of: 'articles' }, corpus.articles);
        size.set({ of: 'passages' }, corpus.passages);
        built.set(Date.parse(builtAt) / 1000);
      }
      return registry.metrics();
    },
    contentType: registry.contentType,
    meter,
    observe: createQuestionMetrics(registers),
    telegram: createTelegramMetrics(registers, now),
  };
}
