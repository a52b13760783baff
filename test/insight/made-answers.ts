// Answers as small as their types allow, of given sections.
import type {
  Answer,
  AnswerPassage,
  ContinuedAnswer,
  FoundAnswer,
  NothingAnswer,
  SingleAnswer,
  TopicsAnswer,
  UnsureAnswer,
} from '../../src/answer/answer.ts';

const SCORES = { fused: 1 } as FoundAnswer['main']['scores']; // no count looks at the others
const QUESTION = { question: '问', confidence: 0.5 };

function passage(articleId: string, sectionId: string): AnswerPassage {
  return {
    ref: { sectionId, ordinal: 0 },
    article: { articleId, slug: articleId, title: articleId, date: '2026-01-01', views: 0 },
    headingPath: [],
    breadcrumb: [],
    excerpt: { text: '', spans: [] } as unknown as AnswerPassage['excerpt'], // nor at the text
  };
}

export const found = (articleId: string, sectionId: string): FoundAnswer => ({
  ...{ kind: 'found', ...QUESTION, next: [], related: [] },
  main: { ...passage(articleId, sectionId), scores: SCORES },
});
export const unsure = (articleId: string, sectionId: string): UnsureAnswer => ({
  ...{ kind: 'unsure', ...QUESTION, next: [], topics: [] },
  closest: { ...passage(articleId, sectionId), scores: SCORES },
});
export const topics = (): TopicsAnswer => ({ kind: 'topics', ...QUESTION, topics: [] });
export const nothing = (reason: NothingAnswer['reason']): NothingAnswer => ({
  ...{ kind: 'nothing', ...QUESTION, reason },
});
export const continued = (articleId: string, sectionId: string): ContinuedAnswer => ({
  ...{ kind: 'continued', ...QUESTION, position: 0, count: 1, related: [] },
  passage: passage(articleId, sectionId),
});
export const parts = (...all: SingleAnswer[]): Answer => ({ kind: 'parts', ...QUESTION, parts: all });
