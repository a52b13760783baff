import { OUTCOMES, type Outcome } from '../answer/outcome.ts';
import type { DayCounts } from './insight.ts';

/**
 * The colour of an outcome in drawings, and the sign nearest to it for texts. Neighbours in a bar differ in lightness as
 * well, for those who cannot tell red from green.
 */
export const OUTCOME_LOOKS: Readonly<Record<Outcome, { colour: string; sign: string }>> = {
  found: { colour: '#2f8f53', sign: '🟩' },
  unsure: { colour: '#f2c230', sign: '🟨' },
  topics: { colour: '#2f6fc4', sign: '🟦' },
  nothing: { colour: '#ef8d22', sign: '🟧' },
  'small-talk': { colour: '#8a6148', sign: '🟫' },
  failed: { colour: '#d8343f', sign: '🟥' },
};

/** What a chart of days is drawn from: for each outcome its count of every day, the first day first. */
export function outcomeSeries(
  days: readonly DayCounts[],
): { key: Outcome; colour: string; counts: number[] }[] {
  return OUTCOMES.map((key) => ({
    key,
    colour: OUTCOME_LOOKS[key].colour,
    counts: days.map(({ outcomes }) => outcomes[key] ?? 0),
  }));
}
