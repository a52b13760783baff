// Inspects an index folder: the edit that a start would serve from it, and files that should not be there.
import { readdir, readFile } from 'node:fs/promises';
import path from 'node:path';
import { reasonOf } from '../../../src/system/failure.ts';
import { currentGeneration } from '../../../src/index/generation-folders.ts';
import { loadNativeLibrary } from '../../../src/index/hnsw-index.ts';
import type { BuildRecipe } from '../../../src/index/manifest.ts';
import { openIndex } from '../../../src/index/open-index.ts';
import { type Edit, MARK } from './edited-articles.ts';

/** The files of an index folder between builds, and the number of generations. */
const EXPECTED = ['CURRENT', 'generations'];
const KEPT = 2;

/**
 * Opens the index as a start does and reads the edited article.
 * @returns the number of its edit, or what is wrong; a skipped generation is wrong too
 */
export async function look(
  indexDir: string,
  wanted: BuildRecipe,
  edits: readonly Edit[],
): Promise<number | string> {
  const damaged: string[] = [];
  try {
    const opened = await openIndex({
      indexDir,
      wanted,
      native: loadNativeLibrary(),
      onDamaged: (generation, reason) => damaged.push(`${generation} is damaged: ${reason}`),
    });
    try {
      if (damaged.length > 0) return damaged.join('; ');
      const article = opened.catalogue.byTitle(MARK);
      const section = article?.sections[0];
      if (article === undefined || section === undefined) return 'the edited article is not there';
      const edit = edits.findIndex(({ slug }) => slug === article.slug);
      const { sectionIndex } = opened.catalogue.place(section.firstPassage);
      const text = opened.texts.section(sectionIndex).text;
      if (text !== edits[edit]?.text) return `${article.slug} has the text of another edit: ${text}`;
      const [nearest] = opened.vectors.search(opened.vectors.vectorOf(section.firstPassage), 1);
      if (nearest?.ordinal !== section.firstPassage) return 'the graph does not find the edited passage';
      return edit;
    } finally {
      opened.close();
    }
  } catch (error) {
    return reasonOf(error);
  }
}

/** Files in an index folder that should not be there after a build. */
export async function leftovers(indexDir: string): Promise<string[]> {
  const top = (await readdir(indexDir)).filter((name) => !EXPECTED.includes(name));
  const generations = await readdir(path.join(indexDir, 'generations'));
  const half = generations.filter((name) => name.startsWith('.'));
  const many = generations.length - half.length > KEPT ? [`${generations.length} generations`] : [];
  const current = await currentGeneration(indexDir);
  const lost = current !== undefined && generations.includes(current) ? [] : [`CURRENT names ${current}`];
  return [...top, ...half, ...many, ...lost];
}

/** The step of publishing at which a build was killed, judged by its leftovers. */
export async function publishingStep(
  indexDir: string,
  pid: number,
  liveBefore: string | undefined,
): Promise<string> {
  if ((await currentGeneration(indexDir)) === liveBefore) return 'between its name and CURRENT';
  const lock = await readFile(path.join(indexDir, 'build.lock'), 'utf8').catch(() => '');
  return lock.includes(`"pid":${pid},`) ? 'cleaning up after CURRENT' : 'at its very end';
}
