// One measure of the bench: Wenda's figure, the comparison's figure from the same run, and the ratio to reach.

/** The goal for the ratio of our figure to the other. */
export type Goal = { atLeast: number } | { atMost: number };

export type Unit = 'passages/s' | 'MB/s' | 's' | 'ms' | 'MB' | 'share';

export type Measured = {
  /** Its name on the command line and in the JSON. */
  name: string;
  measure: string;
  /** Name of the comparison. */
  against: string;
  goal: Goal;
  /** Passages in the measured corpus. */
  passages: number;
  unit: Unit;
  ours: number;
  theirs: number;
  /** What a reader must know to interpret the figures. */
  note?: string;
};

/** A measure that failed. */
export type Unmeasured = Pick<Measured, 'name' | 'measure' | 'against'> & { goal?: Goal; reason: string };

export type Comparison = (Measured & { ratio: number; reached: boolean }) | Unmeasured;

/** The ratio of our figure to the other, and whether it reaches the goal. */
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
  /** Versions of node and of the measured packages. */
  versions: Record<string, string>;
  model: string;
  seed: number;
  /** As requested; each comparison states its own number. */
  passages: number;
  comparisons: Comparison[];
};
