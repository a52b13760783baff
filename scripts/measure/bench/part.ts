// One part of `bench -- all`, which runs it as a separate process: part NAME JSON → one line of JSON on standard
// output. Parts are imported by name, so that a process loads only the libraries of its measure.
import { runMain } from '../../../src/app/run-main.ts';
import type { Environment } from '../../../src/app/config.ts';

export type Part = (input: never, env: Environment) => Promise<object>;

const PARTS: Record<string, () => Promise<{ part: Part }>> = {
  prepare: () => import('./parts/prepare.ts'),
  embed: () => import('./parts/embed.ts'),
  'embed-pipeline': () => import('./parts/embed-pipeline.ts'),
  parse: () => import('./parts/parse.ts'),
  'vector-search': () => import('./parts/vector-search.ts'),
  retrieval: () => import('./parts/retrieval.ts'),
  'search-wenda': () => import('./parts/search-wenda.ts'),
  'search-orama': () => import('./parts/search-orama.ts'),
  'search-minisearch': () => import('./parts/search-minisearch.ts'),
  memory: () => import('./parts/memory.ts'),
};

await runMain(async (env) => {
  const [name = '', input = '{}'] = process.argv.slice(2);
  const load = PARTS[name];
  if (load === undefined) throw new Error(`there is no part "${name}"`);
  const { part } = await load();
  const result = await part(JSON.parse(input) as never, env);
  process.stdout.write(`${JSON.stringify(result)}\n`);
  return 0;
});
