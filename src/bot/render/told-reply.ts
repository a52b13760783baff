import type { FoundAnswer } from '../../answer/answer.ts';
import { clip } from '../../text/cuts.ts';
import type { Me } from '../as-meant.ts';
import { carrierOf } from '../question-of.ts';
import { renderAnswer } from './answer-reply.ts';
import type { AnswerView } from './answer-view.ts';
import { escapeHtml } from './html.ts';
import type { Reply } from './reply.ts';

/** UTF-16 units; the answer follows in the same message. */
const MAX_QUESTION = 300;

/** A question that was open, and its answer, for the private chat of the reader who asked. */
export function renderTold(question: string, answer: FoundAnswer, view: AnswerView, me: Me): Reply {
  const { html, buttons } = renderAnswer(answer, view);
  const told = `${escapeHtml(view.t('wish-told'))}\n❓ ${escapeHtml(clip(question, MAX_QUESTION))}`;
  return { html: `${carrierOf(answer.question, me) ?? ''}${told}\n\n${html}`, buttons };
}
