// A question after another one ("那发行价呢?", "多少钱"), without a language model. It is searched as asked; then the
// passages of the last topic are ranked with the same parsed and embedded question, and a few signs tell whether the
// question goes on about that topic: above all, whether the article has the words that the question is about. "那北交所
// 呢" names another subject: it is searched with what the earlier question asked of the old one.
import type { CatalogueArticle } from '../index/catalogue-article.ts';
import type { OpenIndex } from '../index/open-index.ts';
import { type Content, contentOf, contextWordsOf } from '../text/context-words.ts';
import { typesAsked } from '../text/answer-types.ts';
import { codesIn } from '../text/codes.ts';
import { joinNormal, normalise, type Normal, sliceNormal } from '../text/normal-form.ts';
import { withoutPadding } from '../text/polite-padding.ts';
import { similarity, termSet } from '../text/similarity.ts';
import { termsOf } from '../text/tokens.ts';
import type { Calibration } from './calibration.ts';
import type { Retriever } from './retriever.ts';
import type { Retrieval } from './retrieval.ts';

/** What came before a question: the article of the last answer, and the question that it answered, if one was asked. */
export type Before = { article: CatalogueArticle; question?: Normal | undefined };

/**
 * The chosen search. `assumed`: the topic that the question was taken to go on about. `carried`: what was taken over
 * from the earlier question, where this one only names another subject.
 */
export type FollowUp = {
  retrieval: Retrieval;
  assumed?: CatalogueArticle | undefined;
  carried?: Normal | undefined;
};

/** @throws Failure `model` when the model stops working, in all methods */
export interface FollowUps {
  retrieve(asked: Normal, before: Before): Promise<FollowUp>;
  /** A question about an article, whatever else it may be about. */
  about(asked: Normal, article: CatalogueArticle): Promise<Retrieval>;
  /** The subject of a question with what was asked of another one. */
  carrying(asked: Normal, carried: Normal): Promise<Retrieval>;
}

/**
 * Signs of the estimate that a question goes on about a topic, each 0 to 1. Fitted by logistic regression on 252
 * questions that do (the tune half of data/questions/follow-up.jsonl among them) and 728 that do not.
 */
const WEIGHTS = {
  /** Weight of the words that the topic's article does not have: 1 for two Latin words, or four Chinese bigrams. */
  lacking: -6.3,
  /** How much of the question the heading of the best passage says. */
  heading: 4.2,
  /** A question with much to it names its own subject: 1 for three Latin words, or six Chinese bigrams. */
  length: -1.2,
  /** The question has no subject of its own. */
  open: 1.25,
};
const INTERCEPT = 0.3;
/** From here on the topic is assumed: hardly one in fifty questions about other things reaches it. */
const ENOUGH = 0.65;
/** From here on nine in ten of the passages found so are right, and are shown as the answer. */
const SURE = 0.75;
/** Within an article every passage has the same title, so headings say more than in a search of the wiki. */
const HEADING_SHARE = 0.1;
/** A question without content says at least this much of a heading, or asks for something. */
const MIN_HEADING = 0.2;
/** A new subject is short, in terms. */
const MAX_SUBJECT = 6;
/** Carried words stay in the buttons of an answer; bytes of UTF-8. */
export const MAX_CARRIED_BYTES = 36;

type Dependencies = { retriever: Retriever; index: Pick<OpenIndex, 'lexical'> };

