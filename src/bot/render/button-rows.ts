// How many buttons stand in a row: on a phone a button that is cut off says nothing.
import { displayWidth } from '../../text/display-width.ts';
import type { ButtonRow } from './reply.ts';

/** Columns that half the width of a phone shows: nine Han characters. */
export const HALF_ROW = 18;

/** Rows of one button, or of two short ones that follow each other. */
export function pairRows(buttons: ButtonRow): ButtonRow[] {
  const rows: ButtonRow[] = [];
  for (const button of buttons) {
    const before = rows.at(-1);
    const [alone] = before ?? [];
    if (alone !== undefined && before?.length === 1 && isShort(alone) && isShort(button)) before.push(button);
    else rows.push([button]);
  }
  return rows;
}

function isShort({ text }: ButtonRow[number]): boolean {
  return displayWidth(text) <= HALF_ROW;
}
