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
import { articleRef, headOf } from './article-reader.ts';
import { listedHits } from './listed-hits.ts';

/** A search, and what it took over from the conversation. */
export type Search = Pick<Reading, 'assumedTopic' | 'carriedWords'> & { retrieval: Retrieval };

export interface AnswerComposer {
  /** @throws Failure `model` when the model stops working */
  compose(question: string, asked: Normal, search: Search): Promise<SingleAnswer>;
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

const MAX_FURTHER = 2;
/** A further article must come at least this close to the main passage's score, or it is not worth a line. */
const FURTHER_SHARE = 0.6;
const MAX_RELATED = 4;
/** Passages that a reader can turn to after the first. */
const MAX_NEXT = 19;
const MAX_TOPICS = 4;

export type AnswerComposerDependencies = {
  index: OpenIndex;
  retriever: Retriever;
  directory: Pick<ArticleDirectory, 'search' | 'saidIn'>;
};

export function createAnswerComposer({
  index,
  retriever,
  directory,
}: AnswerComposerDependencies): AnswerComposer {
  const { cutOffs } = retriever.calibration;

  async function compose(question: string, asked: Normal, search: Search): Promise<SingleAnswer> {
    const { retrieval } = search;
    const { confidence, hits } = retrieval;
    const [first] = hits;
    const reading = readingOf(search);
    if (first !== undefined && confidence >= cutOffs.found)
      return { kind: 'found', question, ...reading, confidence, ...(await found(first, retrieval)) };
    const typed = directory
      .search(asked, MAX_TOPICS)
      .map(({ articleId, slug, title }) => ({ articleId, slug, title }));
    const named = distinctArticles([...typed, ...directory.saidIn(asked)]);
    if (first === undefined || (confidence < cutOffs.unsure && (named.length > 0 || !says(first, asked)))) {
      if (named.length > 0) return { kind: 'topics', question, confidence, topics: named };
      const reason = retrieval.question.terms.length === 0 ? 'no-content' : 'no-match';
      return { kind: 'nothing', question, confidence, reason };
    }
    const [closest] = await showHits([first], retrieval);
    const topics = distinctArticles([...named, ...hits.map(({ article }) => articleRef(article))]);
    return { kind: 'unsure', question, ...reading, confidence, closest, next: nextOf(retrieval), topics };
  }

  /** Whether a section has the question word for word: of 营业执照 the wiki cannot say that it has nothing like it. */
  function says({ sectionIndex }: Hit, asked: Normal): boolean {
    const words = withoutPadding(asked);
    return words !== '' && normalise(searchable(index.texts.section(sectionIndex))).includes(words);
  }

  async function found(
    first: Hit,
    retrieval: Retrieval,
  ): Promise<Pick<FoundAnswer, 'main' | 'further' | 'next' | 'related'>> {
    const worthwhile = retrieval.hits.filter(({ fused }) => fused >= FURTHER_SHARE * first.fused);
    const others = worthwhile.filter(
      (hit, i) =>
        hit.article !== first.article && worthwhile.findIndex(({ article }) => article === hit.article) === i,
    );
    const [main, ...further] = await showHits([first, ...others.slice(0, MAX_FURTHER)], retrieval);
    return { main, further, next: nextOf(retrieval), related: relatedTo(first, retrieval) };
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

  /** Passages with what decided their rank; one or more. */
  async function showHits(
    hits: readonly [Hit, ...Hit[]],
    retrieval: Retrieval,
  ): Promise<[Shown, ...Shown[]]> {
    const excerpted = await retriever.excerpts(retrieval, hits);
    const shown = excerpted.map((one): Shown => {
      const { passage: hit } = one;
      const features = byName(RANK_FEATURES, (name) => hit[name]);
      return { ...shownOf(one), scores: { fused: hit.fused, ...features } };
    });
    return shown as [Shown, ...Shown[]]; // as many as hits
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
  return { ref: refOf(passage), article: headOf(article), headingPath: section.headingPath, excerpt };
}

function distinctArticles(articles: readonly ArticleRef[]): ArticleRef[] {
  return articles
    .filter(({ articleId }, i) => articles.findIndex((article) => article.articleId === articleId) === i)
    .slice(0, MAX_TOPICS);
}
