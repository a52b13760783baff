// The sections that words may mean, for an operator who says where a question belongs.
import { breadcrumbIn } from '../answer/article-reader.ts';
import { excerptText } from '../answer/runs.ts';
import type { Wiki } from '../answer/wiki.ts';
import { joinHeadings } from '../corpus/article.ts';
import type { OpenIndex } from '../index/open-index.ts';
import type { Passage } from '../retrieval/hit.ts';
import { NO_LESSONS, taughtForm } from '../retrieval/lessons.ts';
import type { Retriever } from '../retrieval/retriever.ts';
import type { SectionChoice } from './teaching.ts';

/** Widest excerpt, in columns: two lines of a message. */
const EXCERPT_WIDTH = 120;

type Searched = { index: OpenIndex; retriever: Retriever; wiki: Pick<Wiki, 'directory'> };

/**
 * Searches as if nothing had been taught: what is out of scope may be about to move. Articles whose title has the words
 * (or `qywx`) come by their first section, before what is found if that is not close.
 * @throws Failure `model` when the model stops working
 */
export async function sectionsFor(
  words: string,
  limit: number,
  { index, retriever, wiki }: Searched,
): Promise<SectionChoice[]> {
  const asked = taughtForm(words);
  const plain = retriever.withLessons(NO_LESSONS);
  const retrieval = await plain.retrieve(asked);
  const { catalogue } = index;
  const passageAt = (ordinal: number): Passage => ({ ordinal, ...catalogue.place(ordinal) });
  const titled = wiki.directory.search(asked, limit).flatMap(({ slug }) => {
    const [first] = catalogue.bySlug(slug)?.sections ?? [];
    return first === undefined ? [] : [passageAt(first.firstPassage)];
  });
  const found = [...retrieval.hits, ...retrieval.rest.map(passageAt)];
  const isNear = retrieval.confidence >= plain.calibration.cutOffs.unsure;
  const places = new Map<string, Passage>();
  for (const passage of isNear ? [...found, ...titled] : [...titled, ...found]) {
    const name = JSON.stringify([passage.article.slug, ...passage.section.headingPath]);
    if (places.size < limit && !places.has(name)) places.set(name, passage);
  }
  const shown = await plain.excerpts(retrieval, [...places.values()], { maxWidth: EXCERPT_WIDTH });
  return shown.map(({ passage: { article, section }, excerpt }) => ({
    place: {
      article: article.slug,
      // Text before the first heading has no other name than its article's beginning.
      section: section.headingPath.length === 0 ? undefined : joinHeadings(section.headingPath),
    },
    sectionId: section.id,
    title: article.title,
    breadcrumb: breadcrumbIn(article, section.headingPath),
    excerpt: excerptText(excerpt).text,
  }));
}
