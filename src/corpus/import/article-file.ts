// An imported topic as an article file in Wenda's format.
import { pinyin } from 'pinyin-pro';
import { stringify } from 'yaml';
import { normalise } from '../../text/normal-form.ts';
import { plainBlocks } from './plain-blocks.ts';
import type { ImportedArticle } from './imported-article.ts';
import type { ImportedSection } from './imported-article.ts';

/** Longest slug: file systems allow 255 bytes, but short addresses are nicer. */
const MAX_SLUG_LENGTH = 60;

/** A file name for a title: pinyin without tones, Latin words and numbers, joined by hyphens. The same title gives the same slug. */
export function slugFor(title: string): string {
  const words = pinyin(normalise(title), { toneType: 'none', type: 'array', nonZh: 'consecutive', v: true });
  const slug = words
    .join('-')
    .replace(/[^a-z0-9]+/g, '-')
    .replace(/^-+|-+$/g, '');
  if (slug === '') return `topic-${Buffer.from(title).toString('hex').slice(0, 16)}`;
  if (slug.length <= MAX_SLUG_LENGTH) return slug;
  return slug.slice(0, MAX_SLUG_LENGTH + 1).replace(/-[^-]*$/, '');
}

/**
 * The file's text. Parsing it gives back title, date, views, related titles, headings and paragraphs, to the letter.
 */
export function articleMarkdown(article: ImportedArticle & { date: string }): string {
  const head: Record<string, unknown> = {
    title: article.title,
    date: article.date,
    views: article.views ?? 0,
  };
  if (article.source !== undefined) head['source'] = article.source;
  head['related'] = article.related;
  const lines = ['---', stringify(head, { lineWidth: 0 }).trimEnd(), '---'];
  for (const part of article.parts) {
    lines.push('', `## ${inlineSafe(part.name)}`);
    const top = Math.min(
      ...part.sections.flatMap(({ heading, level }) => (heading === undefined ? [] : [level])),
    );
    for (const section of part.sections) lines.push(...sectionLines(section, top));
  }
  return `${lines.join('\n')}\n`;
}

function sectionLines({ heading, level, paragraphs }: ImportedSection, topLevel: number): string[] {
  const depth = Math.min(6, 3 + (Number.isFinite(topLevel) ? level - topLevel : 0));
  const lines = heading === undefined ? [] : ['', `${'#'.repeat(depth)} ${inlineSafe(heading)}`];
  for (const paragraph of paragraphs) lines.push('', blockSafe(paragraph));
  return lines;
}

/** Escapes a text only where Markdown would change it. */
function blockSafe(text: string): string {
  const blocks = plainBlocks(text);
  // A leading < may begin a block of HTML that swallows the text after it; the paragraph alone cannot show that.
  if (!text.startsWith('<') && blocks.length === 1 && blocks[0]?.kind === 'text' && blocks[0].text === text)
    return text;
  // Hard breaks keep lines separate; an escaped first character is not a block marker.
  return text
    .split('\n')
    .map((line) =>
      escape(line)
        .replace(/^([-+#=>~]|\d+(?=[.)]))/, (mark) => (/\d/.test(mark) ? mark : `\\${mark}`))
        .replace(/^(\d+)([.)])/, '$1\\$2'),
    )
    .join('\\\n');
}

function inlineSafe(text: string): string {
  const line = text.replace(/\s+/g, ' ').trim();
  const [block] = plainBlocks(`## ${line}`);
  return block?.kind === 'heading' && block.text === line
    ? line
    : escape(line).replace(/#+$/, (marks) => marks.replace(/#/g, '\\#'));
}

function escape(text: string): string {
  return text.replace(/[\\`*_[\]<>&|~!]/g, '\\$&');
}
