// What was found → what is said: an answer, a passage offered with a doubt, topics, or nothing.
import { searchable } from '../corpus/shape.ts';
import type { OpenIndex } from '../index/open-index.ts';
import type { Excerpted, ExcerptOptions } from '../retrieval/excerpts.ts';
import { byName, RANK_FEATURES } from '../retrieval/fusion.ts';
import type { Hit, Passage } from '../retrieval/hit.ts';
import { relatedArticles } from '../retrieval/related-articles.ts';
import type { Retrieval } from '../retrieval/retrieval.ts';
import type { Retriever } from '../retrieval/retriever.ts';
import { type Normal, normalise } from '../text/normal-form.ts';
import { withoutPadding } from '../text/polite-padding.ts';
import type {
  AnswerPassage,
  ArticleRef,
  FoundAnswer,
  PassageRef,
  PassageScores,
  Reading,
  SingleAnswer,
} from './answer.ts';
import type { ArticleDirectory } from './article-directory.ts';
import { articleRef, breadcrumbIn, headOf } from './article-reader.ts';
import { listedHits } from './listed-hits.ts';

/** A search, and what it took over from the conversation. */
export type Search = Pick<Reading, 'assumedTopic' | 'carriedWords'> & { retrieval: Retrieval };

export interface AnswerComposer {
  /** @throws Failure `model` when the model stops working */
  compose(question: string, asked: Normal, search: Search, options?: ExcerptOptions): Promise<SingleAnswer>;
  /** Passages with their excerpts. Same errors. */
  show(
    passages: readonly Passage[],
    retrieval: Retrieval,
    options?: ExcerptOptions,
  ): Promise<AnswerPassage[]>;
  /** The passages that a reader can turn to, best first: each section once. */
  listed(retrieval: Retrieval): Passage[];
  /** Articles to read after a passage. */
  relatedTo(passage: Passage, retrieval: Retrieval): ArticleRef[];
}

type Shown = AnswerPassage & { scores: PassageScores };

const MAX_RELATED = 4;
/** Passages that a reader can turn to after the first. */
const MAX_NEXT = 19;
const MAX_TOPICS = 4;
/**
 * Topics offered where there is no passage. Of 241 questions without an answer 13 get any: 25 titles, of which 18 are of
 * use. Of those that share a single rare word (50 more), most would be noise.
 */
const MAX_CLOSE = 3;

export type AnswerComposerDependencies = {
  index: OpenIndex;
  retriever: Retriever;
  directory: Pick<ArticleDirectory, 'search' | 'saidIn' | 'closest'>;
};

export function createAnswerComposer({
  index,
  retriever,
  directory,
}: AnswerComposerDependencies): AnswerComposer {
  const { cutOffs } = retriever.calibration;

  async function compose(
    question: string,
    asked: Normal,
    search: Search,
    options?: ExcerptOptions,
  ): Promise<SingleAnswer> {
    const { retrieval } = search;
    const { confidence, hits } = retrieval;
    const [first] = hits;
    if (retrieval.outOfScope)
      return { kind: 'nothing', question, confidence: 0, reason: 'no-match', outOfScope: true };
    const reading = readingOf(search);
    if (first !== undefined && confidence >= cutOffs.found)
      return { kind: 'found', question, ...reading, confidence, ...(await found(first, retrieval, options)) };
    const typed = directory.search(asked, MAX_TOPICS).map(refTo);
    const named = distinctArticles([...typed, ...directory.saidIn(asked)]);
    if (first === undefined || (confidence < cutOffs.unsure && (named.length > 0 || !says(first, asked)))) {
      if (named.length > 0) return { kind: 'topics', question, confidence, topics: named };
      if (retrieval.question.terms.length === 0)
        return { kind: 'nothing', question, confidence, reason: 'no-content' };
      const close = directory.closest(asked, MAX_CLOSE, { moreThanOneWord: true }).map(refTo);
      const topics = close.length > 0 ? { topics: close } : {};
      return { kind: 'nothing', question, confidence, reason: 'no-match', ...topics };
    }
    const closest = await showHit(first, retrieval, options);
    const topics = distinctArticles([...named, ...hits.map(({ article }) => articleRef(article))]);
    return { kind: 'unsure', question, ...reading, confidence, closest, next: nextOf(retrieval), topics };
  }

  /** Whether a section has the question word for word: of 营业执照 the wiki cannot say that it has nothing like it. */
  function says({ sectionIndex }: Hit, asked: Normal): boolean {
    const words = withoutPadding(asked);
    return words !== '' && normalise(searchable(index.texts.section(sectionIndex))).includes(words);
  }

  /**
   * One passage, without the best ones of other articles: however close they come in score, they do not answer. Of 227
   * within .6 of the first, 3 are of use, of 22 within .8, 2, of 7 within .85 none
   * (`npm run evaluate -- --half tune --see-also`).
   */
  async function found(
    first: Hit,
    retrieval: Retrieval,
    options?: ExcerptOptions,
  ): Promise<Pick<FoundAnswer, 'main' | 'next' | 'related'>> {
    const main = await showHit(first, retrieval, options);
    return { main, next: nextOf(retrieval), related: relatedTo(first, retrieval) };
  }

  function nextOf(retrieval: Retrieval): PassageRef[] {
    return listed(retrieval).slice(1).map(refOf);
  }

  function listed({ hits }: Retrieval): Passage[] {
    return listedHits(hits).slice(0, 1 + MAX_NEXT);
  }

  function relatedTo({ article }: Passage, { hits }: Retrieval): ArticleRef[] {
    return relatedArticles(index, article, MAX_RELATED, hits).map(articleRef);
  }

  /** A passage with what decided its rank. */
  async function showHit(hit: Hit, retrieval: Retrieval, options?: ExcerptOptions): Promise<Shown> {
    const [excerpted] = await retriever.excerpts(retrieval, [hit], options);
    if (excerpted === undefined) throw new Error('a hit without an excerpt');
    const features = byName(RANK_FEATURES, (name) => hit[name]);
    return { ...shownOf(excerpted), scores: { fused: hit.fused, ...features } };
  }

  async function show(
    passages: readonly Passage[],
    retrieval: Retrieval,
    options?: ExcerptOptions,
  ): Promise<AnswerPassage[]> {
    return (await retriever.excerpts(retrieval, passages, options)).map(shownOf);
  }

  return { compose, show, listed, relatedTo };
}

/** How the question of a search was read. */
export function readingOf({ retrieval, assumedTopic, carriedWords }: Search): Reading {
  const understoodAs = carriedWords === undefined ? retrieval.corrected : retrieval.question.normalForm;
  return { understoodAs, assumedTopic, carriedWords };
}

function refOf({ section, ordinalInSection }: Passage): PassageRef {
  return { sectionId: section.id, ordinal: ordinalInSection };
}

function shownOf({ passage, excerpt }: Excerpted<Passage>): AnswerPassage {
  const { article, section } = passage;
  const { headingPath } = section;
  const breadcrumb = breadcrumbIn(article, headingPath);
  return { ref: refOf(passage), article: headOf(article), headingPath, breadcrumb, excerpt };
}

function refTo({ articleId, slug, title }: ArticleRef): ArticleRef {
  return { articleId, slug, title };
}

function distinctArticles(articles: readonly ArticleRef[]): ArticleRef[] {
  return articles
    .filter(({ articleId }, i) => articles.findIndex((article) => article.articleId === articleId) === i)
    .slice(0, MAX_TOPICS);
}
