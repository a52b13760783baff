// Buttons that several messages have.
import type { Topic } from '../../answer/answer.ts';
import type { Translate } from '../../locales/translations.ts';
import { type CallbackData, encodeCallback } from '../callback-data.ts';
import { buttonText } from './html.ts';
import type { ButtonRow } from './reply.ts';

export function button(text: string, data: CallbackData): ButtonRow[number] {
  return { text: buttonText(text), callback_data: encodeCallback(data) };
}

/**
 * The link to the source page. Telegram refuses a whole message for a link to a host it does not take (localhost, a
 * name without a dot), so such an address, which is no use to a reader outside anyway, gives no button.
 */
export function sourceRow(source: string | undefined, t: Translate): ButtonRow {
  if (source === undefined || !/\.[a-z]{2,}$|^(?:\d+\.){3}\d+$/i.test(new URL(source).hostname)) return [];
  return [{ text: t('button-source'), url: new URL(source).href }];
}

/** A button a row: titles are too long for two. Pressed, a topic opens as a message of its own. */
export function topicRows(topics: readonly Topic[]): ButtonRow[] {
  return topics.map(({ title, articleId }) => [button(title, { kind: 'topic', articleId })]);
}
