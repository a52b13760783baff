// Answers as Telegram messages: pure functions of plain data.
import {
  type Answer,
  type AnswerPassage,
  type ArticleRef,
  type Reading,
  readingOfContinued,
} from '../../answer/answer.ts';
import { carriedBy } from '../../answer/last-answer.ts';
import { nothingText } from '../../locales/nothing-text.ts';
import type { Translate } from '../../locales/translations.ts';
import { bestSentence } from '../../retrieval/excerpt.ts';
import { type AnswerView, readingHtml } from './answer-view.ts';
import { articleRows, button, dropTopicRow, linkRow, sourceRow } from './buttons.ts';
import { escapeHtml } from './html.ts';
import { passageHtml } from './passage-html.ts';
import { pictureRow, picturesOf } from './picture-buttons.ts';
import { renderParts } from './parts-reply.ts';
import { type ButtonRow, type Reply, rows } from './reply.ts';
import { voteRow } from './vote-row.ts';

/** A passage in the list of results; the answer is its first. */
export type ListedResult = {
  passage: AnswerPassage;
  position: number;
  /** Which question of a message with several, from 0; the first by default. */
  part?: number | undefined;
  count: number;
  /** The answer's confidence for its first passage, 0 for the others. */
  confidence: number;
  /** How the question was read. */
  reading: Reading;
  related: readonly ArticleRef[];
};

export function renderAnswer(answer: Answer, view: AnswerView): Reply {
  const { t } = view;
  switch (answer.kind) {
    case 'found':
    case 'unsure': {
      const isFound = answer.kind === 'found';
      const result: ListedResult = {
        passage: isFound ? answer.main : answer.closest,
        position: 0,
        count: 1 + answer.next.length,
        confidence: answer.confidence,
        related: isFound ? answer.related : answer.topics,
        reading: answer,
      };
      const reply = renderResult(result, view);
      const doubt = isFound ? '' : `${escapeHtml(t('unsure'))}\n\n`;
      return { ...reply, html: readingHtml(answer, t) + doubt + reply.html };
    }
    case 'continued': {
      const reply = renderResult({ ...answer, confidence: 0, reading: answer }, view);
      return { ...reply, html: readingHtml(readingOfContinued(answer), t) + reply.html };
    }
    case 'parts':
      return renderParts(answer, view);
    case 'topics':
      return {
        html: readingHtml(answer, t) + escapeHtml(t('topics-named')),
        buttons: articleRows(answer.topics),
      };
    case 'nothing':
      return {
        html: readingHtml(answer, t) + escapeHtml(nothingText(answer, t, view.example)),
        buttons: answer.reason === 'about' ? [[button(t('button-all-topics'), { kind: 'letters' })]] : [],
      };
  }
}

/** One result with its buttons. */
export function renderResult(result: ListedResult, view: AnswerView): Reply {
  const { t, groupLink } = view;
  const { passage, related, reading, position, part } = result;
  const { article, ref } = passage;
  const carried = carriedBy(reading);
  const drop = position > 0 ? [] : dropTopicRow(reading, t);
  const votes = voteRow(passage, result.confidence, view.generation);
  const html = passageHtml(passage, view);
  const page = linkRow(
    t('button-page'),
    view.pageUrl?.(article.slug, ref.sectionId, bestSentence(passage.excerpt)),
  );
  if (groupLink !== undefined) {
    const open = { text: t('button-open-private'), url: groupLink(ref.sectionId) };
    return { html, buttons: rows(drop, pagerRow(result, t), votes, [open], page) };
  }
  const read: ButtonRow = [
    button(t('button-whole-section'), {
      kind: 'whole-section',
      page: 0,
      position,
      sectionId: ref.sectionId,
      carried,
      part,
    }),
    button(t('button-whole-article'), { kind: 'whole-article', articleId: article.articleId }),
    ...page,
    ...sourceRow(article.source, t),
  ];
  const shown = passage.excerpt.sentences.flatMap(({ spans }) => spans);
  const pictures = view.pictures ? pictureRow(picturesOf(shown, ref.sectionId)) : [];
  return { html, buttons: rows(drop, pagerRow(result, t), pictures, read, ...articleRows(related), votes) };
}

function pagerRow(result: ListedResult, t: Translate): ButtonRow {
  const { position, part, count, reading } = result;
  const carried = carriedBy(reading);
  const row: ButtonRow = [];
  if (position > 0)
    row.push(button(t('button-previous'), { kind: 'result', position: position - 1, carried, part }));
  if (position < count - 1)
    row.push(
      button(t('button-next', { position: position + 2, count }), {
        kind: 'result',
        position: position + 1,
        carried,
        part,
      }),
    );
  return row;
}
