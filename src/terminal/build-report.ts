// The outcome of a build for its operator: problems with file and line, then what was built.
import type { Problem } from '../corpus/article.ts';
import type { BuildResult } from '../build/build-result.ts';
import { type LeftOut, leftOutText } from '../corpus/list-articles.ts';
import type { DryRun } from '../build/dry-run.ts';

/** One problem per line, in the format of compilers, so that editors can jump there. */
function problemLines(
  problems: readonly Problem[],
  wanted: Problem['severity'],
  articlesDir: string,
): string[] {
  return problems
    .filter(({ severity }) => severity === wanted)
    .map(({ severity, file, line, message }) => `${articlesDir}/${file}:${line}: ${severity}: ${message}`);
}

function leftOutLines(leftOut: readonly LeftOut[], articlesDir: string, verbose: boolean): string[] {
  if (leftOut.length === 0) return [];
  const counts = `left out: ${leftOutText(leftOut)}`;
  if (!verbose) return [`${counts}; --verbose lists them`];
  return [...leftOut.map(({ file, reason }) => `${articlesDir}/${file}: left out: ${reason}`), counts];
}

/**
 * The result of a build, in lines for the operator. Errors come last, where they are seen.
 * @param verbose lists the files that are left out
 * @param cutOffs those of the built wiki
 */
export function resultLines(
  result: BuildResult,
  articlesDir: string,
  verbose = false,
  cutOffs?: CutOffReport,
): string[] {
  const { problems, leftOut, articles } = result;
  const errors = problems.filter(({ severity }) => severity === 'error');
  const errorLines = problemLines(problems, 'error', articlesDir);
  const bad = new Set(errors.map(({ file }) => file)).size;
  const lines = problemLines(problems, 'warning', articlesDir);
  lines.push(...leftOutLines(leftOut, articlesDir, verbose));
  if (result.kind === 'bad-corpus') {
    const remedy =
      articles === 0
        ? `nothing was built: all ${bad} article files have errors; fix them, or name another folder with --articles DIR`
        : `nothing was built: ${bad} article file(s) have errors; fix them, or leave them out with: npm run build-index -- --skip-bad`;
    return [...lines, ...errorLines, remedy];
  }
  lines.push(...(result.kind === 'built' ? builtLines(result) : [unchangedLine(result)]));
  if (cutOffs !== undefined) lines.push(cutOffLine(cutOffs));
  if (bad === 0) return lines;
  const kept = result.manifest.corpus.badFiles.filter(({ isKept }) => isKept).length;
  return [
    ...lines,
    `files with errors: ${bad - kept} left out, ${kept} kept as they last were:`,
    ...errorLines,
  ];
}

function unchangedLine({
  manifest: { generation, corpus },
}: Extract<BuildResult, { kind: 'unchanged' }>): string {
  return `nothing has changed: generation ${generation} is up to date (${corpus.passages} passages)`;
}

function builtLines({
  manifest,
  guessedDates,
  seconds: times,
}: Extract<BuildResult, { kind: 'built' }>): string[] {
  const { corpus, model, vectorIndex, generation, build } = manifest;
  const graph =
    vectorIndex.kind === 'hnsw'
      ? `HNSW${build.graph === 'extended' ? ' of the previous generation, extended' : ''}, recall@10 ${vectorIndex.recallAt10.toFixed(3)}`
      : 'exact search (no hnswlib-node)';
  const { read, words, model: load, embed, graph: links, verify, doubt, examples } = times;
  const total = read + words + load + embed + links + verify + doubt + examples;
  const { git, file } = guessedDates;
  return [
    ...(git + file === 0
      ? []
      : [
          `${git + file} article(s) tell no date: ${git} dated by their last commit, ${file} by the file's time`,
        ]),
    `generation ${generation}: ${corpus.articles} articles, ${corpus.sections} sections, ${corpus.passages} passages; model ${model.id}, ${model.dimension} dimensions; ${graph}`,
    `${build.embedded} passages embedded, ${build.reused} reused${corpus.synonyms === 0 ? '' : `; ${corpus.synonyms} synonyms read from the articles (synonyms.txt in the generation)`}`,
    `built in ${seconds(total)}: reading ${seconds(read)}, model ${seconds(load)}, embedding ${seconds(embed)}, lexical index ${seconds(words)}, graph ${seconds(links)}, verification ${seconds(verify)}, cut-offs ${seconds(doubt)}, examples ${seconds(examples)}`,
  ];
}

/** From which confidence a passage is an answer, and where that comes from; shares are 0 to 1. */
export type CutOffReport = {
  cutOffs: { found: number };
  /** The share of false answers that is asked for. */
  wanted: number;
  /** Absent for the shipped ones. */
  measured?: { questions: number; falseAnswers: number; atMost: number };
};

/** The cut-off of the built wiki in a sentence. */
function cutOffLine({ cutOffs, measured, wanted }: CutOffReport): string {
  const from = `sure from a confidence of ${cutOffs.found.toFixed(2)} on`;
  if (measured === undefined)
    return `${from}, as shipped: the wiki has too few articles or sentences to measure a cut-off of its own`;
  const { questions, falseAnswers, atMost } = measured;
  return `${from}: of ${questions} test questions that this wiki cannot answer, ${percent(falseAnswers)} would get an answer (FALSE_ANSWERS asks for ${percent(wanted)}; in 90 of 100 such wikis at most ${percent(atMost)})`;
}

function percent(share: number): string {
  return `${(share * 100).toFixed(1)} %`;
}

/** The result of a build for programs, as `--json` prints it. */
export function buildSummary(result: BuildResult): object {
  const { kind, problems, leftOut } = result;
  if (kind === 'bad-corpus') return { kind, problems, leftOut };
  const { generation, builtAt, corpus, model, vectorIndex, build } = result.manifest;
  return {
    kind,
    generation,
    builtAt,
    corpus,
    model: model.id,
    vectorIndex,
    build,
    ...(kind === 'built' ? { seconds: result.seconds, guessedDates: result.guessedDates } : {}),
    problems,
    leftOut,
  };
}

/** What a build would do, in lines for the operator; errors come last here, too. */
export function dryRunLines(
  { reason, articles, passages, problems, leftOut }: DryRun,
  articlesDir: string,
  verbose = false,
): string[] {
  const list = (sign: string, slugs: readonly string[]): string[] => slugs.map((slug) => `  ${sign} ${slug}`);
  const plan =
    reason === undefined
      ? [`nothing would change: the index is up to date (${passages.total} passages)`]
      : [
          `would build: ${reason}`,
          ...list('+', articles.added),
          ...list('~', articles.changed),
          ...list('-', articles.removed),
          `${articles.added.length} articles added, ${articles.changed.length} changed, ${articles.removed.length} removed; ` +
            `${passages.toEmbed} of ${passages.total} passages to embed`,
        ];
  return [
    ...problemLines(problems, 'warning', articlesDir),
    ...leftOutLines(leftOut, articlesDir, verbose),
    ...plan,
    ...problemLines(problems, 'error', articlesDir),
  ];
}

function seconds(value: number): string {
  return `${value.toFixed(2)} s`;
}
