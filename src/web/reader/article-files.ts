// Where the articles' files are. A request never becomes a path: the folder is listed, and a slug is looked up in the
// list. Listed once for each generation, because a new file is shown with the generation that has it.
import { readFile } from 'node:fs/promises';
import path from 'node:path';
import { listArticleFiles, slugOf } from '../../corpus/list-articles.ts';

export interface ArticleFiles {
  /** The text of an article's file; undefined when it is gone or cannot be read. */
  read(slug: string, generation: string): Promise<string | undefined>;
}

/** @param directory the folder that the index was built from; subfolders are looked into */
export function createArticleFiles(directory: string): ArticleFiles {
  let listed: { generation: string; files: Promise<Map<string, string>> } | undefined;

  return {
    async read(slug, generation) {
      if (listed?.generation !== generation) listed = { generation, files: listFiles(directory) };
      try {
        const file = (await listed.files).get(slug);
        return file === undefined ? undefined : await readFile(path.join(directory, file), 'utf8');
      } catch {
        // The index has the article's text as well: a file that is being moved must not lead to an error page.
        listed = undefined;
        return undefined;
      }
    },
  };
}

/** Files by slug, as the corpus names them; of two with one slug the first counts, as it does there. */
async function listFiles(directory: string): Promise<Map<string, string>> {
  const files = new Map<string, string>();
  for (const file of (await listArticleFiles(directory)).files)
    if (!files.has(slugOf(file))) files.set(slugOf(file), file);
  return files;
}
