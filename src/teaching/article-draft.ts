// An article that is still to be written: a skeleton with the questions that it should answer. It is no article until
// somebody moves it out of drafts/.
import { readdir, readFile } from 'node:fs/promises';
import path from 'node:path';
import { readFrontMatter } from '../corpus/front-matter.ts';

export type Draft = { title: string; questions: readonly string[]; text?: string | undefined; at: string };

const MAX_NAME = 40;

/** The file of a gap's draft: the one that is there, or a new one named after the title. */
export async function draftFile(folder: string, gapId: string, title: string): Promise<string> {
  const id = fileSafe(gapId);
  const end = `${id}.md`;
  const files = await readdir(folder).catch(() => []);
  const known = files.find((file) => file === end || file.endsWith(`-${end}`));
  const name = fileSafe(title);
  return known ?? (name === '' || name === id ? end : `${name}-${end}`);
}

/** The drafts that there are, by name. @param folder of what is taught */
export async function draftsIn(folder: string): Promise<{ path: string; title: string }[]> {
  const drafts = path.join(folder, 'drafts');
  const entries = await readdir(drafts, { withFileTypes: true }).catch(() => []);
  const files = entries.filter((entry) => entry.isFile() && entry.name.endsWith('.md'));
  return Promise.all(
    files
      .map(({ name }) => name)
      .sort()
      .map(async (file) => {
        const text = await readFile(path.join(drafts, file), 'utf8').catch(() => '');
        return { path: path.join(drafts, file), title: readFrontMatter(file, text).values.title ?? file };
      }),
  );
}

/** Letters, digits and hyphens: a name that no system refuses. */
function fileSafe(text: string): string {
  const name = Array.from(text.normalize('NFKC').replace(/[^\p{L}\p{N}]+/gu, '-'))
    .slice(0, MAX_NAME)
    .join('');
  return name.replace(/^-+|-+$/g, '');
}

/** A draft with what it lacks; a new one if the text is empty. */
export function withDraft(draft: string, { title, questions, text, at }: Draft): string {
  const head = draft === '' ? `---\ntitle: ${JSON.stringify(oneLine(title))}\ndate: ${at}\n---\n\n` : draft;
  const comments = [...new Set(questions.map(comment))].filter((line) => !draft.includes(line));
  const asked = comments.length === 0 ? '' : `${comments.join('\n')}\n`;
  const body =
    text === undefined || text.trim() === '' || draft.includes(text.trim()) ? '' : `\n${text.trim()}\n`;
  const added = `${asked}${body}`;
  return added === '' ? head : `${head.trimEnd()}\n\n${added.trimStart()}`;
}

function comment(question: string): string {
  return `<!-- ${oneLine(question.replace(/-{2,}|[<>]/g, ' '))} -->`;
}

function oneLine(text: string): string {
  return text.replace(/\s+/g, ' ').trim();
}
