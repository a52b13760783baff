// The markup of DokuWiki and MediaWiki, where a page's source was saved as text: headings, lists, links, tables, code and
// notes are read, templates are left out. Whole exports are better made as HTML.
import { escapeMarkdown } from '../escape-markdown.ts';
import type { ImportedPage } from '../imported-article.ts';

/** Templates inside templates that are still taken out. */
const MAX_NESTED = 20;
const HEADING = /^\s{0,9}(={1,6})(?!=)(.{1,300}?)\1\s{0,9}$/;

/** The article of a page in either markup; undefined for other text. */
export function wikiMarkup(name: string, text: string): ImportedPage | undefined {
  const levels = text.split('\n').flatMap((line) => HEADING.exec(line)?.[1]?.length ?? []);
  const isDoku = levels.some((level) => level >= 5) || /^ {2,}[*-] \S/m.test(text);
  if (levels.filter((level) => level >= 2).length === 0) return undefined;
  const lost = new Set<string>();
  const notes: string[] = [];
  const kept: string[] = [];
  const keep = (code: string): string => `\u0000${kept.push(code) - 1}\u0000`;
  let plain = text
    .replace(
      /<(code|file|pre|syntaxhighlight|source|nowiki)\b([^>]*)>\n?([\s\S]*?)<\/\1>/gi,
      (_, tag: string, about: string, code: string) =>
        tag.toLowerCase() === 'nowiki' || !code.includes('\n')
          ? keep(`\`${code.trim()}\``)
          : keep(
              `\n\`\`\`${/[a-z]+$/.exec(about.replace(/["']/g, '').trim())?.[0] ?? ''}\n${code.trimEnd()}\n\`\`\`\n`,
            ),
    )
    .replace(/<!--[\s\S]*?-->|<ref\b[^>]*\/>|__[A-Z]{3,}__|<gallery\b[\s\S]*?<\/gallery>/g, '')
    .replace(/<math\b[^>]*>([\s\S]*?)<\/math>/gi, (_, tex: string) => keep(`$${tex.trim()}$`))
    .replace(isDoku ? /%%([\s\S]+?)%%/g : /(?!)/g, (_, words: string) => keep(escapeMarkdown(words)))
    .replace(/<ref\b[^>]*>([\s\S]*?)<\/ref>/gi, (_, note: string) => keep(`[^${notes.push(note.trim())}]`))
    .replace(
      /\{\{\s*:?([^{}|]+\.(?:png|jpe?g|gif|webp))\s*(?:\?[^{}|]*)?(?:\|([^{}]*))?\}\}/gi,
      (_, file: string, caption = '') => `![${String(caption)}](${file.trim().replaceAll(':', '/')})`,
    );
  for (let before = '', depth = 0; before !== plain && depth < MAX_NESTED; depth++) {
    before = plain;
    plain = plain.replace(
      /\{\{([^{}]*)\}\}/g,
      (_, template: string) => (lost.add(template.split('|')[0]?.trim() ?? ''), ''),
    );
  }
  plain = (
    isDoku
      ? plain.replace(/\(\((.+?)\)\)/g, (_, note: string) => keep(`[^${notes.push(note.trim())}]`))
      : plain.replace(/\[\[(?:category|分类|分類|file|文件|image|[a-z]{2,3}):[^\]]*\]\]\n?/gi, '')
  )
    .replace(/\[\[([^[\]|\n]+)(?:\|([^[\]]*))?\]\]/g, (_, target: string, words?: string) =>
      link(target.trim(), words?.trim() ?? target.replace(/^:+/, '').trim()),
    )
    .replace(/\[(https?:\/\/\S+) ([^\]]+)\]/g, '[$2]($1)');
  plain = isDoku
    ? plain
        .replace(/''(.+?)''/g, '`$1`')
        .replace(/(?<!:)\/\/(.+?)\/\//g, '*$1*')
        .replace(/\\\\(?:\s|$)/g, '  \n')
    : plain
        .replace(/'''(.+?)'''/g, '**$1**')
        .replace(/''(.+?)''/g, '*$1*')
        .replace(/^; *(.+)$/gm, '\n**$1**\n')
        .replace(/^:+ */gm, '\n');
  const top = isDoku ? 7 - Math.max(...levels) : Math.min(...levels);
  let title: string | undefined;
  const lines = table(plain).map((line) => {
    const [, marks, padded] = HEADING.exec(line) ?? [];
    const heading = padded?.trim();
    if (marks !== undefined && heading !== undefined) {
      const level = isDoku ? 7 - marks.length : marks.length;
      if (title === undefined && isDoku && level === top) return ((title = heading), '');
      return `\n${'#'.repeat(Math.min(6, 2 + level - top - (isDoku ? 1 : 0)))} ${heading}\n`;
    }
    const [, indent = '', bullet = '', words] = /^( {2,}|)([*#-]+) *(\S.*)$/.exec(line) ?? [];
    if (
      words === undefined ||
      (isDoku
        ? indent === ''
        : indent !== '' || bullet.startsWith('-') || (bullet.startsWith('**') && words.includes('**')))
    )
      return line;
    const depth = isDoku ? indent.length / 2 - 1 : bullet.length - 1;
    return `${'   '.repeat(Math.floor(depth))}${bullet.endsWith(isDoku ? '-' : '#') ? '1.' : '-'} ${words}`;
  });
  const body = [lines.join('\n'), ...notes.map((note, at) => `[^${at + 1}]: ${note}`)]
    .join('\n\n')
    .replace(/\u0000(\d+)\u0000/g, (_, at: string) => kept[Number(at)] ?? '')
    .replace(/\n{3,}/g, '\n\n')
    .trim();
  const subject = isDoku ? undefined : /^\s*\*\*(.+?)\*\*/.exec(plain)?.[1];
  return {
    articles: [{ title: title ?? subject ?? name, related: [], body }],
    notes: lost.size === 0 ? [] : [`lost: templates ${[...lost].join(', ')}`],
  };
}

const link = (target: string, words: string): string =>
  `[${words}](${/^https?:/.test(target) ? target : target.replace(/ /g, '_').replaceAll(':', '/')})`;

/** Rows of tables as Markdown's: MediaWiki's between {| and |}, DokuWiki's lines with ^ and |. */
function table(text: string): string[] {
  const out: string[] = [];
  let rows: string[][] | undefined;
  const flush = (): void => {
    const filled = rows?.filter((row) => row.length > 0) ?? [];
    for (const [at, row] of filled.entries()) {
      out.push(`| ${row.join(' | ')} |`);
      if (at === 0) out.push(`|${' --- |'.repeat(row.length)}`);
    }
    out.push('');
    rows = undefined;
  };
  for (const line of text.split('\n')) {
    if (line.startsWith('{|')) rows = [[]];
    else if (rows === undefined) {
      const cells = /^[\^|](.*)[\^|]\s*$/.exec(line)?.[1]?.split(/[\^|]/);
      if (cells === undefined) out.push(line);
      else {
        const isFirst = !/^\|.*\|$/.test(out.at(-1) ?? '');
        out.push(`| ${cells.map((cell) => cell.trim()).join(' | ')} |`);
        if (isFirst) out.push(`|${' --- |'.repeat(cells.length)}`);
      }
    } else if (line.startsWith('|}')) flush();
    else if (line.startsWith('|-')) rows.push([]);
    else if (line.startsWith('|+')) out.push(line.slice(2).trim(), '');
    else if (/^[!|]/.test(line))
      rows.at(-1)?.push(
        ...line
          .slice(1)
          .split(/!!|\|\|/)
          .map((cell) => cell.replace(/^[^|[]*\b\w+=[^|]*\|/, '').trim()),
      );
    else if (line.trim() !== '') {
      const row = rows.at(-1);
      if (row !== undefined && row.length > 0) row.push(`${row.pop() ?? ''} ${line.trim()}`);
    }
  }
  if (rows !== undefined) flush();
  return out;
}
