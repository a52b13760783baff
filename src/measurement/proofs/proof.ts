/** What came of a proof: how often which outcome, and everything that must not happen, with its run. */
export type Proof = { outcomes: Map<string, number>; failures: string[] };

export function createProof(): Proof & { count: (outcome: string) => void } {
  const outcomes = new Map<string, number>();
  return {
    outcomes,
    failures: [],
    count: (outcome) => {
      outcomes.set(outcome, (outcomes.get(outcome) ?? 0) + 1);
    },
  };
}
