// Both rankings of Wenda for a question whose vector is known, and their plain sum, like a library's hybrid search. The
// time includes parsing the question, but not ranking word by word, which the libraries lack.
import { createCandidateSearch } from '../../../../src/retrieval/candidates.ts';
import { createQuestionParser } from '../../../../src/retrieval/question.ts';
import { normalise } from '../../../../src/text/normal-form.ts';
import { NO_SYNONYMS } from '../../../../src/retrieval/synonyms.ts';
import { measureSearch, type Times } from '../measure-search.ts';
import { openLive } from '../open-passages.ts';
import { readSample } from '../read-sample.ts';
import { WARM_UP, type SearchInput } from '../search-input.ts';

export async function part({ indexDir, sampleFile }: SearchInput): Promise<{ hybrid: Times }> {
  const index = await openLive(indexDir, 'graph');
  const parse = createQuestionParser(index.lexical, NO_SYNONYMS);
  const candidatesFor = createCandidateSearch(index);
  const questions = readSample(sampleFile).questions.map(({ text, vector }) => ({
    text,
    vector: Float32Array.from(vector),
  }));
  return measureSearch(questions, questions.slice(0, WARM_UP), {
    hybrid: ({ text, vector }) => candidatesFor(parse(normalise(text)).terms, vector),
  });
}
