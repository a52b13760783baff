import { type Article, type Problem, type Section, sectionId } from './article.ts';
import { dayInName, titleFromName } from './file-names.ts';
import { readFrontMatter, type Withheld } from './front-matter.ts';
import { markdownBlocks } from './markdown.ts';

/**
 * Increased when the same file gives another article or other problems: then articles parsed by an older version are
 * parsed again.
 */
export const PARSER_VERSION = 2;

/**
 * An article, or `undefined` if an error excludes it or it is left out; either may come with warnings. An article whose
 * file does not tell its date has the date ''; its folder is not known yet.
 */
export type ParsedArticle = {
  article: Article | undefined;
  problems: Problem[];
  leftOut?: Withheld | 'empty' | undefined;
  /** Title of a file without text, which may still name its folder. */
  title?: string | undefined;
};

/**
 * Parses one article file: front matter, if it has any, then Markdown with headings to any depth.
 * @param file path below the articles' folder, for messages, and for what the file does not say itself
 * @param slug see `slugsOf`
 * @param text the decoded file; line ends may be LF or CRLF, a byte order mark is dropped
 */
export function parseArticle(file: string, slug: string, text: string): ParsedArticle {
  const { values, withheld, body, bodyLine, problems } = readFrontMatter(file, text);
  if (withheld !== undefined) return { article: undefined, problems: [], leftOut: withheld };
  const title = values.title ?? firstHeading(body) ?? titleFromName(file);
  const sections = collectSections(slug, body, title);
  for (const empty of sections.empty) {
    problems.push({
      severity: 'warning',
      file,
      line: bodyLine + empty.line + 1,
      message: `heading "${empty.text}" has no text under it`,
    });
  }
  problems.sort((a, b) => a.line - b.line);
  if (problems.some((problem) => problem.severity === 'error')) return { article: undefined, problems };
  if (sections.found.length === 0) return { article: undefined, problems: [], leftOut: 'empty', title };
  const { date = dayInName(file) ?? '', views = 0, related = [], source, categories } = values;
  const article: Article = { slug, title, date, folder: [], views, related, sections: sections.found };
  if (source !== undefined) article.source = source;
  if (categories !== undefined) article.categories = categories;
  return { article, problems };
}

function firstHeading(body: string): string | undefined {
  return markdownBlocks(body).find((block) => block.kind === 'heading' && block.level === 1)?.text;
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
