// The results of proofs as they are kept: JSON that says of every proof what was run last.
import type { BenchReport } from '../comparison.ts';
import type { Proof } from './proof.ts';

/** One proof that was run. */
export type ProofRecord = {
  name: string;
  /** What runs it again. */
  command: string;
  /** ISO 8601, UTC. */
  date: string;
  machine: BenchReport['machine'];
  node: string;
  /** Runs that were asked for, and that were done by the time that was given. */
  runs: number;
  done: number;
  seed: number;
  seconds: number;
  /** How often which outcome. */
  outcomes: Record<string, number>;
  figures: Record<string, string>;
  failures: string[];
  skipped: string[];
};

export function recordOf(
  proof: Proof,
  about: Omit<ProofRecord, 'done' | 'outcomes' | 'figures' | 'failures' | 'skipped'>,
): ProofRecord {
  const { done, outcomes, figures, failures, skipped } = proof;
  const sorted = [...outcomes].sort(([a], [b]) => a.localeCompare(b));
  return {
    ...about,
    done,
    outcomes: Object.fromEntries(sorted),
    figures: Object.fromEntries(figures),
    failures,
    skipped,
  };
}

/**
 * Puts new records in the place of earlier ones of the same proofs.
 * @param earlier the JSON of records; undefined when there are none
 * @throws Error when it is none
 */
export function mergeRecords(earlier: string | undefined, records: readonly ProofRecord[]): ProofRecord[] {
  const before = earlier === undefined ? [] : (JSON.parse(earlier) as ProofRecord[]);
  if (!Array.isArray(before)) throw new Error('these are no results of proofs');
  const others = before.filter(({ name }) => !records.some((record) => record.name === name));
  return [...others, ...records].sort((a, b) => a.name.localeCompare(b.name));
}
