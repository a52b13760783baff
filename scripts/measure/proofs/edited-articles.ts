// Articles, one of which identifies its edit: every edit changes the name of its file, some also its text. So an answer
// shows which edit it is from, and an answer mixed from two edits is detected.
import { cp, mkdir, readdir, rm, writeFile } from 'node:fs/promises';
import path from 'node:path';
import { PROJECT } from './proof.ts';

/** Sample articles besides the edited one: few, so that builds are quick. */
const ARTICLES = 3;
/** The title of the edited article. */
export const MARK = '被杀死的构建';

export type Edit = { slug: string; text: string };

export type EditedArticles = {
  folder: string;
  /** Every edit, by its number from 0. */
  edits: readonly Edit[];
  /** Edits the article; `newText`: its text too, so that the model is needed. @returns the edit's number */
  edit: (newText: boolean) => Promise<number>;
};

/** Copies some of the sample articles and adds the edited one. */
export async function copyArticles(folder: string): Promise<EditedArticles> {
  const samples = path.join(PROJECT, 'data', 'articles');
  await mkdir(folder);
  for (const name of (await readdir(samples)).sort().slice(0, ARTICLES))
    await cp(path.join(samples, name), path.join(folder, name));
  const edits: Edit[] = [];
  const edit: EditedArticles['edit'] = async (newText) => {
    const number = edits.length;
    const last = edits.at(-1);
    const text = newText || last === undefined ? `这是第${number}次修改。` : last.text;
    const slug = `killed-${number}`;
    await writeFile(
      path.join(folder, `${slug}.md`),
      `---\ntitle: ${MARK}\ndate: 2026-01-01\n---\n\n## 说明\n\n${text}\n`,
    );
    if (last !== undefined) await rm(path.join(folder, `${last.slug}.md`));
    edits.push({ slug, text });
    return number;
  };
  await edit(true);
  return { folder, edits, edit };
}
