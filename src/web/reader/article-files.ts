// Finds the articles' files. A request never becomes a path: the folder is listed, and a slug is looked up in the list.
// It is listed once per generation, because a new file is shown only with the generation that has it.
import { readFile } from 'node:fs/promises';
import path from 'node:path';
import { slugsOf } from '../../corpus/file-names.ts';
import { listArticleFiles } from '../../corpus/list-articles.ts';

export interface ArticleFiles {
  /** The text of an article's file; undefined if it is missing or unreadable. */
  read(slug: string, generation: string): Promise<string | undefined>;
}

/** @param directory the folder that the index was built from, including its subfolders */
export function createArticleFiles(directory: string): ArticleFiles {
  let listed: { generation: string; files: Promise<Map<string, string>> } | undefined;

  return {
    async read(slug, generation) {
      if (listed?.generation !== generation) listed = { generation, files: listFiles(directory) };
      try {
        const file = (await listed.files).get(slug);
        return file === undefined ? undefined : await readFile(path.join(directory, file), 'utf8');
      } catch {
        // The index has the article's text too, so a file that is being moved must not cause an error page.
        listed = undefined;
        return undefined;
      }
    },
  };
}

/** Files by slug, named as in the corpus. */
async function listFiles(directory: string): Promise<Map<string, string>> {
  const slugs = slugsOf((await listArticleFiles(directory)).files);
  return new Map(Array.from(slugs, ([file, slug]) => [slug, file]));
}
