// The files that are fitted or written for a wiki: calibration, synonyms, labelled questions. A build measures with them
// how sure the search is of wrong passages; a process that opens the generation takes its cut-offs from that, as long as
// the files are the same.
import path from 'node:path';
import { askExamples } from '../answer/ask-examples.ts';
import { createWiki } from '../answer/wiki.ts';
import type { TrialSearch } from '../build/measure-generation.ts';
import type { Embedder } from '../embedding/embedder.ts';
import type { Manifest } from '../index/manifest.ts';
import { type Calibration, DEFAULT_CALIBRATION, parseCalibration } from '../retrieval/calibration.ts';
import { measureMasked } from '../retrieval/masked-questions.ts';
import { ownCutOffs } from '../retrieval/own-cut-offs.ts';
import { createRetriever, type RetrieverOptions } from '../retrieval/retriever.ts';
import type { Lessons } from '../retrieval/lessons.ts';
import { NO_SYNONYMS, parseSynonyms } from '../retrieval/synonyms.ts';
import { sha256 } from '../system/checksum.ts';
import type { Logger } from '../system/logger.ts';
import { readTaught } from '../teaching/lesson-lines.ts';
import { readTexts } from '../teaching/taught-folder.ts';
import type { Config } from './config.ts';
import { openEmbedder } from './configured-model.ts';
import { readOptional } from './environment.ts';
import { questionLines, unanswerableQuestions } from './labelled-questions.ts';

/** Increased when the questions are made in another way, or asked differently: then all wikis are measured again. */
const MASKED_VERSION = 2;

/**
 * The calibration file of a model. It is named after the last part of the id, so that `Xenova/…` and a local copy share
 * one.
 */
export function calibrationFile({ calibrationDir, model }: Config): string {
  return path.join(calibrationDir, `${path.basename(model.id)}.json`);
}

export type WikiOptions = {
  /** With the calibration as it was fitted. */
  shipped: RetrieverOptions;
  /** Checksum of everything that masked confidences depend on here. */
  maskedKey: string;
  /** The lines of the labelled questions. */
  questions: string[];
};

/** @throws Failure `config` naming what is wrong in a file */
export function readWikiOptions(config: Config): WikiOptions {
  const { synonymsFile, questionsDir } = config;
  const fitted = readCalibration(config);
  const synonyms = readOptional(synonymsFile);
  const questions = questionLines(questionsDir);
  const calibration = fitted ?? DEFAULT_CALIBRATION;
  return {
    shipped: {
      calibration,
      synonyms: synonyms === undefined ? NO_SYNONYMS : parseSynonyms(synonyms, synonymsFile),
    },
    maskedKey: keyOf(calibration, synonyms, questions),
    questions,
  };
}

/** Says which of the files are missing. */
export function warnAboutMissing(config: Config, logger: Logger): void {
  const { model, calibrationDir, synonymsFile } = config;
  if (readCalibration(config) === undefined)
    logger.warn(
      `[config] no calibration for ${model.id} in ${calibrationDir}; defaults are used, npm run calibrate fits them to this model`,
    );
  if (readOptional(synonymsFile) === undefined)
    logger.warn(
      `[config] there is no synonyms file ${synonymsFile}; questions are searched without synonyms`,
    );
}

/** The calibration of the configured model; undefined if it has not been calibrated. */
function readCalibration(config: Config): Calibration | undefined {
  const file = calibrationFile(config);
  const json = readOptional(file);
  return json === undefined ? undefined : parseCalibration(json, file);
}

/** The cut-offs do not count: they change no confidence. Nor does what is taught: the cut-offs of the wiki stay in use. */
function keyOf(calibration: Calibration, synonyms: string | undefined, questions: readonly string[]): string {
  const { fusion, confidence } = calibration;
  return sha256(Buffer.from(JSON.stringify([MASKED_VERSION, fusion, confidence, synonyms, questions])));
}

/** What a build asks its new generation with; it loads the model once more, if it has anything to ask. Same errors. */
export function trialSearch(config: Config, logger: Logger): TrialSearch {
  const options = readWikiOptions(config);
  const { shipped, maskedKey, questions } = options;
  const outOfScope = taughtQuestions(config);
  let loading: Promise<Embedder> | undefined;
  const loaded = (): Promise<Embedder> => (loading ??= openEmbedder(config.model, logger));
  return {
    key: maskedKey,
    taught: outOfScope.length === 0 ? undefined : sha256(Buffer.from(JSON.stringify(outOfScope))),
    measure: async (index) => {
      const embedder = await loaded();
      return measureMasked(
        index,
        (searched, options) => createRetriever({ index: searched, embedder, ...shipped, ...options }),
        [...unanswerableQuestions(questions, index.catalogue), ...outOfScope],
      );
    },
    askExamples: async (index, articles) => {
      const search = { ...optionsFor(index.manifest, options, config), embedder: await loaded() };
      const wiki = createWiki({ index, retriever: createRetriever({ index, ...search }) });
      return askExamples(wiki.unmetered, articles);
    },
    close: async () => {
      const open = loading;
      loading = undefined;
      await (await open)?.close();
    },
  };
}

/** The questions that operators have taught to be out of scope, as far as they are cases. */
function taughtQuestions({ teachingDir }: Config): string[] {
  const { cases } = readTaught(readTexts(teachingDir), teachingDir);
  return cases.flatMap(({ to, isPlain, question }) => (to === undefined && isPlain ? [question] : []));
}

/** What operators have taught the search. @throws Failure `config` naming a file that cannot be read */
export function readLessons({ teachingDir }: Pick<Config, 'teachingDir'>): Lessons {
  return readTaught(readTexts(teachingDir), teachingDir).lessons;
}

/** The options for searching a generation, with its own cut-offs if they were measured with the same files. */
export function optionsFor(
  { masked }: Pick<Manifest, 'masked'>,
  { shipped, maskedKey }: WikiOptions,
  { falseAnswers }: Pick<Config, 'falseAnswers'>,
): RetrieverOptions {
  if (masked?.key !== maskedKey) return shipped;
  const own = ownCutOffs(masked, shipped.calibration.cutOffs, falseAnswers);
  return { ...shipped, calibration: { ...shipped.calibration, ...own } };
}
