// Shaped text as the blocks and formatted texts of rich messages (Bot API 10.1).
import type { InputRichMessage, RichText } from 'grammy/types';
import { linkIn, type Run, runs } from '../../answer/runs.ts';
import { type ShapedText, type Span, spansWithin, type Unit } from '../../corpus/shape.ts';
import type { Range } from '../../text/sentences.ts';
import { acceptedUrl, type LinkUrl } from './html.ts';

export type RichBlock = NonNullable<InputRichMessage['blocks']>[number];

/** Source: Bot API, "Rich Message Limits". A wider table is shown as its text, a row a paragraph. */
const MAX_COLUMNS = 20;

/** The blocks of a section: what its units are, lists and tables nested as they are. */
export function richBlocks({ text, units, spans }: ShapedText, linkUrl: LinkUrl): RichBlock[] {
  const inline = (range: Range): RichText => {
    const trimmed = {
      start: range.start,
      end: range.start + text.slice(range.start, range.end).trimEnd().length,
    };
    return richText(text.slice(trimmed.start, trimmed.end), spansWithin(spans, trimmed), linkUrl);
  };
  const blocksOf = (inner: readonly Unit[]): RichBlock[] => inner.flatMap(blockOf);
  return blocksOf(units);

  function blockOf(unit: Unit): RichBlock[] {
    switch (unit.kind) {
      case 'paragraph':
      case 'row':
        return [{ type: 'paragraph', text: inline(unit) }];
      case 'code': {
        const pre = spans.find(
          (span) => span.kind === 'pre' && span.start < unit.end && span.end > unit.start,
        );
        const language = pre?.kind === 'pre' ? pre.language : undefined;
        const code = text.slice(unit.start, unit.end).toWellFormed();
        return [{ type: 'pre', text: code, ...(language === undefined ? {} : { language }) }];
      }
      case 'list':
        return [{ type: 'list', items: unit.units.flatMap(itemOf) }];
      case 'item':
        return blocksOf(unit.units);
      case 'table':
        return tableOf(unit) ?? blocksOf(unit.units);
      case 'quote':
      case 'note':
        return [{ type: 'blockquote', blocks: blocksOf(unit.units) }];
      case 'figure':
        return blocksOf(unit.units);
    }
  }

  function itemOf(unit: Unit): Extract<RichBlock, { type: 'list' }>['items'] {
    if (unit.kind !== 'item') return [];
    const blocks = blocksOf(unit.units);
    if (blocks.length === 0) return [];
    const { number, checked } = unit;
    return [
      {
        blocks,
        ...(number === undefined ? {} : { value: number, type: '1' as const }),
        ...(checked === undefined ? {} : { has_checkbox: true as const }),
        ...(checked === true ? { is_checked: true as const } : {}),
      },
    ];
  }

  function tableOf({
    header,
    align = [],
    units: rows,
  }: Extract<Unit, { kind: 'table' }>): RichBlock[] | undefined {
    const cell = (shown: RichText, column: number): TableCell => {
      const side = align[column];
      return { text: shown, align: side === 'right' || side === 'center' ? side : 'left', valign: 'top' };
    };
    const body = rows.map((row) =>
      row.kind === 'row' ? row.cells.map((range, column) => cell(inline(range), column)) : [],
    );
    if (Math.max(header.length, ...body.map((row) => row.length)) > MAX_COLUMNS) return undefined;
    const head = header.map((name, column) => ({
      ...cell(name.toWellFormed(), column),
      is_header: true as const,
    }));
    return [{ type: 'table', cells: [...(header.length === 0 ? [] : [head]), ...body], is_bordered: true }];
  }
}

type TableCell = Extract<RichBlock, { type: 'table' }>['cells'][number][number];

function richText(text: string, spans: readonly Span[], linkUrl: LinkUrl): RichText {
  const parts = runs(text, spans).map((run) => richRun(run, linkUrl));
  return parts.every((part) => typeof part === 'string') ? parts.join('') : parts;
}

const STYLES = {
  strong: 'bold',
  em: 'italic',
  struck: 'strikethrough',
  mark: 'marked',
  code: 'code',
} as const;

/** A run in its styles, within its link. */
function richRun({ text, spans }: Run<Span>, linkUrl: LinkUrl): RichText {
  const styled = spans.reduceRight<RichText>((inner, { kind }): RichText => {
    return kind === 'pre' || kind === 'link' || kind === 'image'
      ? inner
      : { type: STYLES[kind], text: inner };
  }, text.toWellFormed());
  const href = linkUrl(linkIn(spans)?.href ?? '') ?? '';
  const [, mail] = /^mailto:([^?\s]+@[^?\s]+)/i.exec(href) ?? [];
  if (mail !== undefined) return { type: 'email_address', text: styled, email_address: mail };
  const [, number] = /^tel:(\+?[\d() .-]+)$/i.exec(href) ?? [];
  if (number !== undefined) return { type: 'phone_number', text: styled, phone_number: number };
  const url = acceptedUrl(href);
  return url === undefined ? styled : { type: 'url', text: styled, url };
}
