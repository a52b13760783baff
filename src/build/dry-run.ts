// Tells what a build would do. Nothing is written, and the model is not loaded.
import type { Problem } from '../corpus/article.ts';
import type { LeftOut } from '../corpus/list-articles.ts';
import { readCorpus } from '../corpus/read-corpus.ts';
import type { BuildOptions } from './build-index.ts';
import type { CatalogueArticle } from '../index/catalogue-article.ts';
import { missingPassages } from './embed-passages.ts';
import { checkFreshness, type FreshnessOptions } from './freshness.ts';
import { wantedRecipe } from '../index/manifest.ts';
import { planPassages } from './passage-plan.ts';
import { openPreviousGeneration } from './previous-generation.ts';

export type DryRun = {
  /** Why a build would give another generation; undefined if it would not. */
  reason: string | undefined;
  /** Slugs, compared with the generation that would be reused. */
  articles: { added: string[]; changed: string[]; removed: string[] };
  passages: { total: number; toEmbed: number };
  problems: Problem[];
  /** Files that are no articles. */
  leftOut: LeftOut[];
};

/** @throws Failure `corpus` when the folder is unreadable */
export async function dryRun(
  options: Pick<BuildOptions, 'articlesDir' | 'indexDir' | 'describeModel' | 'native' | 'force'> &
    Pick<FreshnessOptions, 'maskedKey'>,
): Promise<DryRun> {
  const model = await options.describeModel();
  const previous =
    model === undefined || options.force === true
      ? undefined
      : await openPreviousGeneration(options.indexDir, wantedRecipe(model));
  try {
    const corpus = await readCorpus(options.articlesDir, { known: previous?.articles.earlier.known });
    const known = { checksum: corpus.checksum, verified: previous?.manifest.generation };
    const freshness = await checkFreshness({ ...options, model }, known);
    const { catalogue, keys } = planPassages(corpus.articles, previous?.articles.planned);
    const then = signatures(previous?.articles.catalogue() ?? [], previous?.keys ?? []);
    const now = signatures(catalogue, keys);
    const stale = freshness.kind === 'stale' ? freshness.reason : undefined;
    return {
      reason: options.force === true ? 'everything is built from scratch' : stale,
      articles: {
        added: [...now.keys()].filter((slug) => !then.has(slug)),
        changed: [...now].flatMap(([slug, signature]) =>
          then.has(slug) && then.get(slug) !== signature ? [slug] : [],
        ),
        removed: [...then.keys()].filter((slug) => !now.has(slug)),
      },
      passages: { total: keys.length, toEmbed: missingPassages(keys, previous, undefined).length },
      problems: corpus.problems,
      leftOut: corpus.leftOut,
    };
  } finally {
    previous?.close();
  }
}

/** Everything that a reader could see of an article, by slug; the positions of its passages do not matter. */
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
