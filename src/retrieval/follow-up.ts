// Follow-up questions about the last topic ("那发行价呢?"), without a language model: the question is searched as asked
// and with the topic's title before it, and the surer search wins. The title alone makes the second search confident,
// so its confidence is discounted by how much of the question itself the found passage lacks.
import type { CatalogueArticle } from '../index/catalogue-article.ts';
import type { Normal } from '../text/normal-form.ts';
import type { Retriever } from './retriever.ts';
import type { Retrieval } from './retrieval.ts';

/**
 * A passage that has this share of a question's own words is assumed to be about them; below, trust falls in
 * proportion.
 */
const ENOUGH_COVERAGE = 0.6;
/** A question whose best passage is found, and whose words say this much of its title, has its own topic. */
const OWN_TOPIC = 0.5;

/** The surer retrieval, and whether it assumed the topic. */
export type FollowUp = { retrieval: Retrieval; assumed: boolean };

/** @throws Failure `model` when the model stops working */
export async function retrieveFollowUp(
  retriever: Retriever,
  asked: Normal,
  article: CatalogueArticle,
): Promise<FollowUp> {
  const plain = await retriever.retrieve(asked);
  const [first] = plain.hits;
  const hasOwnArticle =
    first === undefined ||
    (plain.confidence >= retriever.calibration.cutOffs.found &&
      (first.article === article || first.titleMatch >= OWN_TOPIC));
  if (hasOwnArticle) return { retrieval: plain, assumed: false };
  const assuming = await retrieveAbout(retriever, asked, article);
  return assuming !== undefined && assuming.confidence > plain.confidence
    ? { retrieval: assuming, assumed: true }
    : { retrieval: plain, assumed: false };
}

/**
 * A question searched together with a topic's title; undefined if another article still comes first.
 * @throws Failure `model` when the model stops working
 */
export async function retrieveAbout(
  retriever: Retriever,
  asked: Normal,
  article: CatalogueArticle,
): Promise<Retrieval | undefined> {
  const about = await retriever.retrieve(asked, { about: article });
  const [first] = about.hits;
  if (first?.article !== article) return undefined;
  const plain = await retriever.retrieve(asked);
  const own = await retriever.coverage(plain, first.ordinal);
  const best = plain.hits[0] === undefined ? own : await retriever.coverage(plain, plain.hits[0].ordinal);
  const trust = Math.min(1, own / ENOUGH_COVERAGE) * (best > 0 ? Math.min(1, own / best) : 1);
  return { ...about, confidence: about.confidence * trust };
}
