// The articles whose title stands in a question, whole and with other words around it. Such a question is never
// answered with "nothing": the topic is there, even if the passage is not.
import type { CatalogueArticle } from '../index/catalogue-article.ts';
import { queryTerms } from '../retrieval/query-terms.ts';
import { type Normal, normalise, sliceNormal } from '../text/normal-form.ts';
import { walkOnce } from './walk-once.ts';

export interface TitlesSaid {
  /** Articles in the order in which a question says their titles; of titles that overlap, the first and longest. */
  in(question: Normal): CatalogueArticle[];
  /** Reads the titles in small steps, before the first question needs them. */
  prepare(): Promise<void>;
}

/** What stands in brackets at the end of a title: 首次公开募股（IPO）. */
const BRACKETS = /^(.+?)\s*[([【「](.+?)[)\]】」]$/u;
const HAN = /\p{Script=Han}/u;
const LETTER = /[\p{L}\p{N}_]/u;

export function createTitlesSaid(articles: readonly CatalogueArticle[]): TitlesSaid {
  const byName = new Map<string, CatalogueArticle[]>();
  const lengths = new Set<number>();
  const reading = walkOnce(articles, (article) => {
    for (const name of namesOf(article.title)) {
      lengths.add(name.length);
      byName.set(name, [...(byName.get(name) ?? []), article]);
    }
  });

  return {
    in(question) {
      reading.finish();
      const longestFirst = [...lengths].sort((a, b) => b - a);
      const said = new Set<CatalogueArticle>();
      for (let at = 0; at < question.length; at++) {
        if (isInsideWord(question, at)) continue;
        const length = longestFirst.find(
          (length) => byName.has(question.slice(at, at + length)) && !isInsideWord(question, at + length),
        );
        if (length === undefined) continue;
        for (const article of byName.get(question.slice(at, at + length)) ?? []) said.add(article);
        at += length - 1;
      }
      return [...said];
    },
    prepare: reading.inSteps,
  };
}

/** A title, and its parts before and in brackets; only those with a content word. */
function namesOf(title: string): Set<string> {
  const whole = normalise(title);
  const [, before, inside] = BRACKETS.exec(whole) ?? [];
  const start = before === undefined ? whole : sliceNormal(whole, 0, before.length);
  const inBrackets = inside === undefined ? whole : normalise(inside);
  return new Set(
    [whole, start, inBrackets].filter((name) => queryTerms(name).some(({ weight }) => weight >= 1)),
  );
}

/** Whether a position lies between two letters of one word; Chinese words have no visible ends. */
function isInsideWord(text: string, at: number): boolean {
  const [before, after] = [text.charAt(at - 1), text.charAt(at)];
  return LETTER.test(before) && LETTER.test(after) && !HAN.test(before) && !HAN.test(after);
}
