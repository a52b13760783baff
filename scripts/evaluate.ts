// Retrieval quality on labelled questions. The project's own are split in two halves: tune for fitting, test for
// reporting.
import { readFile, writeFile } from 'node:fs/promises';
import path from 'node:path';
import { withMeasured } from './measure/open-for-measuring.ts';
import { questionFiles } from './measure/question-files.ts';
import { shownPassage, singleAnswers } from '../src/answer/answer.ts';
import { runCommand } from '../src/app/command-line.ts';
import { Failure, reasonOf } from '../src/system/failure.ts';
import { regressions } from './measure/baseline.ts';
import { askAll, lastAnswer, qualityReport, type QualityReport, worstMisses } from './measure/evaluate.ts';
import { gapPairs, gapPairsLines } from './measure/gap-pairs.ts';
import { metamorphic, type PartSections } from './measure/metamorphic.ts';
import { readOptional } from '../src/app/environment.ts';
import { areOfWiki, halfOf } from '../src/app/labelled-questions.ts';
import type { OpenIndex } from '../src/index/open-index.ts';
import { type LabelledQuestion, readCases, readQuestionFiles } from './measure/questions.ts';
import type { Meaning } from '../src/insight/likeness.ts';
import { normalQuestion } from '../src/retrieval/question.ts';
import { seeAlso, seeAlsoLines } from './measure/see-also.ts';
import { ablations } from './measure/ablations.ts';
import { ablationLines, missLines, qualityLines } from './measure/reports/quality-report.ts';

const MISSES = 20;

const EVALUATE = {
  name: 'npm run evaluate',
  operands: '[FILE…]',
  about: 'Measures retrieval quality on labelled questions.',
  options: {
    index: { type: 'path', value: 'DIR', help: 'the index to ask instead of INDEX_DIR' },
    questions: {
      type: 'path',
      value: 'FILE',
      multiple: true,
      help: "labelled questions (default: the project's own, and the cases that were taught)",
    },
    half: {
      type: 'text',
      value: 'tune|test|all',
      help: "which half of them (default: test of the project's own, all of others)",
    },
    json: { type: 'path', value: 'FILE', help: 'write the figures' },
    baseline: { type: 'path', value: 'FILE', help: 'figures of --json to compare with' },
    'see-also': { type: 'flag', help: 'also whether other articles would be of use below an answer' },
    gaps: { type: 'flag', help: 'also whether questions about one section are put into one gap' },
    ablation: { type: 'flag', help: 'also without each part of the retrieval' },
  },
  exitCodes: { 0: 'measured', 1: 'failed, or a figure is more than 0.01 worse than the baseline' },
} as const;

await runCommand(EVALUATE, async (env, { values, operands }) => {
  // --questions a.jsonl b.jsonl is how a shell expands --questions data/*.jsonl
  const named = [...values.questions, ...operands];
  const files = questionFiles(named);
  const half = values.half ?? (named.length > 0 ? 'all' : 'test');
  if (half !== 'tune' && half !== 'test' && half !== 'all')
    throw new Failure('config', `--half is "${half}"; write tune, test or all`);

  return withMeasured(env, values.index, async (engine) => {
    const cases = named.length > 0 ? [] : await readCases(engine.config.teachingDir, engine.index, warn);
    const read = await readFitting(files, engine.index, cases.length > 0);
    // All cases: nothing was fitted to those of either half.
    const questions = [...read.filter((question) => half === 'all' || halfOf(question) === half), ...cases];
    if (questions.length === 0) throw new Failure('index', `no question belongs to the ${half} half`);
    const outcomes = await askAll(engine, questions);
    const firstOf = async (q: string, before?: string): Promise<number | undefined> => {
      const after = await lastAnswer(engine.answerer, before === undefined ? [] : [before]);
      return (await engine.answerer.explain(q, { after })).retrieval?.hits[0]?.ordinal;
    };
    const sectionsOf = async (q: string): Promise<PartSections> => {
      const answers = singleAnswers(await engine.answerer.answer(q));
      const sections = answers.map((answer) => shownPassage(answer)?.ref.sectionId ?? answer.kind);
      return { parts: answers.map(({ question }) => question), sections };
    };
    const unchanged = await metamorphic(firstOf, questions, sectionsOf);
    const report = { ...qualityReport(outcomes), metamorphic: unchanged };
    const label =
      half === 'all'
        ? `all ${questions.length}`
        : `the ${half} half, ${questions.length - cases.length} of ${read.length}${cases.length === 0 ? '' : `, and ${cases.length} cases`}`;
    const { bytes, size } = engine.index.lexical;
    const memory = `lexical index: ${(bytes / 1e6).toFixed(1)} MB in memory for ${size} passages`;
    const lines = [...qualityLines(report, label), memory, '', ...missLines(worstMisses(outcomes, MISSES))];
    process.stdout.write(`${lines.join('\n')}\n`);

    if (values.ablation) {
      const parts: [string, QualityReport][] = [];
      for (const [name, part] of ablations(engine.retriever.calibration)) {
        const { answerer } = engine.variant(part);
        parts.push([name, qualityReport(await askAll({ answerer, index: engine.index }, questions))]);
      }
      process.stdout.write(`\n${ablationLines(report, parts).join('\n')}\n`);
    }
    if (values['see-also'])
      process.stdout.write(`\n${seeAlsoLines(await seeAlso(engine, questions)).join('\n')}\n`);
    if (values.gaps) {
      const meaningOf = (question: string): Promise<Meaning> =>
        engine.retriever.meaning(normalQuestion(question));
      process.stdout.write(`\n${gapPairsLines(await gapPairs(meaningOf, questions)).join('\n')}\n`);
    }
    if (values.json !== undefined) {
      const { generation, corpus, model } = engine.index.manifest;
      const index = { generation, corpus, model, questions: questions.length, half };
      await writeFile(values.json, `${JSON.stringify({ index, ...report }, null, 2)}\n`);
    }
    if (values.baseline === undefined) return 0;
    const baseline = await readReport(values.baseline);
    if (
      baseline?.index?.half !== half ||
      baseline.index.model.weightsSha256 !== engine.index.manifest.model.weightsSha256
    )
      throw new Failure(
        'index',
        `${values.baseline} is of another half or another model; compare like with like`,
      );
    const worse = regressions(report, baseline, values.baseline);
    process.stdout.write(worse.length === 0 ? 'no figure is worse than the baseline\n' : '');
    for (const line of worse) process.stderr.write(`worse than the baseline: ${line}\n`);
    return worse.length === 0 ? 0 : 1;
  });
});

/** The questions of files; of another wiki's none, if there is something else to ask. */
async function readFitting(
  files: readonly string[],
  index: OpenIndex,
  hasCases: boolean,
): Promise<LabelledQuestion[]> {
  const lines = files.flatMap((file) => readOptional(file)?.split('\n') ?? []);
  if (!hasCases || areOfWiki(lines, index.catalogue)) return readQuestionFiles(files, index);
  warn(`${path.dirname(files[0] ?? '')} has questions of another wiki; only the cases are asked`);
  return [];
}

function warn(problem: string): void {
  process.stderr.write(`${problem}\n`);
}

type Baseline = QualityReport & { index?: { half: string; model: { weightsSha256: string } } };

async function readReport(file: string): Promise<Baseline | null> {
  try {
    return JSON.parse(await readFile(file, 'utf8')) as Baseline | null;
  } catch (error) {
    throw new Failure('index', `${file} cannot be read (${reasonOf(error)}); write one with --json ${file}`);
  }
}
