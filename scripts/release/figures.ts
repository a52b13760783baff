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

/** A figure in the READMEs. */
type Claim = {
  /** Where it stands; the figure is its first group. */
  says: RegExp;
  measured: (project: string) => number;
};

const firstAnswers = (project: string): FirstAnswerRecord =>
  readJson(path.join(project, 'docs', 'first-answer.json')) as FirstAnswerRecord;

const CLAIMS: readonly Claim[] = [
  {
    says: /(\d+) MB (?:sentence model|的?句向量模型|的?模型)/g,
    measured: (project) => statSync(path.join(project, MODEL)).size / 1e6,
  },
  // `npm ci && npm start` … 35 s (12 s with npm's cache); npx wenda … 20 s (3 s the second time)
  {
    says: /npm ci && npm start`?[^|.。\n]*?(\d+) (?:s|秒)/g,
    measured: (project) => firstAnswers(project).clone.cold,
  },
  { says: /npx wenda[^|.。\n]*?(\d+) (?:s|秒)/g, measured: (project) => firstAnswers(project).package.cold },
];

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
      const figure = measured(project);
      if (Math.round(figure) !== Number(match[1]))
        wrong.push(`${name} says "${match[0]}", measured is ${figure.toFixed(1)}`);
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
