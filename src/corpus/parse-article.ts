import { type Article, type Problem, type Section, sectionId } from './article.ts';
import { readFrontMatter } from './front-matter.ts';
import { markdownBlocks } from './markdown.ts';

/**
 * Increased when the same file gives another article or other problems: then articles parsed by an older version are
 * parsed again.
 */
export const PARSER_VERSION = 2;

/** An article, or `undefined` if an error excludes it; either may come with warnings. */
export type ParsedArticle = { article: Article | undefined; problems: Problem[] };

/**
 * Parses one article file: front matter, then Markdown with headings to any depth.
 * @param file name of the file for messages, as the operator knows it
 * @param slug the file's name without `.md`
 * @param text the decoded file; line ends may be LF or CRLF, a byte order mark is dropped
 */
export function parseArticle(file: string, slug: string, text: string): ParsedArticle {
  const { values, body, bodyLine, problems } = readFrontMatter(file, text);
  const sections = collectSections(slug, body, values.title);
  for (const empty of sections.empty) {
    problems.push({
      severity: 'warning',
      file,
      line: bodyLine + empty.line + 1,
      message: `heading "${empty.text}" has no text under it`,
    });
  }
  if (!sections.found.some((section) => section.headingPath.length > 0)) {
    const message = 'no sections: write the text under headings, e.g. `## 基本释义` and `### heading`';
    problems.push({ severity: 'error', file, line: bodyLine + 1, message });
  }
  problems.sort((a, b) => a.line - b.line);
  if (problems.some((problem) => problem.severity === 'error')) return { article: undefined, problems };
  const { title = '', date = '', views = 0, related = [], source } = values;
  const article: Article = { slug, title, date, views, related, sections: sections.found };
  if (source !== undefined) article.source = source;
  return { article, problems };
}

type Heading = { level: number; text: string; line: number };

function collectSections(
  slug: string,
  body: string,
  title: string | undefined,
): { found: Section[]; empty: Heading[] } {
  const found: Section[] = [];
  const empty: Heading[] = [];
  const seen = new Map<string, number>();
  let open: Heading[] = [];
  let paragraphs: string[] = [];
  const close = (): void => {
    if (paragraphs.length === 0) return;
    const headingPath = open.map((heading) => heading.text);
    const key = headingPath.join('\0');
    const occurrence = seen.get(key) ?? 0;
    seen.set(key, occurrence + 1);
    found.push({ id: sectionId(slug, headingPath, occurrence), headingPath, text: paragraphs.join('\n\n') });
    paragraphs = [];
  };
  const blocks = markdownBlocks(body);
  for (const [index, block] of blocks.entries()) {
    if (block.kind === 'text') {
      paragraphs.push(block.text);
      continue;
    }
    close();
    // `# Title` at the top of the body repeats the title and does not start a section.
    if (block.level === 1 && block.text === title) {
      open = [];
      continue;
    }
    open = [...open.filter((heading) => heading.level < block.level), block];
    const next = blocks[index + 1];
    if (next === undefined || (next.kind === 'heading' && next.level <= block.level)) empty.push(block);
  }
  close();
  return { found, empty };
}
