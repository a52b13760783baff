// Which gap comes first: that which most people met, and that which troubles them most.
import { countAskers, type Signal } from './gap-tables.ts';
import type { SignalKind } from './insight.ts';

/** How much a signal of a kind weighs. */
const SEVERITY: Readonly<Record<SignalKind, number>> = {
  // The second try may have been answered.
  'asked-again': 1,
  // What was shown may have been enough without a tap.
  unsure: 1.5,
  // Surely nothing was shown.
  nothing: 2,
  // Something wrong was shown: worse than nothing, and said by a reader.
  'voted-down': 3,
  // It took a reader's patience, and a person's time.
  'handed-over': 4,
};

/** Askers times the mean weight of their signals. @param signals those of one gap that count */
export function urgency(signals: readonly Signal[]): number {
  if (signals.length === 0) return 0;
  const weight = signals.reduce((sum, { kind }) => sum + SEVERITY[kind], 0);
  return (countAskers(signals) * weight) / signals.length;
}
