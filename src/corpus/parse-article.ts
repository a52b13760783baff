import { type Article, type Problem, type Section, sectionId } from './article.ts';
import type { Block } from './blocks.ts';
import { dayInName, titleFromName } from './file-names.ts';
import { readFrontMatter, type Withheld } from './front-matter.ts';
import { readMarkdown } from './markdown.ts';
import { joinShaped, type ShapedText } from './shape.ts';
import { WIKILINK } from './tags.ts';

/**
 * Increased when the same file gives another article or other problems: then articles parsed by an older version are
 * parsed again.
 */
export const PARSER_VERSION = 3;

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
  const blocks = readMarkdown(body);
  const title = values.title ?? blocks.find(isTopHeading)?.text ?? titleFromName(file);
  const sections = collectSections(slug, blocks, title);
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
  const article: Article = { slug, file, title, date, folder: [], views, related, sections: sections.found };
  const mentions = wikilinks(sections.found);
  if (mentions.length > 0) article.mentions = mentions;
  if (source !== undefined) article.source = source;
  if (categories !== undefined) article.categories = categories;
  return { article, problems };
}

/** The pages that wikilinks name, each once. */
function wikilinks(sections: readonly Section[]): string[] {
  const names = sections.flatMap(({ spans }) =>
    spans.flatMap((span) => {
      if (span.kind !== 'link' || !span.href.startsWith(WIKILINK)) return [];
      return span.href.slice(WIKILINK.length).split('#')[0]?.trim() ?? '';
    }),
  );
  return [...new Set(names)].filter((name) => name !== '');
}

type Heading = Extract<Block, { kind: 'heading' }>;

function isTopHeading(block: Block): block is Heading {
  return block.kind === 'heading' && block.level === 1 && block.text !== '';
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
      open = open.filter(({ level }) => level < block.level);
      continue;
    }
    // `# Title` at the top of the body repeats the title and does not start a section.
    if (block.level === 1 && block.text === title) {
      open = [];
      continue;
    }
    open = open.filter((heading) => heading.level < block.level);
    if (block.text === '') continue;
    open.push(block);
    const next = blocks[index + 1];
    if (next === undefined || (next.kind === 'heading' && next.level <= block.level)) empty.push(block);
  }
  close();
  return { found, empty };
}
