// What a generation was built from, and whether it fits this program and its configuration.
import { MAX_PASSAGE_LENGTH } from '../corpus/passages.ts';
import type { ModelDescription } from '../embedding/embedder.ts';
import { isObject } from '../system/is-object.ts';
import { TEXT_VERSION } from '../text/normal-form.ts';
import type { HnswParameters } from './hnsw-index.ts';
import { LEXICAL_VERSION } from './lexical-format.ts';

/** Increased when the layout of a generation changes. */
export const FORMAT_VERSION = 7;

/**
 * The part of a manifest that must match the program and its configuration; otherwise vectors and terms would not
 * match.
 */
export type BuildRecipe = {
  formatVersion: number;
  textVersion: number;
  lexicalVersion: number;
  maxPassageLength: number;
  model: ModelDescription;
};

export type Manifest = BuildRecipe & {
  /** Name of the generation's folder; sorts by time. */
  generation: string;
  /** ISO 8601, UTC. */
  builtAt: string;
  corpus: {
    checksum: string;
    articles: number;
    sections: number;
    passages: number;
    /** Number of names with synonyms that the articles tell. */
    synonyms: number;
    /** Number of files with errors; all of them are left out, or are there in an earlier version. */
    skippedFiles: number;
    /** The first of these files. */
    badFiles: BadFile[];
  };
  /** `points`: number in the graph, those of removed passages included. */
  vectorIndex:
    { kind: 'hnsw'; parameters: HnswParameters; recallAt10: number; points: number } | { kind: 'exact' };
  /** What the build reused and what it had to do. */
  build: BuildSummary;
  /** Absent if the build was not asked to measure it. */
  masked?: MaskedConfidences;
  /** The example questions that were asked, of the most read articles; absent if none were. */
  examples?: AskedExample[];
  /** Size and sha256 (hex) of every other file of the generation. */
  files: Record<string, { bytes: number; sha256: string }>;
};

/**
 * How sure the search was of questions that the wiki cannot answer, 0 to 1 with three digits: the cut-offs of this wiki
 * follow from them when it is opened.
 */
export type MaskedConfidences = {
  /** Checksum of what they depend on besides the articles and the recipe: calibration, synonyms, labelled questions. */
  key: string;
  /** Checksum of the questions out of scope that were taught and took part; absent without any. */
  taught?: string;
  /** Number of passages that have changed since they were measured. */
  changed: number;
  /** For questions made of the wiki's own clauses, each with its article masked. */
  made: number[];
  /** For the operator's questions that are labelled as unanswerable. */
  labelled: number[];
};

/** A question that a wiki may offer as an example, and how sure the search was that its own article answers it. */
export type AskedExample = {
  articleId: string;
  /** Names the article's text as it was then. */
  version: string;
  /** The article, whose title was asked, or a section of it, whose heading was. */
  id: string;
  /** 0 to 1; 0 if another article came first. */
  confidence: number;
};

/** A file with errors: the first of them, and whether an earlier version of its article is in the index. */
export type BadFile = { file: string; line: number; message: string; isKept: boolean };

export type BuildSummary = {
  /** Passages whose vectors were reused, and texts that went through the model. */
  reused: number;
  embedded: number;
  /** Whether the previous graph was extended; absent without a graph. */
  graph?: 'extended' | 'new';
};

/** A field in which a generation differs from what is wanted; `field` as a path, e.g. `model.id`. */
export type Mismatch = { field: string; built: string; wanted: string };

/** What a generation built now with this model would record. */
export function wantedRecipe(model: ModelDescription): BuildRecipe {
  return {
    formatVersion: FORMAT_VERSION,
    textVersion: TEXT_VERSION,
    lexicalVersion: LEXICAL_VERSION,
    maxPassageLength: MAX_PASSAGE_LENGTH,
    model,
  };
}

/** All fields in which a manifest differs from the wanted recipe; empty if the generation can be served. */
export function compareRecipes(built: BuildRecipe, wanted: BuildRecipe): Mismatch[] {
  const mismatches: Mismatch[] = [];
  const compare = (path: string, a: unknown, b: unknown): void => {
    if (isObject(b)) {
      for (const key of Object.keys(b))
        compare(path === '' ? key : `${path}.${key}`, isObject(a) ? a[key] : undefined, b[key]);
    } else if (a !== b) {
      mismatches.push({ field: path, built: String(a), wanted: String(b) });
    }
  };
  compare('', built, wanted);
  return mismatches;
}

/**
 * How the generation's recipe differs from the wanted one, told by the most telling mismatch; undefined if it does not.
 */
export function describeMismatch(mismatches: readonly Mismatch[]): string | undefined {
  const worst = mismatches.find(({ field }) => field === 'model.id') ?? mismatches[0];
  if (worst === undefined) return undefined;
  const { field, built, wanted } = worst;
  if (field === 'model.id') return `built with model ${built}, configured ${wanted}`;
  return field.startsWith('model.')
    ? `built with ${field} ${built}, configured ${wanted}`
    : `built by another version of Wenda (${field} ${built}, this one needs ${wanted})`;
}

/**
 * Parses manifest.json.
 * @throws Error when it is not JSON or lacks a required field
 */
export function parseManifest(json: string): Manifest {
  const value = JSON.parse(json) as unknown;
  const looksRight =
    isObject(value) &&
    typeof value['generation'] === 'string' &&
    typeof value['formatVersion'] === 'number' &&
    isObject(value['model']) &&
    isObject(value['corpus']) &&
    isObject(value['vectorIndex']) &&
    isObject(value['files']);
  if (!looksRight) throw new Error('manifest.json is not a manifest');
  return value as unknown as Manifest; // its checksum has been verified before this is called
}
