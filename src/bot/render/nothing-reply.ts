// That there is no passage: why, and whom to turn to.
import type { NothingAnswer } from '../../answer/answer.ts';
import { contactLabel, contactSentence, leadsToPeople, nothingText } from '../../locales/nothing-text.ts';
import { type AnswerView, readingHtml } from './answer-view.ts';
import { allTopicsButton, articleRows, linkRow } from './buttons.ts';
import { buttonText, escapeHtml } from './html.ts';
import { type Reply, rows } from './reply.ts';

export function renderNothing(answer: NothingAnswer, { t, example, contact }: AnswerView): Reply {
  const people = leadsToPeople(answer) ? contact : undefined;
  // Telegram has no buttons for mail and telephone: such an address stands in the text.
  const row = people === undefined ? [] : linkRow(buttonText(contactLabel(people, t)), people.url);
  const sentence = people && contactSentence(people, t, row.length > 0);
  const { topics = [] } = answer;
  // Topics close to the question are worth more than any other question.
  const text = nothingText(answer, t, topics.length > 0 ? undefined : example, sentence);
  const close = topics.length > 0 ? `\n\n${t('nothing-close')}` : '';
  return {
    html: readingHtml(answer, t) + escapeHtml(text + close),
    buttons: rows(...articleRows(topics), row, answer.reason === 'about' ? [allTopicsButton(t)] : []),
  };
}
