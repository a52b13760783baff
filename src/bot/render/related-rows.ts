// Related topics below an answer: one row, which opens into the whole list.
import type { ArticleRef } from '../../answer/answer.ts';
import type { Translate } from '../../locales/translations.ts';
import { displayWidth } from '../../text/display-width.ts';
import type { ResultPlace } from '../callback-data.ts';
import { HALF_ROW } from './button-rows.ts';
import { articleRows, button } from './buttons.ts';
import type { ButtonRow } from './reply.ts';

/** Widest title that a third of a row shows on a phone of 390 px, in columns; Telegram cuts longer ones off. */
const MAX_IN_THIRD = 12;

/**
 * At most two topics and the button that opens all; that button is the row's label. Two titles that would be cut off make
 * way for one: the first that has room in half of the row.
 */
export function relatedRow(related: readonly ArticleRef[], place: ResultPlace, t: Translate): ButtonRow {
  const two = related.slice(0, 2);
  const fit = two.every(({ title }) => displayWidth(title) <= MAX_IN_THIRD);
  const one = related.find(({ title }) => displayWidth(title) <= HALF_ROW) ?? related[0];
  const shown = fit ? two : one === undefined ? [] : [one];
  return shown.length === 0
    ? []
    : [...articleRows(shown).flat(), button(t('button-more-related'), { kind: 'related', ...place })];
}

/** All of them, and the way back to the answer. */
export function relatedRows(related: readonly ArticleRef[], place: ResultPlace, t: Translate): ButtonRow[] {
  return [...articleRows(related), [button(t('button-back-to-answer'), { kind: 'result', ...place })]];
}
