import type { CatalogueArticle } from '../index/catalogue-article.ts';
import type { OpenIndex } from '../index/open-index.ts';
import type { Retriever } from '../retrieval/retriever.ts';
import { type Answerer, createAnswerer } from './answerer.ts';
import { type ArticleReader, createArticleReader } from './article-reader.ts';
import { createExampleArticles, type ExampleArticles } from './example-articles.ts';
import { createArticleDirectory, type ArticleDirectory } from './article-directory.ts';

/** Everything that readers are given of one generation. What was made from it says which one it was. */
export type Wiki = {
  generation: string;
  answerer: Answerer;
  reader: ArticleReader;
  directory: ArticleDirectory;
  examples: ExampleArticles;
};

export type WikiDependencies = {
  index: OpenIndex;
  retriever: Retriever;
  /** How often something was read in the bot, by article or section id. */
  readsOf: (id: string) => number;
};

export function createWiki({ index, retriever, readsOf }: WikiDependencies): Wiki {
  const readsOfArticle = ({ id, sections }: CatalogueArticle): number =>
    sections.reduce((sum, section) => sum + readsOf(section.id), readsOf(id));
  const directory = createArticleDirectory({ catalogue: index.catalogue, readsOf: readsOfArticle });
  return {
    generation: index.manifest.generation,
    answerer: createAnswerer({ index, retriever, directory }),
    reader: createArticleReader(index),
    directory,
    examples: createExampleArticles(index.catalogue),
  };
}
