// One measure of the bench: what Wenda does beside what something else does in the same run, and the ratio to reach.

/** What the ratio of ours to the other's is to be. */
export type Goal = { atLeast: number } | { atMost: number };

export type Unit = 'passages/s' | 's' | 'ms' | 'MB' | 'share';

export type Measured = {
  /** What it is called on the command line, and in the JSON. */
  name: string;
  measure: string;
  /** What it is compared with. */
  against: string;
  goal: Goal;
  /** Passages in the corpus it was measured on. */
  passages: number;
  unit: Unit;
  ours: number;
  theirs: number;
  /** What a reader must know to read the figures right. */
  note?: string;
};

/** A measure that failed. */
export type Unmeasured = Pick<Measured, 'name' | 'measure' | 'against'> & { goal?: Goal; reason: string };

export type Comparison = (Measured & { ratio: number; reached: boolean }) | Unmeasured;

/** The ratio of ours to theirs, and whether it reaches the goal. */
export function judge(measured: Measured): Comparison {
  const ratio = measured.theirs === 0 ? NaN : measured.ours / measured.theirs;
  const { goal } = measured;
  return { ...measured, ratio, reached: 'atLeast' in goal ? ratio >= goal.atLeast : ratio <= goal.atMost };
}

/** How many times better than the goal: 1 is the goal itself, 2 twice as good, 0.5 half as good. */
export function timesTheGoal(ratio: number, goal: Goal): number {
  return 'atLeast' in goal ? ratio / goal.atLeast : goal.atMost / ratio;
}

/** Everything about one run. */
export type BenchReport = {
  /** ISO 8601, UTC. */
  date: string;
  machine: { cpu: string; cores: number; memoryGB: number; loadBefore: number; system: string };
  /** Of node and of the packages that were measured. */
  versions: Record<string, string>;
  model: string;
  seed: number;
  /** As asked for; each comparison says what it was measured on. */
  passages: number;
  comparisons: Comparison[];
};
