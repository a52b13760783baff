// Search in the graph next to exact search over every vector, question by question, in one process.
import { measureSearch } from '../measure-search.ts';
import { openLive } from '../open-passages.ts';
import { readSample } from '../read-sample.ts';

export type VectorSearchFigures = {
  graphMs: number;
  exactMs: number;
  /** Share of the ten best scores of the exact search that the graph finds too. */
  recallAt10: number;
  kind: string;
};

const NEIGHBOURS = 10;
const WARM_UP = 20;
/** One side has single precision, the other double. */
const EPSILON = 1e-5;

type Input = { indexDir: string; sampleFile: string };

export async function part({ indexDir, sampleFile }: Input): Promise<VectorSearchFigures> {
  const [graph, exact] = [await openLive(indexDir, 'graph'), await openLive(indexDir, 'exact')];
  const { questions } = readSample(sampleFile);
  let found = 0;
  let wanted = 0;
  const vectors = questions.map(({ vector }) => Float32Array.from(vector));
  const times = await measureSearch(vectors, vectors.slice(0, WARM_UP), {
    graph: (vector) => graph.vectors.search(vector, NEIGHBOURS),
    exact: (vector) => exact.vectors.search(vector, NEIGHBOURS),
  });
  for (const vector of vectors) {
    const best = exact.vectors.search(vector, NEIGHBOURS);
    const worst = (best.at(-1)?.score ?? 0) - EPSILON;
    wanted += best.length;
    found += graph.vectors.search(vector, NEIGHBOURS).filter(({ score }) => score >= worst).length;
  }
  const figures = { graphMs: times.graph.p50, exactMs: times.exact.p50, recallAt10: found / wanted };
  const { kind } = graph.vectors;
  graph.close();
  exact.close();
  return { ...figures, kind };
}
