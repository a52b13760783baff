// Retrieval → Answer. The one way to an answer for the bot, the terminal, the measurements and later the web.
import type { CatalogueArticle, CatalogueSection } from '../indexing/catalogue.ts';
import type { OpenIndex } from '../indexing/open-index.ts';
import { chooseExcerpt, type ScoredSentence } from '../retrieval/excerpt.ts';
import { byName, RANK_FEATURES } from '../retrieval/fusion.ts';
import type { Question } from '../retrieval/question.ts';
import { briefSections, relatedTopics } from '../retrieval/related-topics.ts';
import type { Hit, Retrieval, Retriever } from '../retrieval/retriever.ts';
import { createSectionMatcher } from '../retrieval/title-match.ts';
import type {
  Answer,
  AnswerPassage,
  FoundAnswer,
  PassageRef,
  PassageScores,
  Topic,
  TopicCard,
} from './answer.ts';
import { smallTalkIn } from './small-talk.ts';

export interface Answerer {
  /** @throws Failure `model` when the model stops working */
  answer(question: string): Promise<Answer>;
  /** The answer, and the search it came from; small talk is not searched. Same errors. */
  explain(question: string): Promise<Explanation>;
  /** One passage, with the question's words marked; undefined when the section is gone. Same errors. */
  passage(ref: PassageRef, question: string): Promise<AnswerPassage | undefined>;
  /** Topics related to an article; none when the article is gone. */
  related(articleId: string): Topic[];
  /** An article's brief part; undefined when the article is gone. */
  topicCard(articleId: string): TopicCard | undefined;
}

export type Explanation = { answer: Answer; retrieval: Retrieval | undefined };

type Shown = AnswerPassage & { scores: PassageScores };

const MAX_FURTHER = 2;
/** A further article must come at least this close to the main passage's score, or it is not worth a line. */
const FURTHER_SHARE = 0.6;
const MAX_RELATED = 4;
const MAX_NEXT = 4;
const MAX_CLOSEST_TOPICS = 4;

