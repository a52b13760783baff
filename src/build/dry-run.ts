// What a build would do, without doing it: nothing is written, and the model is not loaded.
import { readFile } from 'node:fs/promises';
import path from 'node:path';
import type { Problem } from '../corpus/article.ts';
import { readCorpus } from '../corpus/read-corpus.ts';
import type { BuildOptions } from './build-index.ts';
import type { CatalogueArticle } from '../index/catalogue-article.ts';
import { type EarlierGeneration, openEarlierGeneration } from './earlier-generation.ts';
import { missingPassages } from './embed-passages.ts';
import { checkFreshness } from './freshness.ts';
import { wantedRecipe } from '../index/manifest.ts';
import { FILES } from '../index/open-index.ts';
import { planPassages } from './passage-plan.ts';

export type DryRun = {
  /** Why a build would give another generation; undefined when it would not. */
  reason: string | undefined;
  /** Slugs, against the generation that would be gone on with. */
  articles: { added: string[]; changed: string[]; removed: string[] };
  passages: { total: number; toEmbed: number };
  problems: Problem[];
};

/** @throws Failure `corpus` when the folder is unreadable */
export async function dryRun(
  options: Pick<BuildOptions, 'articlesDir' | 'indexDir' | 'describeModel' | 'native' | 'force'>,
): Promise<DryRun> {
  const model = await options.describeModel();
  const earlier =
    model === undefined || options.force === true
      ? undefined
      : await openEarlierGeneration(options.indexDir, wantedRecipe(model));
  try {
    const corpus = await readCorpus(options.articlesDir, earlier?.articles.known);
    const known = { checksum: corpus.checksum, verified: earlier?.manifest.generation };
    const freshness = await checkFreshness({ ...options, model }, known);
    const { catalogue, keys } = planPassages(corpus.articles, earlier?.articles.planned);
    const before = earlier === undefined ? new Map<string, string>() : await earlierArticles(earlier);
    const now = signatures(catalogue, keys);
    const stale = freshness.kind === 'stale' ? freshness.reason : undefined;
    return {
      reason: options.force === true ? 'everything is built anew' : stale,
      articles: {
        added: [...now.keys()].filter((slug) => !before.has(slug)),
        changed: [...now].flatMap(([slug, signature]) =>
          before.has(slug) && before.get(slug) !== signature ? [slug] : [],
        ),
        removed: [...before.keys()].filter((slug) => !now.has(slug)),
      },
      passages: { total: keys.length, toEmbed: missingPassages(keys, earlier, undefined).length },
      problems: corpus.problems,
    };
  } finally {
    earlier?.close();
  }
}

async function earlierArticles({ folder, keys }: EarlierGeneration): Promise<Map<string, string>> {
  const json = await readFile(path.join(folder, FILES.catalogue), 'utf8');
  return signatures(JSON.parse(json) as CatalogueArticle[], keys);
}

/** Everything that a reader could see of an article, by slug; where its passages lie in the index does not matter. */
function signatures(catalogue: readonly CatalogueArticle[], keys: readonly string[]): Map<string, string> {
  return new Map(
    catalogue.map(({ sections, ...head }) => [
      head.slug,
      JSON.stringify([
        head,
        sections.map(({ firstPassage, passages, ...section }) => [
          section,
          keys.slice(firstPassage, firstPassage + passages),
        ]),
      ]),
    ]),
  );
}
