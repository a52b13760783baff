// Buttons shared by several messages.
import type { ArticleRef, Reading } from '../../answer/answer.ts';
import { carriedBy } from '../../answer/last-answer.ts';
import type { Translate } from '../../locales/translations.ts';
import { type CallbackData, encodeCallback } from '../callback-data.ts';
import { acceptedUrl, buttonText } from './html.ts';
import type { ButtonRow } from './reply.ts';

export function button(text: string, data: CallbackData): ButtonRow[number] {
  return { text: buttonText(text), callback_data: encodeCallback(data) };
}

/** The one main action of a message; clients that know no styles show it like the others. */
export function primary(action: ButtonRow[number]): ButtonRow[number] {
  return { ...action, style: 'primary' };
}

/**
 * A link. Telegram refuses a whole message for a link to a host it does not accept (localhost, a name without a dot).
 * Such an address, which is useless to remote readers anyway, gets no button.
 */
export function linkRow(text: string, address: string | undefined): ButtonRow {
  const url = address === undefined ? undefined : acceptedUrl(address);
  return url === undefined ? [] : [{ text, url }];
}

/** The link to the source page; `number` says which of several answers it belongs to. */
export function sourceRow(source: string | undefined, t: Translate, number = ''): ButtonRow {
  return linkRow(`${number} ${t('button-source')}`.trimStart(), source);
}

/** To the list of all topics, or to its letters. */
export function allTopicsButton(t: Translate): ButtonRow[number] {
  return button(t('button-all-topics'), { kind: 'all-topics' });
}

/** Answers the question again without the topic that was assumed. */
export function dropTopicRow(reading: Reading, t: Translate): ButtonRow {
  if (carriedBy(reading) === undefined) return [];
  const topic = reading.assumedTopic?.title ?? reading.understoodAs ?? '';
  return [button(t('button-drop-topic', { topic }), { kind: 'drop-topic' })];
}

/** One button per row: titles are too long for two. Pressing it opens the topic as a new message. */
export function articleRows(articles: readonly ArticleRef[]): ButtonRow[] {
  return articles.map(({ title, articleId }) => [button(title, { kind: 'article', articleId })]);
}
