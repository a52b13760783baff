import assert from 'node:assert/strict';
import { test } from 'node:test';
import { fitLogistic, fitRanking } from '../../scripts/measure/regression.ts';

const close = (actual: number | undefined, expected: number, tolerance: number): void => {
  assert.ok(Math.abs((actual ?? NaN) - expected) < tolerance, `${actual} is not ${expected}`);
};

test('logistic regression gives the published coefficients of hours studied and exam passed', () => {
  // The example of Wikipedia's article "Logistic regression" (20 students): β0 ≈ −4.1, β1 ≈ 1.5.
  const hours = [
    0.5, 0.75, 1, 1.25, 1.5, 1.75, 1.75, 2, 2.25, 2.5, 2.75, 3, 3.25, 3.5, 4, 4.25, 4.5, 4.75, 5, 5.5,
  ];
  const passed = [0, 0, 0, 0, 0, 0, 1, 0, 1, 0, 1, 0, 1, 0, 1, 1, 1, 1, 1, 1];
  const examples = hours.map((value, i) => ({ features: [value], right: passed[i] === 1, weight: 1 }));
  const { intercept, weights } = fitLogistic(examples, 1, 0);
  close(intercept, -4.0777, 1e-3);
  close(weights[0], 1.5046, 1e-3);
});

test('an example’s weight counts like that many examples', () => {
  const a = { features: [1], right: true, weight: 1 };
  const b = { features: [0.2], right: false, weight: 1 };
  const c = { features: [0.5], right: false, weight: 1 };
  const twice = fitLogistic([a, b, c, c], 1, 0.1);
  const weighted = fitLogistic([a, b, { ...c, weight: 2 }], 1, 0.1);
  close(weighted.intercept, twice.intercept, 1e-6);
  close(weighted.weights[0], twice.weights[0] ?? NaN, 1e-6);
});

test('without features the intercept is the log odds', () => {
  const examples = [true, true, true, false].map((right) => ({ features: [], right, weight: 1 }));
  close(fitLogistic(examples, 0, 1).intercept, Math.log(3), 1e-6);
});

test('ranking weights follow the feature that tells right from wrong, and are never negative', () => {
  const examples = Array.from({ length: 50 }, (_, i) => ({
    candidates: [
      [0.8, (i % 7) / 7, 0.2],
      [0.3, (i % 5) / 5, 0.7],
    ],
    right: [true, false],
    weight: 1,
  }));
  const [helps = 0, noise = 0, harms = 0] = fitRanking(examples, 3);
  assert.ok(helps > 1 && helps > noise);
  assert.equal(harms, 0);
});

test('examples without a right or a wrong candidate leave the weights as they are', () => {
  assert.deepEqual(fitRanking([{ candidates: [[1], [0]], right: [false, false], weight: 1 }], 1), [1]);
});

test('of two examples that contradict each other, the heavier one decides', () => {
  const says = (first: boolean, weight: number) => ({
    candidates: [
      [1, 0],
      [0, 1],
    ],
    right: [first, !first],
    weight,
  });
  const [one = 0, two = 0] = fitRanking([says(true, 1), says(false, 0.2)], 2);
  assert.ok(one > two);
  const [three = 0, four = 0] = fitRanking([says(true, 0.2), says(false, 1)], 2);
  assert.ok(three < four);
});
