// Two small fits: weights that rank the right passage first, and coefficients that turn features into a probability.
// Both have a handful of coefficients and a few hundred examples, so plain methods are enough.

/** One question's candidates: their features, which of them are right, and how much the question counts. */
export type RankedExample = {
  candidates: readonly (readonly number[])[];
  right: readonly boolean[];
  weight: number;
};

/** Ridge penalty; keeps correlated features from growing against each other. */
const RIDGE = 1e-3;
const RANKING_STEPS = 3000;

/**
 * Weights, none negative, that make the right candidates likeliest under a softmax of their weighted sums.
 * Source: the ListNet loss of Cao et al., "Learning to rank: from pairwise approach to listwise approach", 2007, by
 * gradient descent (Adam of Kingma and Ba, 2015) cut off at zero. Examples without a right or a wrong candidate teach nothing.
 */
export function fitRanking(examples: readonly RankedExample[], features: number): number[] {
  const useful = examples.filter(({ right }) => right.includes(true) && right.includes(false));
  const weights = Array.from({ length: features }, () => 1);
  if (useful.length === 0) return weights;
  const mass = useful.reduce((sum, { weight }) => sum + weight, 0);
  const momentum = weights.map(() => 0);
  const variance = weights.map(() => 0);
  for (let step = 1; step <= RANKING_STEPS; step++) {
    const gradient = weights.map((weight) => 2 * RIDGE * weight);
    for (const example of useful) addRankingGradient(example, weights, gradient, example.weight / mass);
    const rate = step < RANKING_STEPS / 2 ? 0.05 : 0.01;
    for (const [i, slope] of gradient.entries()) {
      const first = (momentum[i] = 0.9 * momentum[i]! + 0.1 * slope);
      const second = (variance[i] = 0.999 * variance[i]! + 0.001 * slope * slope);
      const move = first / (1 - 0.9 ** step) / (Math.sqrt(second / (1 - 0.999 ** step)) + 1e-8);
      weights[i] = Math.max(0, weights[i]! - rate * move);
    }
  }
  return weights;
}

/** Gradient of −log(share of the right candidates). */
function addRankingGradient(
  { candidates, right }: RankedExample,
  weights: readonly number[],
  gradient: number[],
  scale: number,
): void {
  const scores = candidates.map((features) => product(features, weights));
  const top = Math.max(...scores);
  const powers = scores.map((score) => Math.exp(score - top));
  const all = powers.reduce((sum, power) => sum + power, 0);
  const good = powers.reduce((sum, power, i) => sum + (right[i] === true ? power : 0), 0);
  for (const [i, features] of candidates.entries()) {
    const power = powers[i]!;
    const factor = scale * (power / all - (right[i] === true ? power / good : 0));
    for (const [j, value] of features.entries()) gradient[j]! += factor * value;
  }
}

/** Features of one outcome, whether it was right, and how much it counts. */
export type LogisticExample = { features: readonly number[]; right: boolean; weight: number };
export type LogisticFit = { intercept: number; weights: number[] };

const NEWTON_STEPS = 50;

/**
 * Logistic regression with a ridge penalty on the weights (not on the intercept), by Newton's method.
 * Source: iteratively reweighted least squares, Hastie, Tibshirani and Friedman, "The elements of statistical
 * learning", section 4.4.1.
 * @param ridge strength of the penalty ridge/2 · Σ weight²
 */
export function fitLogistic(
  examples: readonly LogisticExample[],
  features: number,
  ridge: number,
): LogisticFit {
  const size = features + 1;
  let beta = Array.from({ length: size }, () => 0);
  for (let step = 0; step < NEWTON_STEPS; step++) {
    const gradient = beta.map((value, i) => (i === 0 ? 0 : -ridge * value));
    const hessian = beta.map((_, i) => beta.map((_, j) => (i === j ? (i === 0 ? 1e-9 : ridge) : 0)));
    for (const { features: own, right, weight } of examples) {
      const row = [1, ...own];
      const probability = 1 / (1 + Math.exp(-product(row, beta)));
      const curvature = weight * probability * (1 - probability);
      for (let i = 0; i < size; i++) {
        gradient[i]! += weight * (Number(right) - probability) * row[i]!;
        for (let j = 0; j < size; j++) hessian[i]![j]! += curvature * row[i]! * row[j]!;
      }
    }
    const move = solve(hessian, gradient);
    beta = beta.map((value, i) => value + move[i]!);
    if (Math.max(...move.map(Math.abs)) < 1e-9) break;
  }
  const [intercept = 0, ...weights] = beta;
  return { intercept, weights };
}

/** Solves a symmetric positive system by Gaussian elimination with pivots. */
function solve(matrix: readonly (readonly number[])[], right: readonly number[]): number[] {
  const rows = matrix.map((row, i) => [...row, right[i]!]);
  const size = rows.length;
  for (let column = 0; column < size; column++) {
    let pivot = column;
    for (let row = column + 1; row < size; row++)
      if (Math.abs(rows[row]![column]!) > Math.abs(rows[pivot]![column]!)) pivot = row;
    const [from, to] = [rows[pivot]!, rows[column]!];
    [rows[column], rows[pivot]] = [from, to];
    const head = from[column]!;
    for (const [row, values] of rows.entries()) {
      if (row === column || head === 0) continue;
      const factor = values[column]! / head;
      for (let k = column; k <= size; k++) values[k]! -= factor * from[k]!;
    }
  }
  return rows.map((values, i) => values[size]! / values[i]!);
}

function product(a: readonly number[], b: readonly number[]): number {
  return a.reduce((sum, value, i) => sum + value * b[i]!, 0);
}