export function createFollowUps({ retriever, index: { lexical } }: Dependencies): FollowUps {
  const { cutOffs } = retriever.calibration;
  const normalTitle = (title: string): Normal => retriever.titles.normalForm(title);

  async function retrieve(asked: Normal, before: Before): Promise<FollowUp> {
    const plain = await retriever.retrieve(asked);
    const [first] = plain.hits;
    if (plain.named.size > 0 || plain.outOfScope || !/[\p{L}\p{N}]/u.test(asked)) return { retrieval: plain };
    const about = await sameCode(asked, before);
    if (about !== undefined) return about;
    const isSure = plain.confidence >= cutOffs.found;
    if (isSure && first?.article === before.article) return { retrieval: plain };
    const swapped = await swap(asked, before, plain);
    if (swapped !== undefined) return swapped;
    const retrieval = await ranked(asked, plain, before.article);
    return retrieval.confidence >= cutOffs.unsure
      ? { retrieval, assumed: before.article }
      : { retrieval: plain };
  }

  async function about(asked: Normal, article: CatalogueArticle): Promise<Retrieval> {
    return ranked(asked, await retriever.retrieve(asked), article);
  }

  function carrying(asked: Normal, carried: Normal): Promise<Retrieval> {
    return retriever.retrieve(joinNormal(contextWordsOf(withoutPadding(asked)).rest, carried));
  }

  /** The search for another subject, if the question names nothing but the title of another article, or its beginning. */
  async function swap(asked: Normal, before: Before, plain: Retrieval): Promise<FollowUp | undefined> {
    const { refers, rest } = contextWordsOf(withoutPadding(asked));
    if (!refers || before.question === undefined) return undefined;
    const subject = contentOf(rest);
    const isIn = (title: string): boolean => {
      const said = new Set(termsOf(normalTitle(title)).map(({ term }) => term));
      return subject.every(({ term }) => said.has(term));
    };
    if (subject.length === 0 || subject.length > MAX_SUBJECT || isIn(before.article.title)) return undefined;
    if (!plain.hits.some(({ article }) => isIn(article.title))) return undefined;
    const carried = fitting(withoutTitle(before.question, normalTitle(before.article.title)));
    if (carried === '') return undefined;
    const retrieval = await carrying(asked, carried);
    const [first] = retrieval.hits;
    return first !== undefined && isIn(first.article.title) ? { retrieval, carried } : undefined;
  }

  /**
   * The search with the code of the question before, if this one has none: an article on hundreds of settings is no
   * subject, `max_rows` is.
   */
  async function sameCode(
    asked: Normal,
    { article, question = '' as Normal }: Before,
  ): Promise<FollowUp | undefined> {
    const title = normalTitle(article.title);
    const [code, another] = identifiersIn(question).filter((code) => !title.includes(code));
    if (code === undefined || another !== undefined || identifiersIn(asked).length > 0) return undefined;
    const { rest } = contextWordsOf(withoutPadding(asked));
    const carried = normalise(code);
    if (Buffer.byteLength(carried) > MAX_CARRIED_BYTES) return undefined;
    const isHeld = holderOf(article);
    if (!contentOf(rest).every(({ term }) => isHeld(term))) return undefined;
    const retrieval = await carrying(asked, carried);
    const isNear = retrieval.confidence >= cutOffs.unsure && retrieval.hits[0]?.article === article;
    return isNear ? { retrieval, carried } : undefined;
  }

  /**
   * An article's passages for a searched question, with the confidence that the first is meant and answers; then what
   * the search found in other articles. A correction of the spelling is what the whole wiki would say, so the words that
   * the article lacks are those of the question as asked.
   */
  async function ranked(asked: Normal, plain: Retrieval, article: CatalogueArticle): Promise<Retrieval> {
    const within = await retriever.within(plain, article);
    const { rest } = contextWordsOf(withoutPadding(asked));
    const said = termSet(rest);
    const liked = within.hits.map((hit) => {
      const heading = similarity(said, termSet(normalTitle(hit.section.headingPath.at(-1) ?? '')));
      const fused = (hit.fused + HEADING_SHARE * heading) / (1 + HEADING_SHARE);
      return { hit: { ...hit, fused }, heading };
    });
    liked.sort((a, b) => b.hit.fused - a.hit.fused || a.hit.ordinal - b.hit.ordinal);
    const [best] = liked;
    if (best === undefined) return within;
    const content = contentOf(rest);
    const heading = Math.max(best.heading, best.hit.aspectInHeading);
    // 的的的呢 has nothing that could be about any topic.
    if (content.length === 0 && best.heading < MIN_HEADING && typesAsked(rest).length === 0) return within;
    const isHeld = holderOf(article);
    const sign = {
      lacking: Math.min(1, weightOf(content.filter(({ term }) => !isHeld(term))) / 4),
      heading,
      length: Math.min(1, weightOf(content) / 6),
      open: content.length === 0 ? 1 : 0,
    };
    const names = Object.keys(WEIGHTS) as (keyof typeof WEIGHTS)[];
    const sum = names.reduce((total, name) => total + WEIGHTS[name] * sign[name], INTERCEPT);
    const elsewhere = plain.hits.filter((hit) => hit.article !== article);
    const hits = [...liked.map(({ hit }) => hit), ...elsewhere];
    return { ...within, hits, confidence: onScaleOf(cutOffs, 1 / (1 + Math.exp(-sum))) };
  }

  /** Tells whether a passage of an article has a term. */
  function holderOf({ sections }: CatalogueArticle): (term: string) => boolean {
    const ordinals = sections.flatMap(({ firstPassage, passages }) =>
      Array.from({ length: passages }, (_, i) => firstPassage + i),
    );
    return (term) =>
      lexical.search([{ term, weight: 1 }], 0, ordinals).also.some(({ coverage }) => coverage > 0);
  }

  return { retrieve, about, carrying };
}

