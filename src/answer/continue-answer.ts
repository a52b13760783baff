// Shows more of the last answer, less of it, or the next result of the same question.
import type { OpenIndex } from '../index/open-index.ts';
import { type ShapedText, spansWithin } from '../corpus/shape.ts';
import type { Excerpt } from '../retrieval/excerpt.ts';
import type { Passage } from '../retrieval/hit.ts';
import { onCharacterBoundary } from '../text/cuts.ts';
import type { Act } from './acts.ts';
import type { Answer, ContinuedAnswer } from './answer.ts';
import { type AnswerComposer, readingOf, type Search } from './compose-answer.ts';
import type { LastAnswer } from './last-answer.ts';

/** Longest part of a section that "more" shows, in UTF-16 units; a button leads to the rest. */
const MAX_SHOWN = 1500;

type Dependencies = { index: OpenIndex; composer: AnswerComposer };

export function createContinuation({
  index,
  composer,
}: Dependencies): (act: Act, last: LastAnswer, question: string, search: Search) => Promise<Answer> {
  return async function continued(act, last, question, search) {
    const { retrieval } = search;
    const listed = composer.listed(retrieval);
    const position = act === 'else' ? last.position + 1 : last.position;
    const passage = act === 'more' ? sectionToRead(last) : listed[position];
    const [shown] = passage === undefined ? [] : await composer.show([passage], retrieval);
    if (passage === undefined || shown === undefined)
      return { kind: 'nothing', question, confidence: 0, reason: 'no-more' };
    const answer: ContinuedAnswer = {
      kind: 'continued',
      question,
      ...readingOf(search),
      confidence: retrieval.confidence,
      passage: shown,
      position,
      count: Math.max(listed.length, position + 1),
      related: composer.relatedTo(passage, retrieval),
    };
    switch (act) {
      case 'else':
        return answer;
      case 'more':
        return { ...answer, passage: { ...shown, excerpt: wholeExcerpt(textOf(passage)) } };
      case 'short':
        return { ...answer, passage: { ...shown, excerpt: bestOnly(shown.excerpt) } };
    }
  };

  /** The section that was shown in part; otherwise the one after it. */
  function sectionToRead({ articleId, shown }: LastAnswer): Passage | undefined {
    const sections = index.catalogue.byId(articleId)?.sections ?? [];
    const at = sections.findIndex(({ id }) => id === shown?.sectionId);
    const section = sections[shown?.isWhole === true ? at + 1 : Math.max(0, at)];
    if (section === undefined) return undefined;
    return { ordinal: section.firstPassage, ...index.catalogue.place(section.firstPassage) };
  }

  function textOf({ sectionIndex }: Passage): ShapedText {
    return index.texts.section(sectionIndex);
  }
}

function wholeExcerpt({ text, spans }: ShapedText): Excerpt {
  const end = text.length <= MAX_SHOWN ? text.length : onCharacterBoundary(text, MAX_SHOWN);
  const shown = { start: 0, end };
  const sentence = { text: text.slice(0, end), best: false, spans: spansWithin(spans, shown), marks: [] };
  return { sentences: [{ ...sentence, gapBefore: false }], gapAfter: end < text.length };
}

function bestOnly({ sentences }: Excerpt): Excerpt {
  const best = sentences.filter(({ best }) => best);
  return { sentences: best.length > 0 ? best : sentences.slice(0, 1), gapAfter: true };
}
