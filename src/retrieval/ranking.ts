// Gives every candidate every feature, and orders them by the weighted sum. Sections that the question names come first.
import type { PassagePlace } from '../index/catalogue.ts';
import { type AnswerType, isNameable, typesAsked } from '../text/answer-types.ts';
import { termSet } from '../text/similarity.ts';
import type { Candidates } from './candidates.ts';
import { fuse, type FusionWeights, type RankFeatures } from './fusion.ts';
import type { Hit } from './hit.ts';
import type { Question } from './question.ts';
import type { Retrieval } from './retrieval.ts';
import type { SoftMatch } from './soft-match.ts';
import type { TitleMatcher } from './title-match.ts';

export type Ranking = Pick<Retrieval, 'hits' | 'rest' | 'rankings'>;

/**
 * @returns a function that ranks candidates; `named`: first passages of the sections that the question names; `places`
 * and `soft`: of each candidate, the latter if the model has token vectors
 */
export function createRanking(
  titles: TitleMatcher,
  weights: FusionWeights,
): (
  question: Question,
  named: ReadonlySet<number>,
  candidates: Candidates,
  places: readonly PassagePlace[],
  soft?: readonly SoftMatch[],
) => Ranking {
  return function rank({ normalForm, terms }, named, { best, rest, rankings }, places, soft) {
    const asked = new Set(terms.map(({ term }) => term));
    const said = termSet(normalForm);
    const kinds = typesAsked(normalForm).filter(isNameable);
    const hits = best.map(({ ordinal, vectorScore, coverage }, i): Hit => {
      const place = places[i]!;
      const { title } = place.article;
      const heading = place.section.headingPath.at(-1) ?? '';
      const match = soft?.[i];
      const features: RankFeatures = {
        vectorScore,
        coverage,
        titleMatch: titles.shareSaid(title, asked),
        softCoverage: match?.coverage ?? 0,
        sentenceCoverage: match?.sentenceCoverage ?? 0,
        sentenceScore: match?.sentenceScore ?? 0,
        aspectInHeading: match?.aspectInHeading ?? 0,
        aspectInSentence: match?.aspectInSentence ?? 0,
        nameLikeness: titles.likeness(title, heading, said),
        kindNamed: overlap(kinds, titles.kindsNamed(heading)),
      };
      return { ordinal, ...place, ...features, fused: fuse(features, weights), soft: match };
    });
    const isNamed = ({ section }: Hit): number => Number(named.has(section.firstPassage));
    hits.sort((a, b) => isNamed(b) - isNamed(a) || b.fused - a.fused || a.ordinal - b.ordinal);
    return { hits, rest, rankings };
  };
}

/** The common ones as a share of all (Jaccard's index); 0 if there are none. */
function overlap(asked: readonly AnswerType[], named: readonly AnswerType[]): number {
  const common = asked.filter((kind) => named.includes(kind)).length;
  return common === 0 ? 0 : common / (asked.length + named.length - common);
}
