// Readers and a wiki without a search, for tests of what becomes of their questions. Meanings are real: hashed terms as
// vectors, and the words of the retriever.
import type { Answer, AnswerPassage, SingleAnswer } from '../../src/answer/answer.ts';
import type { Channel, Observed } from '../../src/answer/observed.ts';
import type { GapInsight } from '../../src/insight/create-insight.ts';
import type { Meaning, MeaningOf } from '../../src/insight/likeness.ts';
import {
  createMemoryInsight,
  openInsightIn,
  type OpenInsightOptions,
} from '../../src/insight/open-insight.ts';
import { createPseudonyms } from '../../src/insight/pseudonyms.ts';
import { queryTerms } from '../../src/retrieval/query-terms.ts';
import { normalise } from '../../src/text/normal-form.ts';
import { createHandClock, type HandClock } from './hand-clock.ts';
import { openHashing } from './hashing-embedder.ts';

const embedder = await openHashing();

export const hashedMeaning: MeaningOf = async (question) => {
  const normal = normalise(question);
  const [vector = new Float32Array()] = await embedder.embed([normal], 'query');
  return { vector, words: new Map(queryTerms(normal).map(({ term, weight }) => [term, weight])) };
};

/** Meanings of a model that gives unrelated texts a cosine of about .75, as multilingual-e5-small does. */
export function squeezed(meaningOf: MeaningOf): MeaningOf {
  return async (question): Promise<Meaning> => {
    const { vector, words } = await meaningOf(question);
    const common = Math.sqrt(0.75);
    return { vector: Float32Array.from([...vector.map((value) => value / 2), common]), words };
  };
}

const passage = (sectionId: string): AnswerPassage => ({
  ref: { sectionId, ordinal: 0 },
  article: { articleId: 'a', slug: 'a', title: 'A', date: '2026-01-01', views: 0 },
  headingPath: [],
  breadcrumb: [],
  // Nothing here reads it.
  excerpt: {} as AnswerPassage['excerpt'],
});
const scored = (sectionId: string) => ({
  ...passage(sectionId),
  scores: {} as Extract<Answer, { kind: 'found' }>['main']['scores'],
});

export const nothing = (question: string): SingleAnswer => ({
  kind: 'nothing',
  question,
  confidence: 0,
  reason: 'no-match',
});
export const unsure = (question: string, sectionId = 's'): SingleAnswer => ({
  kind: 'unsure',
  question,
  confidence: 0.5,
  closest: scored(sectionId),
  next: [],
  topics: [],
});
export const found = (question: string, sectionId = 's'): SingleAnswer => ({
  kind: 'found',
  question,
  confidence: 0.9,
  main: scored(sectionId),
  next: [],
  related: [],
});

type Who = { chat?: string; channel?: Channel; message?: string };

export type GapWorld = {
  insight: GapInsight;
  clock: HandClock;
  problems: string[];
  /** A reader asks, in private unless it says where. */
  ask: (asker: string, answer: Answer, who?: Who) => Promise<void>;
  tell: (asker: string, told: Told, who?: Who) => Promise<void>;
  /** Questions that the wiki answers now, and the sections that answer them. */
  answered: Map<string, string>;
  /** Two minutes pass, and gaps are made. */
  cluster: () => Promise<void>;
};
type Told =
  | { kind: 'read' }
  | { kind: 'failed' }
  | Pick<Extract<Observed, { kind: 'voted' }>, 'kind' | 'vote' | 'reason' | 'question' | 'sectionId'>
  | { kind: 'handed-over'; question: string };

const KEY = Buffer.alloc(32, 7);

/** @param folder where gaps are kept; in memory without one */
export async function openGapWorld(
  folder?: string,
  { clock = createHandClock(), ...more }: Partial<OpenInsightOptions> & { clock?: HandClock } = {},
): Promise<GapWorld> {
  const answered = new Map<string, string>();
  const problems: string[] = [];
  const options: OpenInsightOptions = {
    meaningOf: hashedMeaning,
    sectionFound: (question) => Promise.resolve(answered.get(question)),
    timeZone: 'Asia/Shanghai',
    now: clock.now,
    wait: clock.wait,
    onProblem: (message) => problems.push(message),
    ...more,
  };
  const insight =
    folder === undefined
      ? createMemoryInsight(createPseudonyms(KEY), options)
      : await openInsightIn(folder, options);
  const observe = async (asker: string, event: Told | AskedEvent, who: Who = {}): Promise<void> => {
    const { chat = asker, channel = chat === asker ? 'private' : 'group' } = who;
    insight.observe({ ...event, asker, chat, channel, at: options.now() });
    await insight.settled();
  };
  let messages = 0;
  return {
    insight,
    clock,
    problems,
    answered,
    ask: (asker, answer, who) =>
      observe(
        asker,
        { kind: 'asked', answer, language: 'zh-hans', tookMs: 5, message: who?.message ?? `m${messages++}` },
        who,
      ),
    tell: observe,
    cluster: async () => {
      await clock.pass(121_000);
      await insight.gaps.cluster();
    },
  };
}
type AskedEvent = Pick<
  Extract<Observed, { kind: 'asked' }>,
  'kind' | 'answer' | 'language' | 'tookMs' | 'message'
>;
