// MiniSearch over the same passages. It has no vectors: this is its search by words only.
import MiniSearch from 'minisearch';
import { measureSearch, type Times } from '../measure-search.ts';
import { openPassages } from '../open-passages.ts';
import { readSample } from '../read-sample.ts';
import { RESULTS, type SearchInput, terms, WARM_UP } from '../search-input.ts';

export async function part({ indexDir, sampleFile }: SearchInput): Promise<{ words: Times; buildS: number }> {
  const passages = await openPassages(indexDir);
  const engine = new MiniSearch({
    fields: ['title', 'headings', 'body'],
    tokenize: terms,
    processTerm: (term) => term,
  });
  const start = performance.now();
  for (let id = 0; id < passages.size; id++) engine.add({ id, ...passages.fieldsOf(id) });
  const buildS = (performance.now() - start) / 1000;
  passages.close();
  const { questions } = readSample(sampleFile);
  const { words } = await measureSearch(questions, questions.slice(0, WARM_UP), {
    words: ({ text }) => engine.search(text).slice(0, RESULTS),
  });
  return { words, buildS };
}
