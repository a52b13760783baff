// What a search needs of an index and a model. It does not depend on what is taught, so every change of that shares it:
// some of it is slow to make, or fills up with use.
import type { Embedder } from '../embedding/embedder.ts';
import type { OpenIndex } from '../index/open-index.ts';
import type { Normal } from '../text/normal-form.ts';
import type { Calibration } from './calibration.ts';
import { createArticleCandidates, createCandidateSearch } from './candidates.ts';
import { createConfidenceJudge } from './confidence.ts';
import { createQuestionEmbedder } from './embed-question.ts';
import { createExcerpts } from './excerpts.ts';
import { minedSynonyms, withMined } from './mined-synonyms.ts';
import { createQuestionMeaning } from './question-meaning.ts';
import { createQuestionParser, type Question } from './question.ts';
import { createRanking } from './ranking.ts';
import type { SentenceWeights } from './sentence-worth.ts';
import { createSoftMatcher } from './soft-match.ts';
import { createSpelling, type Spelling } from './spelling.ts';
import { type SynonymRule, type Synonyms, synonymsOf } from './synonyms.ts';
import { createTitleMatcher } from './title-match.ts';
import { createTitleLengths } from './title-tokens.ts';

export type SearchTools = ReturnType<typeof createSearchTools>;

/** What depends on synonyms. */
type Reading = { parse: (normalForm: Normal) => Question; spelling: Spelling };

type Dependencies = {
  index: OpenIndex;
  embedder: Embedder;
  calibration: Calibration;
  synonyms: Synonyms;
  sentenceWeights?: SentenceWeights;
};

export function createSearchTools({ index, embedder, calibration, synonyms, sentenceWeights }: Dependencies) {
  const { tokens } = embedder;
  const titles = createTitleMatcher(index.lexical);
  const matcher =
    tokens === undefined || index.tokens === undefined ? undefined : createSoftMatcher(tokens, index.tokens);
  const mined = minedSynonyms(index.catalogue.articles);
  const embed = createQuestionEmbedder(embedder);
  const plain = readingWith(withMined(synonyms, mined));

  function readingWith(known: Synonyms, { spelling }: Partial<Reading> = {}): Reading {
    return {
      parse: createQuestionParser(index.lexical, known),
      spelling: spelling ?? createSpelling(index.lexical, known.latinWords),
    };
  }

  return {
    titles,
    matcher,
    titleLengths: tokens === undefined ? undefined : createTitleLengths(tokens, titles),
    candidatesFor: createCandidateSearch(index),
    candidatesOf: createArticleCandidates(index),
    rank: createRanking(titles, calibration.fusion),
    embed,
    meaning: createQuestionMeaning({ parse: plain.parse, embed, lexical: index.lexical }),
    featuresOf: createConfidenceJudge(index, tokens),
    excerpts: createExcerpts({ index, embedder, matcher, titles, sentenceWeights }),
    /** Reads questions with further rules. */
    reading(rules: readonly SynonymRule[]): Reading {
      if (rules.length === 0) return plain;
      const taught = synonymsOf([...rules, ...synonyms.rules]);
      // Spelling has to know Latin words that are new; else it is the same, with what it has read of the index.
      const isLatin = [...taught.latinWords].some((word) => !synonyms.latinWords.has(word));
      return readingWith(withMined(taught, mined), isLatin ? {} : plain);
    },
  };
}
