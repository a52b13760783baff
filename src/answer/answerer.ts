// Retrieval → Answer. The one way to an answer for the bot, the terminal, the measurements and later the web.
import type { CatalogueArticle } from '../indexing/catalogue.ts';
import type { OpenIndex } from '../indexing/open-index.ts';
import { CUT_OFFS } from '../retrieval/confidence.ts';
import { chooseExcerpt } from '../retrieval/excerpt.ts';
import { queryTerms } from '../retrieval/query-terms.ts';
import { briefSections, relatedTopics } from '../retrieval/related-topics.ts';
import type { Hit, Retrieval, Retriever } from '../retrieval/retriever.ts';
import { normalise } from '../text/normal-form.ts';
import type {
  Answer,
  AnswerPassage,
  FoundAnswer,
  PassageRef,
  PassageScores,
  Topic,
  TopicCard,
} from './answer.ts';

export interface Answerer {
  /** @throws Failure `model` when the model stops working */
  answer(question: string): Promise<Answer>;
  /** One passage, with the question's words marked; undefined when the section is gone. */
  passage(ref: PassageRef, question: string): AnswerPassage | undefined;
  /** Topics related to an article; none when the article is gone. */
  related(articleId: string): Topic[];
  /** An article's brief part; undefined when the article is gone. */
  topicCard(articleId: string): TopicCard | undefined;
}

const MAX_FURTHER = 2;
/** A further article must come at least this close to the main passage's score, or it is not worth a line. */
const FURTHER_SHARE = 0.6;
const MAX_RELATED = 4;
const MAX_NEXT = 4;
const MAX_CLOSEST_TOPICS = 4;

export function createAnswerer({ index, retriever }: { index: OpenIndex; retriever: Retriever }): Answerer {
  async function answer(question: string): Promise<Answer> {
    const retrieval = await retriever.retrieve(question);
    const { confidence, hits } = retrieval;
    const first = hits[0];
    if (first === undefined || confidence < CUT_OFFS.unsure) {
      return {
        kind: 'nothing',
        question,
        confidence,
        reason: retrieval.terms.length === 0 ? 'no-content' : 'no-match',
      };
    }
    if (confidence < CUT_OFFS.found) {
      const topics = distinctArticles(hits).slice(0, MAX_CLOSEST_TOPICS).map(topicOf);
      return { kind: 'unsure', question, confidence, topics };
    }
    return found(first, retrieval);
  }

  function found(first: Hit, { question, confidence, hits, terms }: Retrieval): FoundAnswer {
    const scored = (hit: Hit): AnswerPassage & { scores: PassageScores } => ({
      ...show(refOf(hit.ordinal), hit.ordinal, terms),
      scores: { fused: hit.fused, vector: hit.vectorScore, lexical: hit.lexicalScore, cover: hit.cover },
    });
    const worthwhile = hits.filter(({ fused }) => fused >= FURTHER_SHARE * first.fused);
    const further = worthwhile.filter(
      (hit, i) =>
        hit.article !== first.article && worthwhile.findIndex(({ article }) => article === hit.article) === i,
    );
    return {
      kind: 'found',
      question,
      confidence,
      main: scored(first),
      further: further.slice(0, MAX_FURTHER).map(scored),
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

  function show(ref: PassageRef, ordinal: number, terms: Retrieval['terms']): AnswerPassage {
    const { article, section, sectionIndex } = index.catalogue.place(ordinal);
    const excerpt = chooseExcerpt({
      sectionText: index.texts.sectionText(sectionIndex),
      passage: index.texts.passageRange(ordinal),
      terms,
      idf: (term) => index.lexical.idf(term),
    });
    return { ref, article: headOf(article), headingPath: section.headingPath, excerpt };
  }

  function passage(ref: PassageRef, question: string): AnswerPassage | undefined {
    const entry = index.catalogue.bySectionId(ref.sectionId);
    if (entry === undefined) return undefined;
    // After an edit the section may have fewer passages: its last one is nearest to what was meant.
    const ordinal = entry.section.firstPassage + Math.min(ref.ordinal, entry.section.passages - 1);
    return show(ref, ordinal, queryTerms(normalise(question)));
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

  return { answer, passage, related, topicCard };
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
