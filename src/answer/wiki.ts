import type { OpenIndex } from '../index/open-index.ts';
import type { Retriever } from '../retrieval/retriever.ts';
import { type Answerer, createAnswerer } from './answerer.ts';
import { type ArticleReader, createArticleReader } from './article-reader.ts';
import { createExampleQuestions, type ExampleQuestions } from './example-questions.ts';
import { createArticleDirectory, type ArticleDirectory } from './article-directory.ts';
import { createLinks, type Links } from './links.ts';

/** Everything that readers see of one generation, and the generation's name. */
export type Wiki = {
  generation: string;
  answerer: Answerer;
  /** The same without the meter: for searches that are not questions, such as those at every pause in typing. */
  unmetered: Answerer;
  reader: ArticleReader;
  directory: ArticleDirectory;
  examples: ExampleQuestions;
  /** Where the links in articles lead. */
  links: Links;
};

/** Counts and times the questions to an answerer. */
export type Meter = (answerer: Answerer) => Answerer;

export type WikiDependencies = { index: OpenIndex; retriever: Retriever; meter?: Meter | undefined };

export function createWiki({ index, retriever, meter }: WikiDependencies): Wiki {
  const directory = createArticleDirectory(index.catalogue);
  return {
    generation: index.manifest.generation,
    ...answerers({ index, retriever, meter }, directory),
    reader: createArticleReader(index),
    directory,
    examples: createExampleQuestions(index, retriever.calibration.cutOffs.found),
    links: createLinks(index.catalogue),
  };
}

/** The same wiki, answering by another search over its index. */
export function withRetriever(wiki: Wiki, dependencies: WikiDependencies): Wiki {
  return { ...wiki, ...answerers(dependencies, wiki.directory) };
}

function answerers(
  { index, retriever, meter = (answerer) => answerer }: WikiDependencies,
  directory: ArticleDirectory,
): Pick<Wiki, 'answerer' | 'unmetered'> {
  const unmetered = createAnswerer({ index, retriever, directory });
  return { answerer: meter(unmetered), unmetered };
}
