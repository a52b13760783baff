import { quantile } from '../statistics.ts';

export type Times = { p50: number; p95: number };

/**
 * Asks every question in every way, in turn, so that noise of the machine affects all ways alike. Milliseconds.
 * @param warmUp questions asked first and not measured
 */
export async function measureSearch<Q, K extends string>(
  questions: readonly Q[],
  warmUp: readonly Q[],
  ways: Record<K, (question: Q) => unknown>,
): Promise<Record<K, Times>> {
  const entries = Object.entries(ways) as [K, (question: Q) => unknown][];
  const times = new Map<K, number[]>(entries.map(([name]) => [name, []]));
  for (const question of warmUp) for (const [, ask] of entries) await ask(question);
  for (const question of questions) {
    for (const [name, ask] of entries) {
      const start = performance.now();
      await ask(question);
      times.get(name)?.push(performance.now() - start);
    }
  }
  const figures = entries.map(([name]) => {
    const all = times.get(name) ?? [];
    return [name, { p50: quantile(all, 0.5) ?? NaN, p95: quantile(all, 0.95) ?? NaN }];
  });
  return Object.fromEntries(figures) as Record<K, Times>;
}
