// Orama's hybrid search over the same passages and vectors.
import { create, insertMultiple, search } from '@orama/orama';
import { measureSearch, type Times } from '../measure-search.ts';
import { openPassages } from '../open-passages.ts';
import { readSample } from '../read-sample.ts';
import { RESULTS, type SearchInput, terms, WARM_UP } from '../search-input.ts';

/** Passages inserted at a time. */
const PORTION = 1000;

export async function part({
  indexDir,
  sampleFile,
}: SearchInput): Promise<{ hybrid: Times; buildS: number; hits: number }> {
  const passages = await openPassages(indexDir);
  const dimension = passages.vectorOf(0).length;
  const db = create({
    schema: {
      title: 'string',
      headings: 'string',
      body: 'string',
      vector: `vector[${dimension}]`,
    } as const,
    components: {
      tokenizer: {
        language: 'chinese',
        normalizationCache: new Map(),
        tokenize: (text: string) => [...new Set(terms(text))],
      },
    },
  });
  const start = performance.now();
  for (let from = 0; from < passages.size; from += PORTION) {
    const portion = Array.from({ length: Math.min(PORTION, passages.size - from) }, (_, i) => {
      const { title, headings, body } = passages.fieldsOf(from + i);
      return { title, headings, body, vector: Array.from(passages.vectorOf(from + i)) };
    });
    await insertMultiple(db, portion, PORTION);
  }
  const buildS = (performance.now() - start) / 1000;
  passages.close();
  const { questions } = readSample(sampleFile);
  let hits = 0;
  const { hybrid } = await measureSearch(questions, questions.slice(0, WARM_UP), {
    hybrid: async ({ text, vector }) => {
      const found = await search(db, {
        mode: 'hybrid',
        term: text,
        vector: { value: vector, property: 'vector' },
        similarity: 0,
        limit: RESULTS,
      });
      hits += found.hits.length;
    },
  });
  return { hybrid, buildS, hits };
}
