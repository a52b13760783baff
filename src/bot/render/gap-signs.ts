// What is known of a gap, in words, for lists and cards.
import type { Gap, SignalKind } from '../../insight/insight.ts';
import type { Translate } from '../../locales/translations.ts';
import { REASONS } from '../../storage/state-store.ts';
import { encodeGapCallback, type GapCallback } from '../gap-callback.ts';
import { buttonText } from './html.ts';
import type { ButtonRow } from './reply.ts';

/** UTF-16 units of a question in a list. */
export const MAX_SHOWN_QUESTION = 120;

/** The most severe first. */
const SHOWN: readonly SignalKind[] = ['handed-over', 'voted-down', 'nothing', 'unsure', 'asked-again'];

export function gapButton(text: string, data: GapCallback): ButtonRow[number] {
  return { text: buttonText(text), callback_data: encodeGapCallback(data) };
}

/** `没有答案 3 · 👎 2（过时 1）` */
export function signsOf({ signals, reasons }: Gap, t: Translate): string {
  const why = REASONS.flatMap((reason) => {
    const count = reasons[reason] ?? 0;
    return count === 0 ? [] : [`${t(`reason-${reason}`)} ${count}`];
  }).join(t('gap-between'));
  return SHOWN.flatMap((kind) => {
    const count = signals[kind] ?? 0;
    if (count === 0) return [];
    const text = t(`signal-${kind}`, { count });
    return [kind === 'voted-down' && why !== '' ? t('gap-reasons', { text, reason: why }) : text];
  }).join(' · ');
}

/** The day of a time: `2026-11-02`. */
export function dayOf(iso: string): string {
  return iso.slice(0, 10);
}
