// Answers as Telegram messages: pure functions of plain data.
import { type Answer, type ArticleRef, readingOfContinued } from '../../answer/answer.ts';
import { actionRow, type ListedPassage, pageRow, placeOf, turnRow } from './action-row.ts';
import { type AnswerView, readingHtml } from './answer-view.ts';
import { articleRows, dropTopicRow, primary } from './buttons.ts';
import { copyRow } from './copy-row.ts';
import { escapeHtml } from './html.ts';
import { renderNothing } from './nothing-reply.ts';
import { passageHtml } from './passage-html.ts';
import { pictureRow, picturesOf } from './picture-buttons.ts';
import { renderParts } from './parts-reply.ts';
import { relatedRow, relatedRows } from './related-rows.ts';
import { type Reply, rows } from './reply.ts';
import { voteRow } from './vote-row.ts';

export type ListedResult = ListedPassage & {
  /** The answer's confidence for its first passage, 0 for the others. */
  confidence: number;
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
      return renderNothing(answer, view);
  }
}

/** One result with its buttons. */
export function renderResult(result: ListedResult, view: AnswerView): Reply {
  const { t, groupLink } = view;
  const { passage, related, reading, position } = result;
  const { excerpt, ref } = passage;
  const html = passageHtml(passage, view);
  if (view.opensRelated === true) return { html, buttons: relatedRows(related, placeOf(result), t) };
  const drop = position > 0 ? [] : dropTopicRow(reading, t);
  const votes = voteRow(passage, result.confidence, view.generation);
  if (groupLink !== undefined) {
    const open = primary({ text: t('button-open-private'), url: groupLink(ref.sectionId) });
    return { html, buttons: rows(drop, [...turnRow(result, view), ...pageRow(result, view)], [open], votes) };
  }
  const shown = excerpt.sentences.flatMap(({ spans }) => spans);
  const pictures = view.pictures ? pictureRow(picturesOf(shown, ref.sectionId)) : [];
  const more = relatedRow(related, placeOf(result), t);
  return { html, buttons: rows(drop, actionRow(result, view), copyRow(excerpt), pictures, more, votes) };
}
