import { type Article, type Problem, type Section, sectionId } from './article.ts';
import { type Block, GUESSED_LEVEL } from './blocks.ts';
import { readFrontMatter } from './front-matter.ts';
import { readMarkdown } from './markdown.ts';
import { joinShaped, type ShapedText } from './shape.ts';

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
  const blocks = readMarkdown(body);
  const title = values.title ?? blocks.find(isTopHeading)?.text;
  const sections = collectSections(slug, blocks, title);
  for (const empty of sections.empty) {
    problems.push({
      severity: 'warning',
      file,
      line: bodyLine + empty.line + 1,
      message: `heading "${empty.text}" has no text under it`,
    });
  }
  if (sections.found.length === 0) {
    const message = 'no text: write it under the front matter';
    problems.push({ severity: 'error', file, line: bodyLine + 1, message });
  }
  problems.sort((a, b) => a.line - b.line);
  if (problems.some((problem) => problem.severity === 'error')) return { article: undefined, problems };
  const { date = '', views = 0, related = [], source } = values;
  const article: Article = { slug, title: title ?? slug, date, views, related, sections: sections.found };
  if (source !== undefined) article.source = source;
  return { article, problems };
}

type Heading = Extract<Block, { kind: 'heading' }>;

function isTopHeading(block: Block): block is Heading {
  return block.kind === 'heading' && block.level === 1;
}

/** The sections of a body in their order, and the headings that have none. */
function collectSections(
  slug: string,
  blocks: readonly Block[],
  title: string | undefined,
): { found: Section[]; empty: Heading[] } {
  const found: Section[] = [];
  const empty: Heading[] = [];
  const seen = new Map<string, number>();
  let open: Heading[] = [];
  let texts: ShapedText[] = [];
  const close = (): void => {
    if (texts.length === 0) return;
    const headingPath = open.map(({ text }) => text);
    const key = headingPath.join('\0');
    const occurrence = seen.get(key) ?? 0;
    seen.set(key, occurrence + 1);
    const anchor = open.at(-1)?.anchor;
    const id = sectionId(slug, headingPath, occurrence);
    found.push({ id, headingPath, ...(anchor === undefined ? {} : { anchor }), ...joinShaped(texts) });
    texts = [];
  };
  for (const [index, block] of blocks.entries()) {
    if (block.kind === 'text') {
      texts.push(block.shaped);
      continue;
    }
    close();
    if (block.kind === 'end-of-guessed') {
      open = open.filter(({ level }) => level < GUESSED_LEVEL);
      continue;
    }
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
