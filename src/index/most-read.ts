// The articles whose titles a wiki may offer as first questions. A reader of English should find some in a Chinese wiki,
// and the other way round, so each script has a list of its own.
import type { CatalogueArticle } from './catalogue-article.ts';

export interface MostRead {
  add: (article: CatalogueArticle) => void;
  /** The most read of each script, best first; of two that are read as much, the newer one. */
  readonly articles: readonly CatalogueArticle[];
}

/** Articles of each script: one for four hundred passages, within these bounds; asking more would hold up a build. */
const OF_SCRIPT = { least: 8, most: 50, passagesEach: 400 } as const;
const HAN = /\p{Script=Han}/u;

/** @param passages of the whole wiki */
export function createMostRead(passages: number): MostRead {
  const wanted = Math.round(passages / OF_SCRIPT.passagesEach);
  const count = Math.min(OF_SCRIPT.most, Math.max(OF_SCRIPT.least, wanted));
  const han: CatalogueArticle[] = [];
  const others: CatalogueArticle[] = [];
  return {
    add(article) {
      const best = HAN.test(article.title) ? han : others;
      const last = best[count - 1];
      if (last !== undefined && order(article, last) > 0) return;
      const at = best.findIndex((other) => order(article, other) < 0);
      best.splice(at < 0 ? best.length : at, 0, article);
      best.length = Math.min(best.length, count);
    },
    get articles() {
      return [...han, ...others].sort(order);
    },
  };
}

function order(a: CatalogueArticle, b: CatalogueArticle): number {
  return b.views - a.views || compare(b.date, a.date) || compare(a.slug, b.slug);
}

function compare(a: string, b: string): number {
  return a < b ? -1 : a > b ? 1 : 0;
}
