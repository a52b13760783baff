// npm run bench -- all: every goal for speed and memory next to its comparison, in one run over a generated corpus.
import { writeFile } from 'node:fs/promises';
import type { CommandLine } from '../../../src/app/command-line.ts';
import { PROJECT_ROOT } from '../../../src/app/environment.ts';
import { type Environment, loadConfig } from '../../../src/app/config.ts';
import { jobsFor } from '../../../src/embedding/jobs.ts';
import { Failure, reasonOf } from '../../../src/system/failure.ts';
import { type BenchReport, type Comparison, judge } from '../comparison.ts';
import { comparisonChart } from '../reports/comparison-chart.ts';
import { comparisonLines } from '../reports/comparison-report.ts';
import { machine, versions } from './machine.ts';
import { BATCH, type Bench, LARGE, type Measure } from './measure.ts';
import { MEASURES } from './measures.ts';
import type { EmbedFigures } from './parts/embed.ts';
import { runPart } from './run-program.ts';
import { createWorkspace, type Workspace } from './workspace.ts';

/** With this, a run takes about three minutes on two cores. */
const DEFAULT_PASSAGES = 5000;

export const BENCH_ALL = {
  name: 'npm run bench -- all',
  about:
    'Measures every goal for speed and memory next to its comparison, over a generated corpus. Needs the development packages.',
  options: {
    passages: { type: 'number', value: 'N', default: DEFAULT_PASSAGES, help: 'passages of the corpus' },
    seed: { type: 'number', value: 'N', default: 1, help: 'the same seed makes the same corpus' },
    only: { type: 'text', value: 'NAME,…', help: 'only these measures' },
    json: { type: 'path', value: 'FILE', help: 'write the figures' },
    svg: { type: 'path', value: 'FILE', help: 'write them as a chart' },
    markdown: { type: 'path', value: 'FILE', help: 'write them as a table' },
  },
  exitCodes: { 0: 'measured', 1: 'failed, or a measure failed' },
} as const;

export async function benchAll(
  env: Environment,
  { values }: CommandLine<typeof BENCH_ALL.options>,
): Promise<number> {
  const { passages, seed } = values;
  const measures = chosen(values.only);
  const say = (what: string): void => void process.stderr.write(`${what}\n`);

  const report: BenchReport = {
    date: new Date().toISOString(),
    machine: machine(),
    versions: versions(PROJECT_ROOT),
    model: loadConfig(env, PROJECT_ROOT).model.id,
    seed,
    passages,
    comparisons: [],
  };
  const workspace = await createWorkspace(seed, say);
  try {
    const bench = createBench(workspace, passages);
    for (const measure of measures) report.comparisons.push(...(await runMeasure(measure, bench, say)));
  } finally {
    await workspace.remove();
  }
  const table = `${comparisonLines(report).join('\n')}\n`;
  process.stdout.write(table);
  if (values.markdown !== undefined) await writeFile(values.markdown, table);
  if (values.json !== undefined) await writeFile(values.json, `${JSON.stringify(report, null, 2)}\n`);
  if (values.svg !== undefined) await writeFile(values.svg, comparisonChart(report));
  return report.comparisons.some((one) => 'reason' in one) ? 1 : 0;
}

/** @throws Failure `config` for an unknown name of a measure */
function chosen(only: string | undefined): readonly Measure[] {
  if (only === undefined) return MEASURES;
  const names = only.split(',').map((name) => name.trim());
  const known = MEASURES.flatMap((measure) => measure.names);
  const unknown = names.filter((name) => !known.includes(name));
  if (unknown.length > 0)
    throw new Failure('config', `--only names ${unknown.join(', ')}; there are ${known.join(', ')}`);
  return MEASURES.filter((measure) => measure.names.some((name) => names.includes(name)));
}

/** A failed measure becomes a line of the table; the others go on. */
async function runMeasure(
  measure: Measure,
  bench: Bench,
  say: (what: string) => void,
): Promise<Comparison[]> {
  say(`measuring ${measure.names.join(', ')}`);
  try {
    return (await measure.run(bench)).map(judge);
  } catch (error) {
    const reason = `failed: ${reasonOf(error).replace(/\s+/g, ' ')}`;
    say(reason);
    return measure.names.map((name) => ({ name, measure: 'see the notes', against: '', reason }));
  }
}

function createBench(workspace: Workspace, passages: number): Bench {
  const site: Bench['site'] = (atMost) => workspace.site(Math.min(atMost, passages));
  const embedded = new Map<string, Promise<EmbedFigures>>();
  const embed = async (how: Parameters<Bench['embedding']>[0]): Promise<EmbedFigures> => {
    const { sampleFile } = await site(LARGE);
    if (how === 'ours') return runPart('embed', { sampleFile, jobs: jobsFor(LARGE) });
    if (how === 'one-process') return runPart('embed', { sampleFile, jobs: 1 });
    return runPart('embed-pipeline', { sampleFile, batch: how === 'loop' ? 1 : BATCH });
  };
  return {
    site,
    embedding(how) {
      const figures = embedded.get(how) ?? embed(how);
      embedded.set(how, figures);
      return figures;
    },
  };
}