/**
 * An estimate on the scale of a wiki's confidence, whose cut-offs are its own: what is assumed is never below `unsure`,
 * and what is sure is never below `found`, wherever they are. Linear between the levels.
 */
export function onScaleOf({ unsure, found }: Calibration['cutOffs'], estimate: number): number {
  const between = (low: number, high: number, to: [number, number]): number =>
    to[0] + ((to[1] - to[0]) * (estimate - low)) / (high - low);
  if (estimate < ENOUGH) return between(0, ENOUGH, [0, unsure]);
  return estimate < SURE ? between(ENOUGH, SURE, [unsure, found]) : between(SURE, 1, [found, 1]);
}

function weightOf(content: readonly Content[]): number {
  return content.reduce((sum, { weight }) => sum + weight, 0);
}

const JOINED = /(?<![a-z0-9])[a-z][a-z0-9]*(?:[_.-][a-z0-9]+)+/gu;

const YEAR = /^(?:19|20)\d\d$/;

/** Codes and numbers (8001), and names of settings (`max_rows`), each once; a year is no subject. */
function identifiersIn(text: Normal): string[] {
  const joined = text.match(JOINED) ?? [];
  const codes = codesIn(text).filter(
    (code) => !YEAR.test(code) && !joined.some((name) => name.includes(code)),
  );
  return [...new Set([...joined, ...codes])];
}

/** What a question asks, without the words of a title. */
function withoutTitle(question: Normal, title: Normal): Normal {
  const { rest } = contextWordsOf(withoutPadding(question));
  const said = new Set(termsOf(title).map(({ term }) => term));
  let asks: Normal = '' as Normal;
  let at = 0;
  for (const { term, kind, start, end } of termsOf(rest)) {
    if (kind === 'character' || !said.has(term)) continue;
    if (start > at) asks = joinNormal(asks, sliceNormal(rest, at, start));
    at = Math.max(at, end);
  }
  return joinNormal(asks, sliceNormal(rest, at, rest.length)).trim() as Normal;
}

/** The end of a text that fits into a button: in Chinese it is what a question asks. */
function fitting(text: Normal): Normal {
  let kept = text;
  while (Buffer.byteLength(kept) > MAX_CARRIED_BYTES) {
    const [first = ''] = kept; // a character, which may be two units
    kept = sliceNormal(kept, first.length, kept.length);
  }
  return kept.trim() as Normal; // a part of a normal form
}
