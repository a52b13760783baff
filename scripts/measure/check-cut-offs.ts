// How well a wiki's own cut-offs keep what they promise: the wanted share of false answers against the real one, on
// labelled questions. Taking half of the articles away makes many questions that the rest cannot answer.
import { createHash } from 'node:crypto';
import { cp, readdir, rm } from 'node:fs/promises';
import path from 'node:path';
import type { MaskedConfidences } from '../../src/index/manifest.ts';
import type { Calibration } from '../../src/retrieval/calibration.ts';
import { ownCutOffs } from '../../src/retrieval/own-cut-offs.ts';
import type { Outcome } from './evaluate.ts';
import { mean } from './statistics.ts';

/** The shares of false answers that are wanted in turn. */
const WANTED = [0.05, 0.08, 0.1];

/** Shares are 0 to 1; null without such questions. `hidden`: told that there is nothing like it. */
export type CutOffCheck = {
  name: string;
  found: number;
  unsure: number;
  answered: number | null;
  falseAnswers: number | null;
  hiddenRight: number | null;
  hiddenUnanswerable: number | null;
  atMost: number | undefined;
};

/** The figures of the shipped cut-offs, and of the wiki's own for each wanted share. */
export function checkCutOffs(
  outcomes: readonly Outcome[],
  masked: MaskedConfidences,
  shipped: Calibration['cutOffs'],
): CutOffCheck[] {
  const answerable = outcomes.filter(({ question }) => question.article !== undefined);
  const unanswerable = outcomes.filter(({ question }) => question.article === undefined);
  const right = answerable.filter(({ ranks }) => ranks.fused === 1);
  const share = (some: readonly Outcome[], holds: (confidence: number) => boolean): number | null =>
    mean(some.map(({ confidence }) => Number(holds(confidence))));
  const rowOf = (name: string, { found, unsure }: Calibration['cutOffs'], atMost?: number): CutOffCheck => ({
    name,
    found,
    unsure,
    answered: share(answerable, (confidence) => confidence >= found),
    falseAnswers: share(unanswerable, (confidence) => confidence >= found),
    hiddenRight: share(right, (confidence) => confidence < unsure),
    hiddenUnanswerable: share(unanswerable, (confidence) => confidence < unsure),
    atMost,
  });
  const own = WANTED.flatMap((wanted) => {
    const { cutOffs, measured } = ownCutOffs(masked, shipped, wanted) ?? {};
    return cutOffs === undefined ? [] : [rowOf(`wanted ${wanted.toFixed(2)}`, cutOffs, measured?.atMost)];
  });
  return [rowOf('shipped', shipped), ...own];
}

/** The figures as a table. */
export function cutOffLines(checks: readonly CutOffCheck[]): string[] {
  const shown = (value: number | null | undefined): string => (value?.toFixed(3) ?? '–').padStart(10);
  return [
    `${'cut-offs'.padEnd(12)}     found    unsure  answered     false   at most    hidden: right  unanswerable`,
    ...checks.map(
      ({ name, found, unsure, answered, falseAnswers, atMost, hiddenRight, hiddenUnanswerable }) =>
        name.padEnd(12) +
        [found, unsure, answered, falseAnswers, atMost].map(shown).join('') +
        [hiddenRight, hiddenUnanswerable].map((value) => shown(value).padStart(15)).join(''),
    ),
  ];
}

/** Copies a folder without every other Markdown file, chosen by a hash of its name: the same ones every time. */
export async function copyHalf(articlesDir: string, to: string): Promise<void> {
  await cp(articlesDir, to, { recursive: true });
  const names = await readdir(to, { recursive: true });
  const byHash = names
    .filter((name) => name.endsWith('.md'))
    .map((name) => ({ name, hash: createHash('sha256').update(name).digest('hex') }))
    .sort((a, b) => (a.hash < b.hash ? -1 : 1));
  for (const { name } of byHash.slice(Math.ceil(byHash.length / 2))) await rm(path.join(to, name));
}
