// An article's text as HTML. The Markdown of its file keeps emphasis, tables and links; it is used as long as it has
// the same sections as the index, to which answers link. Otherwise the plain text of the index is shown.
import type { SectionText } from '../../answer/article-reader.ts';
import { readMarkdown } from '../../corpus/markdown.ts';
import { readFrontMatter } from '../../corpus/front-matter.ts';
import { parseArticle } from '../../corpus/parse-article.ts';
import { type HeadingAnchor, renderMarkdown } from './markdown-html.ts';
import { type Markup, markup } from '../markup.ts';

export type BodyInput = {
  slug: string;
  /** The text of the article's file, if there is one. */
  file: string | undefined;
  /** The article's sections in the index. */
  sections: readonly SectionText[];
};

export function articleBody({ slug, file, sections }: BodyInput): Markup {
  return (file === undefined ? undefined : fromFile(slug, file, sections)) ?? plainSections(sections);
}

function fromFile(slug: string, file: string, sections: readonly SectionText[]): Markup | undefined {
  const { article } = parseArticle('', slug, file);
  const ids = article?.sections.map(({ id }) => id).join();
  if (article === undefined || ids !== sections.map(({ sectionId }) => sectionId).join()) return undefined;
  const { body } = readFrontMatter('', file);
  return renderMarkdown(body, headingAnchors(body, article.title, sections));
}

/** Parses the headings as the corpus does, and matches the sections in order. */
function headingAnchors(body: string, title: string, sections: readonly SectionText[]): HeadingAnchor[] {
  const headings = readMarkdown(body).filter((block) => block.kind === 'heading');
  // Text before the first heading is a section too; it begins at the top of the page.
  let next = sections[0]?.headingPath.length === 0 ? 1 : 0;
  let open: { level: number; text: string }[] = [];
  return headings.map((heading) => {
    const isTitle = heading.level === 1 && heading.text === title;
    open = isTitle ? [] : [...open.filter(({ level }) => level < heading.level), heading];
    const section = sections[next];
    const path = open.map(({ text }) => text);
    if (section?.headingPath.join('\0') !== path.join('\0')) return { isTitle };
    next++;
    return { sectionId: section.sectionId, isTitle };
  });
}

function plainSections(sections: readonly SectionText[]): Markup {
  let open: readonly string[] = [];
  return markup`${sections.map(({ sectionId, headingPath, text }) => {
    const shared = headingPath.findIndex((heading, i) => heading !== open[i]);
    // A section that repeats the path of the one before it is shown under its heading again.
    const from = shared < 0 ? headingPath.length - 1 : shared;
    open = headingPath;
    const headings = headingPath.slice(Math.max(0, from)).map((heading, i, all) => {
      const id = i === all.length - 1 && markup` id="${sectionId}"`;
      return headingMarkup(Math.max(0, from) + i, heading, id);
    });
    const paragraphs = text.split(/\n\s*\n/).map((paragraph) => markup`<p class="plain">${paragraph}</p>\n`);
    return markup`${headings}${paragraphs}`;
  })}`;
}

function headingMarkup(depth: number, text: string, id: Markup | false): Markup {
  if (depth === 0) return markup`<h2${id}>${text}</h2>\n`;
  if (depth === 1) return markup`<h3${id}>${text}</h3>\n`;
  return markup`<h4${id}>${text}</h4>\n`;
}
