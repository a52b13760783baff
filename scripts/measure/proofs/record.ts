// The stored results of proofs: JSON with the last run of every proof.
import type { BenchReport } from '../comparison.ts';
import type { Proof } from './proof.ts';

/** The last run of one proof. */
export type ProofRecord = {
  name: string;
  /** The command that repeats it. */
  command: string;
  /** ISO 8601, UTC. */
  date: string;
  machine: BenchReport['machine'];
  node: string;
  /** Runs that were requested, and those that were done in the given time. */
  runs: number;
  done: number;
  seed: number;
  seconds: number;
  /** The count of each outcome. */
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
 * Replaces earlier records of the same proofs with new ones.
 * @param earlier the JSON of records; undefined if there are none
 * @throws Error when it is not such JSON
 */
export function mergeRecords(earlier: string | undefined, records: readonly ProofRecord[]): ProofRecord[] {
  const before = earlier === undefined ? [] : (JSON.parse(earlier) as ProofRecord[]);
  if (!Array.isArray(before)) throw new Error('these are not results of proofs');
  const others = before.filter(({ name }) => !records.some((record) => record.name === name));
  return [...others, ...records].sort((a, b) => a.name.localeCompare(b.name));
}
