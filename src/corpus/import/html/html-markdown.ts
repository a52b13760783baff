// Clean HTML → Markdown by turndown, with rules for what its own ones lose: bold next to Chinese punctuation, numbers of
// list items, links round blocks, tables (rectangular by then, see normaliseTable).
import TurndownService from 'turndown';
import { escapeMarkdown } from '../escape-markdown.ts';
import { isNeverHeading } from '../wiki/line-roles.ts';
import { type DomElement, RAW } from './dom.ts';

/** `content` of the body as Markdown; headings are moved so that the highest is of level 2. */
export function htmlToMarkdown(root: DomElement): string {
  const levels = [...root.querySelectorAll('h1,h2,h3,h4,h5,h6')].map(levelOf);
  const shift = levels.length === 0 ? 0 : 2 - Math.min(...levels);
  const markdown = createService(shift).turndown(root); // turndown asks for the browser's type of the same node
  return markdown
    .replace(/^[ \t]+$/gm, '')
    .replace(/[ \t]+$/gm, (spaces) => (spaces === '  ' ? spaces : ''))
    .trim();
}

const levelOf = (heading: DomElement): number => Number(heading.localName.slice(1));
const oneLine = (content: string): string => content.replace(/\s*\n\s*/g, ' ').trim();

function createService(shift: number): TurndownService {
  const service = new TurndownService({
    headingStyle: 'atx',
    hr: '---',
    bulletListMarker: '-',
    codeBlockStyle: 'fenced',
    emDelimiter: '*',
  });
  service.escape = escapeMarkdown;
  const rule = (
    filter: string | string[],
    replacement: (content: string, element: DomElement) => string,
  ): void => {
    service.addRule([filter].flat().join(), {
      filter: filter as never, // names of elements that the browser does not know
      replacement(content, node: unknown) {
        return replacement(content, node as DomElement); // the browser's type of the same node
      },
    });
  };
  rule(['h1', 'h2', 'h3', 'h4', 'h5', 'h6'], (content, element) => {
    const text = oneLine(content).replace(/(^|\s)(#+)$/, '$1\\$2');
    return text === '' ? '' : `\n\n${'#'.repeat(Math.min(6, levelOf(element) + shift))} ${text}\n\n`;
  });
  rule(['strong', 'b'], (content, { parentNode, textContent }) => {
    const name = parentNode?.localName ?? '';
    if (/^h\d$/.test(name)) return content;
    const isLine = /^(?:p|div|section)$/.test(name) && parentNode?.textContent.trim() === textContent.trim();
    if (!isLine || content.trim() === '') return marked('**', content);
    // A line that is bold as a whole is read as a heading.
    if (content.trim().startsWith('**')) return content;
    return isNeverHeading(textContent.trim()) ? content : `**${content.trim()}**`;
  });
  rule(['em', 'i'], (content) => marked('*', content));
  rule(['del', 's', 'strike'], (content) => marked('~~', content));
  rule(RAW, (_, element) => element.textContent);
  rule('a', (content, element) => {
    const text = oneLine(content);
    const target = element.getAttribute('href')?.trim() ?? '';
    return text === '' || target === '' || /^(?:#|javascript:)/i.test(target)
      ? content
      : `[${text}](${address(target)})`;
  });
  rule('img', (_, element) => {
    const source = element.getAttribute('src')?.trim() ?? '';
    const words = escapeMarkdown(oneLine(element.getAttribute('alt') ?? ''));
    return source === '' ? words : `![${words}](${address(source)})`;
  });
  rule('li', (content, element) => {
    const number = element.getAttribute('data-number');
    const marker = number === null ? '- ' : `${number}. `;
    const text = content.trim().replace(/\n(?=.)/g, `\n${' '.repeat(marker.length)}`);
    return text === '' ? '' : `${marker}${text}${element.nextElementSibling === null ? '' : '\n'}`;
  });
  rule('pre', (_, element) => {
    const code = element.textContent.replace(/^\n|\s+$/g, '');
    const longest = Math.max(2, ...[...code.matchAll(/`+/g)].map(([ticks]) => ticks.length));
    const fence = '`'.repeat(longest + 1);
    return `\n\n${fence}${element.getAttribute('data-language') ?? ''}\n${code}\n${fence}\n\n`;
  });
  rule(['td', 'th'], (content) => ` ${oneLine(content).replace(/(?<!\\)\|/g, '\\|')} |`);
  rule('tr', (content, { children, previousElementSibling }) =>
    previousElementSibling === null
      ? `|${content}\n|${' --- |'.repeat([...children].length)}\n`
      : `|${content}\n`,
  );
  rule('table', (content) => `\n\n${content}\n\n`);
  return service;
}

/** Addresses without what would end them in Markdown. */
function address(target: string): string {
  return target
    .replaceAll('\\', '/')
    .replace(/[\s<>()]/g, (mark) => `%${mark.charCodeAt(0).toString(16).padStart(2, '0')}`);
}

/**
 * Puts marks round a text. Punctuation at its ends stays outside: `**注意：**请` would not be bold, because a mark after
 * punctuation and before a letter closes nothing.
 */
function marked(mark: string, content: string): string {
  if (content.includes('\n\n')) return content; // marks do not reach over blocks
  const [, before = '', text = '', after = ''] =
    /^((?:[\s，。：；！？、…—“”‘’（）《》〈〉【】「」『』·,.:;?"']|!(?!\[))*)(.*?)((?<!\\)[\s，。：；！？、…—“”‘’（）《》〈〉【】「」『』·,.:;!?"']*)$/s.exec(
      content,
    ) ?? [];
  return text === '' || text.startsWith(mark) ? content : `${before}${mark}${text}${mark}${after}`;
}
