// The questions that a wiki may offer as examples have been asked: a title that other articles answer as well, or that
// the search is not sure of, would be a bad beginning. An answer is kept as long as its article has the same text.
import type { CatalogueArticle } from '../index/catalogue-article.ts';
import type { AskedExample, Manifest } from '../index/manifest.ts';
import { createMostRead } from '../index/most-read.ts';
import { type OpenIndex, openGeneration } from '../index/open-index.ts';
import type { NativeLibrary } from '../index/hnsw-index.ts';
import { sha256 } from '../system/checksum.ts';
import type { Plan } from './passage-plan.ts';
import type { Previous } from './previous-generation.ts';

/** How sure the search is of the question about each article; it is above this room. */
export type AskExamples = (
  index: OpenIndex,
  articles: readonly CatalogueArticle[],
) => Promise<Pick<AskedExample, 'id' | 'confidence'>[]>;

/** Characters of a hash: two versions of one article are told apart. */
const VERSION_LENGTH = 12;

/**
 * @param manifest of the generation in `folder`, whose files are all written, with its masked confidences
 * @throws what opening or searching the generation throws
 */
export async function askedExamples(
  ask: AskExamples,
  manifest: Manifest,
  { folder, native, plan, previous }: ExampleInput,
): Promise<AskedExample[]> {
  const mostRead = createMostRead(plan.keys.length);
  /** Another article of the same title makes an answer doubtful. */
  const titles = new Map<string, number>();
  for (const article of plan.catalogue) {
    mostRead.add(article);
    titles.set(article.title, (titles.get(article.title) ?? 0) + 1);
  }
  const before = previous?.generation.manifest;
  const known = before?.masked?.key === manifest.masked?.key ? (before?.examples ?? []) : [];
  const places = mostRead.articles.map((article) => {
    const version = versionOf(article, plan.keys, titles.get(article.title));
    const kept = known.find((one) => one.articleId === article.id && one.version === version);
    return { article, version, kept };
  });
  const unknown = places.filter(({ kept }) => kept === undefined);
  if (unknown.length === 0) return places.flatMap(({ kept }) => kept ?? []);
  const opened = await openGeneration(folder, manifest, native);
  try {
    const answers = await ask(
      opened,
      unknown.map(({ article }) => article),
    );
    const asked = new Map(unknown.map(({ article }, i) => [article, answers[i]!]));
    return places.map(
      ({ article, version, kept }) => kept ?? { articleId: article.id, version, ...asked.get(article)! },
    );
  } finally {
    opened.close();
  }
}

export type ExampleInput = {
  folder: string;
  native: NativeLibrary;
  plan: Plan;
  previous: Previous | undefined;
};

/** Changes with everything that is searched of an article, and with the number of articles of its title. */
function versionOf({ sections }: CatalogueArticle, keys: readonly string[], ofTitle = 1): string {
  const first = sections[0]?.firstPassage ?? 0;
  const passages = sections.reduce((sum, section) => sum + section.passages, 0);
  const text = [ofTitle, ...keys.slice(first, first + passages)].join();
  return sha256(Buffer.from(text)).slice(0, VERSION_LENGTH);
}
