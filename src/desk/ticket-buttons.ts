import type { Translate } from '../locales/translations.ts';
import { encodeDesk } from './desk-callback.ts';

export type Keyboard = { text: string; callback_data: string }[][];

/** The survey's answers. */
export function scoreButtons(ticket: string): Keyboard {
  const score = (one: number): Keyboard[number][number] => ({
    text: String(one),
    callback_data: encodeDesk({ kind: 'rate', ticket, score: one }),
  });
  return [[1, 2, 3, 4, 5].map(score)];
}

/** The reader's way out. */
export function endButton(ticket: string, t: Translate): Keyboard {
  return [[{ text: t('button-end'), callback_data: encodeDesk({ kind: 'end', ticket }) }]];
}
