// The labelled questions of the wiki, as far as serving and building need them: those without an answer show how sure the
// search can be of a wrong passage. Only the tune half is read, so that the other half can tell how good the cut-offs are.
import { createHash } from 'node:crypto';
import { readdirSync } from 'node:fs';
import path from 'node:path';
import type { Catalogue } from '../index/catalogue.ts';
import { isObject } from '../system/is-object.ts';
import { readOptional } from './environment.ts';

/** Weights and cut-offs are fitted on the tune half only; the reported figures are those of the test half. */
export type Half = 'tune' | 'test';

/** The half a question belongs to: by a hash of its text and of what came before, so that it never changes sides. */
export function halfOf({ q, after = [] }: { q: string; after?: readonly string[] }): Half {
  const [first = 0] = createHash('sha256')
    .update([...after, q].join('\n'), 'utf8')
    .digest();
  return (first & 1) === 0 ? 'tune' : 'test';
}

/** The questions belong to this wiki if it has at least this share of the articles that they name. */
const MIN_KNOWN = 0.5;

/** The questions files (`*.jsonl`) in a folder, sorted; none if there is no such folder. */
export function questionFilesIn(folder: string): string[] {
  return namesIn(folder)
    .filter((name) => name.endsWith('.jsonl'))
    .sort()
    .map((name) => path.join(folder, name));
}

/** The lines of all questions files in a folder. */
export function questionLines(folder: string): string[] {
  return questionFilesIn(folder).flatMap((file) => readOptional(file)?.split('\n') ?? []);
}

function namesIn(folder: string): string[] {
  try {
    return readdirSync(folder);
  } catch {
    return [];
  }
}

/**
 * The questions of the tune half that the wiki does not answer; none if they are labelled for another wiki. A line that
 * is no question is left out: `npm run evaluate` names it.
 */
export function unanswerableQuestions(
  lines: readonly string[],
  catalogue: Pick<Catalogue, 'bySlug'>,
): string[] {
  if (!areOfWiki(lines, catalogue)) return [];
  return questionsIn(lines)
    .filter((question) => question.article === undefined && halfOf(question) === 'tune')
    .map(({ q }) => q);
}

/** Whether questions are labelled for this wiki: it has at least half of the articles that they name. */
export function areOfWiki(lines: readonly string[], { bySlug }: Pick<Catalogue, 'bySlug'>): boolean {
  const named = questionsIn(lines).flatMap(({ article }) => (typeof article === 'string' ? [article] : []));
  const known = named.filter((slug) => bySlug(slug) !== undefined).length;
  return known >= MIN_KNOWN * named.length;
}

/** Questions that go on from no other. */
function questionsIn(lines: readonly string[]): { q: string; article: unknown }[] {
  return lines.flatMap((line) => {
    const value = parsed(line);
    return isObject(value) && typeof value['q'] === 'string' && value['after'] === undefined
      ? [{ q: value['q'], article: value['article'] }]
      : [];
  });
}

function parsed(line: string): unknown {
  try {
    return JSON.parse(line) as unknown;
  } catch {
    return undefined;
  }
}
