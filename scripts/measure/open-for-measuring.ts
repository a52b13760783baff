// Opens an index and a model for measurements, as configured and with other options.
import type { Answerer } from '../../src/answer/answerer.ts';
import { createWiki, type Wiki } from '../../src/answer/wiki.ts';
import type { Config, Environment } from '../../src/app/config.ts';
import { type Search, withSearch } from '../../src/app/open-search.ts';
import { createRetriever, type Retriever, type RetrieverOptions } from '../../src/retrieval/retriever.ts';

export type Measured = Pick<Search, 'index' | 'embedder'> & {
  config: Config;
  retriever: Retriever;
  answerer: Answerer;
  wiki: Wiki;
  /** The same index and model with other options. */
  variant: (options: Partial<RetrieverOptions>) => { answerer: Answerer; retriever: Retriever };
};

/**
 * Opens the configured index, or the one named on the command line, for as long as `use` takes.
 * @param options instead of the configured ones
 */
export function withMeasured<T>(
  env: Environment,
  indexDir: string | undefined,
  use: (measured: Measured) => Promise<T>,
  options: Partial<RetrieverOptions> = {},
): Promise<T> {
  return withSearch(env, indexDir, ({ index, embedder, options: own }, config) => {
    const configured = { ...own, ...options };
    const open = (further: Partial<RetrieverOptions>): { retriever: Retriever; wiki: Wiki } => {
      const retriever = createRetriever({ index, embedder, ...configured, ...further });
      return { retriever, wiki: createWiki({ index, retriever }) };
    };
    const { retriever, wiki } = open({});
    const variant: Measured['variant'] = (options) => {
      const other = open(options);
      return { retriever: other.retriever, answerer: other.wiki.answerer };
    };
    return use({ config, index, embedder, retriever, answerer: wiki.answerer, wiki, variant });
  });
}
