// Whether the figures that people read are those that were measured. Pages with whole tables must have the numbers of
// every line that their JSON gives; words may be edited. A figure in a README must come from one of the claims below: a
// figure with a unit that no claim knows has no source, and fails.
import { readFileSync, statSync } from 'node:fs';
import path from 'node:path';
import type { BenchReport } from '../measure/comparison.ts';
import type { ProofRecord } from '../measure/proofs/record.ts';
import { comparisonLines } from '../measure/reports/comparison-report.ts';
import { proofPage } from '../measure/reports/proof-report.ts';
import type { FirstAnswers } from './first-answer.ts';

export const READMES = ['README.md', 'README.zh-CN.md'] as const;

/** What `release-check --record` writes: docs/first-answer.json. */
export type FirstAnswerRecord = { clone: FirstAnswers; package: FirstAnswers };

/** A page below `docs/` with tables, and the lines that its source gives. */
type Page = { page: string; source: string; lines: (json: unknown) => string[] };

// The JSON was written by the commands that these types belong to.
const PAGES: readonly Page[] = [
  { page: 'docs/bench.md', source: 'docs/bench.json', lines: (json) => comparisonLines(json as BenchReport) },
  {
    page: 'docs/proofs.md',
    source: 'docs/proofs.json',
    lines: (json) => proofPage(json as ProofRecord[]).split('\n'),
  },
  {
    page: 'docs/quality.md',
    source: 'data/questions/baseline.json',
    lines: (json) => qualityRows(json as Quality),
  },
];

type Quality = { summary: Shares; groups: Record<string, Shares> };
type Shares = Record<(typeof COLUMNS)[number], number | null> & { n: number };

/** The columns of the table of questions, and its rows: the groups, then all of them. */
const COLUMNS = ['r1', 'r5', 'excerpt', 'best', 'answered', 'falseAnswers', 'auroc'] as const;
const GROUPS = ['plain', 'paraphrase', 'short', 'colloquial', 'typo', 'traditional', 'english'];

function qualityRows({ summary, groups }: Quality): string[] {
  return [
    ...GROUPS.map((name): [string, Shares | undefined] => [name, groups[name]]),
    ['all', summary] as const,
  ].map(
    ([name, shares]) =>
      `| ${[name, shares?.n, ...COLUMNS.map((column) => asShare(shares?.[column]))].join(' | ')} |`,
  );
}

const asShare = (value: number | null | undefined): string => value?.toFixed(3).replace(/^0/, '') ?? '';

/** Figures in the READMEs. */
type Claim = {
  /** Where they stand; each group is one, and may be missing. */
  says: RegExp;
  /** What they must be, in the same order. */
  measured: (project: string) => readonly number[];
};

const firstAnswers = (project: string): FirstAnswerRecord =>
  readJson(path.join(project, 'docs', 'first-answer.json')) as FirstAnswerRecord;

const CLAIMS: readonly Claim[] = [
  {
    says: /(\d+) MB (?:sentence model|的?句向量模型|的?模型)/g,
    measured: (project) => [statSync(path.join(project, MODEL)).size / 1e6],
  },
  // In a sentence or a row of a table: seconds with an empty cache of npm, then with a full one.
  {
    says: /npm ci && npm start[^.。\n]*?(\d+) (?:s|秒)(?:[^.。\n]*?(\d+) (?:s|秒))?/g,
    measured: (project) => inOrder(firstAnswers(project).clone),
  },
  {
    says: /npx wenda[^。\n]*?(\d+) (?:s|秒)(?:[^.。\n]*?(\d+) (?:s|秒))?/g,
    measured: (project) => inOrder(firstAnswers(project).package),
  },
];

const inOrder = ({ cold, warm }: FirstAnswers): readonly number[] => [cold, warm];

const MODEL = 'data/models/wenda-mini/onnx/model_quantized.onnx';
/** Numbers with a unit of measure. */
const FIGURES = /(?<![\w.])\d[\d.,]*\s?(?:MB|kB|GB|ms|s|%|毫秒|秒)(?![\w\p{Script=Han}])/gu;

/** @returns what is wrong, a line for each; nothing if all figures have their source */
export function wrongFigures(project: string): string[] {
  return [
    ...PAGES.flatMap((page) => wrongInPage(project, page)),
    ...READMES.flatMap((name) => wrongInReadme(project, name)),
  ];
}

function wrongInPage(project: string, { page, source, lines }: Page): string[] {
  const written = new Set(readText(path.join(project, page))?.split('\n').map(numbersIn));
  return lines(readJson(path.join(project, source)))
    .filter((line) => !written.has(numbersIn(line)))
    .map((line) => `${page} lacks what ${source} says: ${line}`);
}

/** The numbers of a line, one after the other. */
const numbersIn = (line: string): string => (line.match(/\d[\d.,]*/g) ?? []).join(' ');

function wrongInReadme(project: string, name: string): string[] {
  const text = readText(path.join(project, name));
  if (text === undefined) return [];
  const wrong: string[] = [];
  const known: [number, number][] = [];
  for (const { says, measured } of CLAIMS)
    for (const match of text.matchAll(says)) {
      known.push([match.index, match.index + match[0].length]);
      const figures = measured(project);
      const written = match.slice(1) as (string | undefined)[];
      if (written.some((one, i) => one !== undefined && Number(one) !== Math.round(figures[i] ?? NaN)))
        wrong.push(
          `${name} says "${match[0]}", measured is ${figures.map((one) => one.toFixed(1)).join(', ')}`,
        );
    }
  for (const { 0: figure, index } of text.matchAll(FIGURES))
    if (!known.some(([start, end]) => index >= start && index < end))
      wrong.push(
        `${name} says ${figure}, and no claim in scripts/release/figures.ts tells where that comes from`,
      );
  return wrong;
}

const readJson = (file: string): unknown => JSON.parse(readFileSync(file, 'utf8'));

function readText(file: string): string | undefined {
  try {
    return readFileSync(file, 'utf8');
  } catch {
    return undefined;
  }
}
