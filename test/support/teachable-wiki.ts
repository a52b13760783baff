// A wiki that learns, over an index that tests share.
import { createLiveWiki, type LiveWiki } from '../../src/answer/live-wiki.ts';
import { withRetriever } from '../../src/answer/wiki.ts';
import type { Lessons } from '../../src/retrieval/lessons.ts';
import type { TeachableWiki } from '../../src/teaching/create-teaching.ts';
import type { TestEngine } from './engine.ts';

export function teachable({ index, retriever, wiki }: TestEngine): TeachableWiki & { live: LiveWiki } {
  // Others go on with it.
  const live = createLiveWiki({ index: { ...index, close: () => undefined }, retriever, wiki });
  const taught = (lessons: Lessons): ReturnType<LiveWiki['newest']> => {
    const { index: same, retriever: before, wiki: current } = live.newest();
    const next = before.withLessons(lessons);
    return { index: same, retriever: next, wiki: withRetriever(current, { index: same, retriever: next }) };
  };
  return {
    live,
    learn: (lessons) => {
      live.swap(taught(lessons));
    },
    trial: (lessons) => taught(lessons).wiki.unmetered,
  };
}
