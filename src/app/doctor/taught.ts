// What operators have taught, against the articles as they are in the index.
import path from 'node:path';
import { openCatalogueFile } from '../../index/catalogue-file.ts';
import type { Catalogue } from '../../index/catalogue.ts';
import { currentGeneration, generationFolder } from '../../index/generation-folders.ts';
import { FILES } from '../../index/open-index.ts';
import { lessonProblems } from '../../teaching/lesson-problems.ts';
import { readTaught } from '../../teaching/lesson-lines.ts';
import { readTexts } from '../../teaching/taught-folder.ts';
import { reasonOf } from '../../system/failure.ts';
import type { Check } from '../../terminal/check-lines.ts';
import type { Config } from '../config.ts';
import { shownPath } from '../environment.ts';

/** Nothing, if nothing has been taught. */
export async function checkTaught({
  teachingDir,
  indexDir,
}: Pick<Config, 'teachingDir' | 'indexDir'>): Promise<Check[]> {
  const name = 'taught';
  try {
    const texts = readTexts(teachingDir);
    if (Object.values(texts).every((text) => text.trim() === '')) return [];
    const lines = readTaught(texts, teachingDir);
    const problems = await withCatalogue(indexDir, (catalogue) =>
      catalogue === undefined ? lines.problems : lessonProblems(lines, catalogue),
    );
    const { aliases, negatives, synonyms, cases } = lines;
    const found = `${aliases.length + negatives.length} questions, ${synonyms.length} synonyms, ${cases.length} cases in ${shownPath(teachingDir)}`;
    const [first] = problems;
    if (first === undefined) return [{ name, state: 'ok', found }];
    const more = problems.length > 1 ? ` (and ${problems.length - 1} more)` : '';
    return [
      { name, state: 'hint', found: `${found}; ${first}${more}`, next: 'correct or delete these lines' },
    ];
  } catch (error) {
    return [{ name, state: 'wrong', found: reasonOf(error), next: 'let this user read these files' }];
  }
}

async function withCatalogue<T>(indexDir: string, use: (catalogue: Catalogue | undefined) => T): Promise<T> {
  const generation = await currentGeneration(indexDir);
  const opened =
    generation === undefined
      ? undefined
      : await openCatalogueFile(path.join(generationFolder(indexDir, generation), FILES.catalogue)).catch(
          () => undefined, // the check of the index says so
        );
  try {
    return use(opened?.catalogue);
  } finally {
    opened?.close();
  }
}
