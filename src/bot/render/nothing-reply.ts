// That there is no passage: why, and whom to turn to.
import type { NothingAnswer } from '../../answer/answer.ts';
import { contactLabel, contactSentence, leadsToPeople, nothingText } from '../../locales/nothing-text.ts';
import { type AnswerView, readingHtml } from './answer-view.ts';
import { allTopicsButton, articleRows, linkRow } from './buttons.ts';
import { buttonText, escapeHtml } from './html.ts';
import { type ButtonRow, type Reply, rows } from './reply.ts';

export function renderNothing(answer: NothingAnswer, view: AnswerView): Reply {
  const { t, example } = view;
  const { row, sentence } = wayToPeople(answer, view);
  const { topics = [] } = answer;
  // Topics close to the question are worth more than any other question.
  const text = nothingText(answer, t, topics.length > 0 ? undefined : example, sentence);
  const close = topics.length > 0 ? `\n\n${t('nothing-close')}` : '';
  return {
    html: readingHtml(answer, t) + escapeHtml(text + close),
    buttons: rows(...articleRows(topics), row, answer.reason === 'about' ? [allTopicsButton(t)] : []),
  };
}

/**
 * The button that leads from such an answer to a person, and the sentence about it. Telegram has no buttons for mail and
 * telephone: such an address stands in the sentence.
 */
export function wayToPeople(
  answer: NothingAnswer,
  { t, contact }: AnswerView,
): { row: ButtonRow; sentence: string | undefined } {
  if (contact === undefined || !leadsToPeople(answer)) return { row: [], sentence: undefined };
  const row = linkRow(buttonText(contactLabel(contact, t)), contact.url);
  return { row, sentence: contactSentence(contact, t, row.length > 0) };
}