export function createAnswerer({ index, retriever }: { index: OpenIndex; retriever: Retriever }): Answerer {
  const { cutOffs } = retriever.calibration;
  const namesSection = createSectionMatcher(index.lexical);

  async function answer(question: string): Promise<Answer> {
    return (await explain(question)).answer;
  }

  async function explain(asked: string): Promise<Explanation> {
    const smallTalk = smallTalkIn(asked);
    if (smallTalk !== undefined)
      return {
        answer: { kind: 'nothing', question: asked, confidence: 0, reason: smallTalk },
        retrieval: undefined,
      };
    const retrieval = await retriever.retrieve(asked);
    return { answer: await compose(retrieval), retrieval };
  }

  async function compose(retrieval: Retrieval): Promise<Answer> {
    const { asked: question, corrected, confidence, hits } = retrieval;
    const [first] = hits;
    if (first === undefined || confidence < cutOffs.unsure) {
      const reason = retrieval.question.terms.length === 0 ? 'no-content' : 'no-match';
      return { kind: 'nothing', question, confidence, reason };
    }
    const head = { question, ...(corrected === undefined ? {} : { understoodAs: corrected }), confidence };
    if (confidence >= cutOffs.found) return { kind: 'found', ...head, ...(await found(first, retrieval)) };
    const [closest] = await showHits([first], retrieval.question);
    const topics = distinctArticles(hits).slice(0, MAX_CLOSEST_TOPICS).map(topicOf);
    return { kind: 'unsure', ...head, closest, topics };
  }

  async function found(
    first: Hit,
    { hits, question }: Retrieval,
  ): Promise<Pick<FoundAnswer, 'main' | 'further' | 'next' | 'related'>> {
    const worthwhile = hits.filter(({ fused }) => fused >= FURTHER_SHARE * first.fused);
    const further = worthwhile.filter(
      (hit, i) =>
        hit.article !== first.article && worthwhile.findIndex(({ article }) => article === hit.article) === i,
    );
    const [main, ...others] = await showHits([first, ...further.slice(0, MAX_FURTHER)], question);
    return {
      main,
      further: others,
      next: nextPassages(first, hits),
      related: relatedTopics(index, first.article, MAX_RELATED).map(topicOf),
    };
  }

  /** The best passages behind the first one. */
  function nextPassages(first: Hit, hits: readonly Hit[]): PassageRef[] {
    return hits
      .filter((hit) => hit !== first)
      .slice(0, MAX_NEXT)
      .map(({ ordinal }) => refOf(ordinal));
  }

  function refOf(ordinal: number): PassageRef {
    const { section, ordinalInSection } = index.catalogue.place(ordinal);
    return { sectionId: section.id, ordinal: ordinalInSection };
  }

  /** Passages as they are shown, in order; one or more. */
  async function showHits(
    [first, ...rest]: [Hit, ...Hit[]],
    question: Question,
  ): Promise<[Shown, ...Shown[]]> {
    const sections = [first, ...rest].map(({ ordinal }) =>
      passagesOf(index.catalogue.place(ordinal).section),
    );
    const sentences = await retriever.sentences(question, sections.flat());
    const one = (hit: Hit): Shown => ({
      ...show(refOf(hit.ordinal), hit.ordinal, question, sentences),
      scores: { fused: hit.fused, ...byName(RANK_FEATURES, (name) => hit[name]) },
    });
    return [one(first), ...rest.map(one)];
  }

  function show(
    ref: PassageRef,
    ordinal: number,
    question: Question,
    sentences: ReadonlyMap<number, ScoredSentence[]>,
  ): AnswerPassage {
    const { article, section, sectionIndex } = index.catalogue.place(ordinal);
    const excerpt = chooseExcerpt({
      sectionText: index.texts.sectionText(sectionIndex),
      sentences: passagesOf(section).flatMap((passage) => sentences.get(passage) ?? []),
      passage: index.texts.passageRange(ordinal),
      terms: question.terms,
      idf: (term) => index.lexical.idf(term),
      fromStart: namesSection(question.terms, article.title, section.headingPath.at(-1) ?? ''),
    });
    return { ref, article: headOf(article), headingPath: section.headingPath, excerpt };
  }

  async function passage(ref: PassageRef, asked: string): Promise<AnswerPassage | undefined> {
    const entry = index.catalogue.bySectionId(ref.sectionId);
    if (entry === undefined) return undefined;
    // After an edit the section may have fewer passages: its last one is nearest to what was meant.
    const ordinal = entry.section.firstPassage + Math.min(ref.ordinal, entry.section.passages - 1);
    // Read as it was for the answer, mended spelling included.
    const { question } = await retriever.retrieve(asked);
    return show(ref, ordinal, question, await retriever.sentences(question, passagesOf(entry.section)));
  }

  function topicCard(articleId: string): TopicCard | undefined {
    const article = index.catalogue.byId(articleId);
    if (article === undefined) return undefined;
    const sections = briefSections(article).map((section) => ({
      ref: { sectionId: section.id, ordinal: 0 },
      headingPath: section.headingPath,
      text: index.texts.sectionText(index.catalogue.place(section.firstPassage).sectionIndex),
    }));
    return {
      article: headOf(article),
      sections,
      related: relatedTopics(index, article, MAX_RELATED).map(topicOf),
    };
  }

  function related(articleId: string): Topic[] {
    const article = index.catalogue.byId(articleId);
    return article === undefined ? [] : relatedTopics(index, article, MAX_RELATED).map(topicOf);
  }

  return { answer, explain, passage, related, topicCard };
}

function passagesOf({ firstPassage, passages }: CatalogueSection): number[] {
  return Array.from({ length: passages }, (_, i) => firstPassage + i);
}

function topicOf({ id, slug, title }: CatalogueArticle): Topic {
  return { articleId: id, slug, title };
}

function headOf(article: CatalogueArticle): AnswerPassage['article'] {
  const { date, views, source } = article;
  return { ...topicOf(article), date, views, ...(source === undefined ? {} : { source }) };
}

function distinctArticles(hits: readonly Hit[]): CatalogueArticle[] {
  return [...new Set(hits.map(({ article }) => article))];
}
