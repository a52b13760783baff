// The files of what operators have taught, as lines. People edit them too, so a line that cannot be read is named and
// passed over, and writing touches only the lines it is about.
import path from 'node:path';
import { type Lessons, type SectionPlace, taughtForm } from '../retrieval/lessons.ts';
import { parseRule } from '../retrieval/synonyms.ts';
import { isObject } from '../system/is-object.ts';
import type { Normal } from '../text/normal-form.ts';

export const TAUGHT_FILES = ['aliases.jsonl', 'synonyms.txt', 'negatives.jsonl', 'cases.jsonl'] as const;
export type TaughtFile = (typeof TAUGHT_FILES)[number];
/** The text of each file; empty if there is none. */
export type TaughtTexts = Readonly<Record<TaughtFile, string>>;

/** `where`: file and line, as in `wenda/aliases.jsonl:3`. `at`: YYYY-MM-DD, empty if the line does not say. */
type Place = { where: string; at: string };
export type AliasLine = Place & { question: string; form: Normal; to: SectionPlace };
export type NegativeLine = Place & { question: string; form: Normal };
/** A rule with one word on each side. */
export type SynonymLine = Place & { word: string; means: string };
/** A labelled question; without a place the wiki does not answer it. */
export type CaseLine = {
  where: string;
  question: string;
  to: SectionPlace | undefined;
  /** Other right sections. */
  also: SectionPlace[];
  /** Whether it goes on from other questions, or asks two things. */
  isPlain: boolean;
};

export type TaughtLines = {
  aliases: AliasLine[];
  negatives: NegativeLine[];
  synonyms: SynonymLine[];
  cases: CaseLine[];
  /** For the search. */
  lessons: Lessons;
  /** What cannot be read, a sentence each. */
  problems: string[];
};

/** @param folder for the names in problems */
export function readTaught(texts: TaughtTexts, folder: string): TaughtLines {
  const problems: string[] = [];
  const name = path.basename(folder);

  /** What `read` makes of each line that is not empty; undefined names the line as a problem. */
  function lines<T>(
    file: TaughtFile,
    format: string,
    read: (line: string, where: string) => T | undefined,
  ): T[] {
    return linesOf(texts[file]).flatMap((line, i) => {
      if (line.trim() === '') return [];
      const where = `${name}/${file}:${i + 1}`;
      const value = read(line, where);
      if (value === undefined) problems.push(`${where} is not a line like ${format}; it is passed over`);
      return value ?? [];
    });
  }

  const aliases = lines(
    'aliases.jsonl',
    '{"q": "…", "article": "slug", "section": "…"}',
    (line, where): AliasLine | undefined => {
      const { q, at, to } = labelledIn(line) ?? {};
      return q === undefined || to === undefined || at === undefined
        ? undefined
        : { where, at, question: q, form: taughtForm(q), to };
    },
  );
  const negatives = lines('negatives.jsonl', '{"q": "…"}', (line, where): NegativeLine | undefined => {
    const { q, at } = labelledIn(line) ?? {};
    return q === undefined || at === undefined ? undefined : { where, at, question: q, form: taughtForm(q) };
  });
  const cases = lines('cases.jsonl', '{"q": "…", "article": "slug", "section": "…"}', caseIn);
  const rules = lines('synonyms.txt', '"a, b => c" or "a, b, c"', (line, where) => {
    const rule = parseRule(line);
    return rule === 'bad' ? undefined : { line, where, rule };
  }).flatMap(({ line, where, rule }) => (rule === undefined ? [] : [{ line, where, rule }]));
  const synonyms = rules.flatMap(({ line, where }): SynonymLine[] => {
    const [word = '', means, ...more] = line
      .replace(COMMENT, '')
      .split('=>')
      .map((side) => side.trim());
    const isOne = means !== undefined && more.length === 0 && !`${word}${means}`.includes(',');
    return isOne ? [{ where, at: DATE.exec(COMMENT.exec(line)?.[0] ?? '')?.[0] ?? '', word, means }] : [];
  });
  const lessons: Lessons = {
    aliases: aliases.filter(({ form }) => form !== '').map(({ form, to }) => ({ question: form, place: to })),
    negatives: negatives.filter(({ form }) => form !== '').map(({ form }) => form),
    synonyms: rules.map(({ rule }) => rule),
  };
  return { aliases, negatives, synonyms, cases, lessons, problems };
}

/** As in the synonyms file; a lesson writes its date there. */
const COMMENT = /(?:^|\s)#.*/;
const DATE = /\d{4}-\d\d-\d\d/;

/** The lines of a text; a line break at its end begins no further one. */
export function linesOf(text: string): string[] {
  return text.replace(/^\uFEFF/, '').split(/\r?\n/);
}

/** The labelled question in a line of a questions file; undefined if it is none. */
export function caseIn(line: string, where: string): CaseLine | undefined {
  const { q, to, value } = labelledIn(line) ?? {};
  if (q === undefined || value === undefined) return undefined;
  const pairs: unknown[] = Array.isArray(value['also']) ? value['also'] : [];
  const also = pairs.flatMap((pair): SectionPlace[] => {
    const [article, section] = Array.isArray(pair) ? (pair as unknown[]) : [];
    return typeof article === 'string' && typeof section === 'string' ? [{ article, section }] : [];
  });
  const isPlain = value['after'] === undefined && value['second'] === undefined;
  return { where, question: q, to, also, isPlain };
}

type Labelled = {
  q: string;
  at: string;
  to: SectionPlace | undefined;
  value: Record<string, unknown>;
};

function labelledIn(line: string): Labelled | undefined {
  const value = parsed(line);
  if (!isObject(value)) return undefined;
  const { q, article, section, at = '' } = value;
  const isText = (text: unknown): text is string | undefined =>
    text === undefined || typeof text === 'string';
  if (typeof q !== 'string' || !isText(article) || !isText(section) || typeof at !== 'string')
    return undefined;
  if (article === undefined && section !== undefined) return undefined;
  return { q, at, to: article === undefined ? undefined : { article, section }, value };
}

function parsed(line: string): unknown {
  try {
    return JSON.parse(line) as unknown;
  } catch {
    return undefined;
  }
}
