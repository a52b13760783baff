// What operators have taught about questions, as the search knows it. It is data: where it is kept and who writes it is
// none of the search's business.
import { joinHeadings } from '../corpus/article.ts';
import type { Catalogue } from '../index/catalogue.ts';
import type { CatalogueSection } from '../index/catalogue-article.ts';
import { type Normal, normalise } from '../text/normal-form.ts';
import { withoutPadding } from '../text/polite-padding.ts';
import type { SynonymRule } from './synonyms.ts';

export type SectionPlace = {
  /** Slug. */
  article: string;
  /** Heading path joined by ` › `, or the last heading; without it the article's beginning is meant. */
  section?: string | undefined;
};

export type Lessons = {
  /** Questions (see `taughtForm`) that belong to a section; of two for the same question the last counts. */
  aliases: readonly { question: Normal; place: SectionPlace }[];
  /** Questions that the wiki shall not answer, even if they are among the aliases. */
  negatives: readonly Normal[];
  /** They come before all other rules. */
  synonyms: readonly SynonymRule[];
};

export const NO_LESSONS: Lessons = { aliases: [], negatives: [], synonyms: [] };

/** A question as it is compared with others: in normal form, without politeness; empty if nothing else is in it. */
export function taughtForm(question: string): Normal {
  return withoutPadding(normalise(question));
}

/** The section at a place; undefined if it no longer exists. */
export function sectionAt(
  { bySlug }: Pick<Catalogue, 'bySlug'>,
  { article, section }: SectionPlace,
): CatalogueSection | undefined {
  const sections = bySlug(article)?.sections;
  if (section === undefined) return sections?.[0];
  const wanted = headingForm(section);
  const isWhole = ({ headingPath }: CatalogueSection): boolean =>
    headingForm(joinHeadings(headingPath)) === wanted;
  return sections?.find(isWhole) ?? sections?.find(({ headingPath }) => isCalled(headingPath, section));
}

/** Whether a label is a heading path, or its last heading. Case, width and spaces do not matter. */
export function isCalled(headingPath: readonly string[], label: string): boolean {
  const wanted = headingForm(label);
  return [joinHeadings(headingPath), headingPath.at(-1) ?? ''].some((name) => headingForm(name) === wanted);
}

function headingForm(heading: string): string {
  return normalise(heading).replaceAll(' ', '');
}
