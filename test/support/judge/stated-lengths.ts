// Parses the lengths and ranges that the documentation states in words.
import type { Schema } from './schema-from-types.ts';

/** The lengths, or the range, that a comment states for a text, a list or a number. */
export function lengthsIn({ type }: Schema, comment: string): Schema | undefined {
  const texts = /\b(\d+)-(\d+) (characters|bytes)/i.exec(comment);
  if (texts !== null && type === 'string') {
    const [min, max] = [Number(texts[1]), Number(texts[2])];
    if (/after entit(?:y|ies) parsing/.test(comment)) return { parsedUtf16: [min, max] };
    const pattern = /only characters|only `A-Z`/i.test(comment)
      ? { pattern: '^[A-Za-z0-9_-]*$' }
      : comment.includes('only lowercase English letters, digits and underscores')
        ? { pattern: '^[a-z0-9_]*$' }
        : {};
    return texts[3]?.toLowerCase() === 'bytes'
      ? { minBytes: min, maxBytes: max }
      : { minUtf16: min, maxUtf16: max, ...pattern };
  }
  const longest = /can't exceed (\d+) bytes/.exec(comment)?.[1];
  if (longest !== undefined && type === 'string') return { maxBytes: Number(longest) };
  if (type === 'array') {
    const range = /list of (\d+)-(\d+)|must include (\d+)-(\d+) items/i.exec(comment);
    if (range !== null)
      return { minItems: Number(range[1] ?? range[3]), maxItems: Number(range[2] ?? range[4]) };
    const most = /(?:[Uu]p to|[Nn]o more than|[Aa]t most) (\d+) /.exec(comment)?.[1];
    return most === undefined ? undefined : { maxItems: Number(most) };
  }
  if (type !== 'number' && type !== 'integer') return undefined;
  const numbers =
    /values between (\d+)-(\d+)|must be between (\d+) and (\d+)(?= if specified|, or 0x)|[;,] (\d+)-(\d+)(?:[.,]|$)/i.exec(
      comment,
    );
  // Three wordings are tried; the two others gave undefined.
  const [minimum, maximum] = numbers?.slice(1).filter(Boolean) ?? [];
  if (minimum === undefined || maximum === undefined) return undefined;
  const range = { minimum: Number(minimum), maximum: Number(maximum) };
  // "…, or 0x7FFFFFFF for live locations that can be edited indefinitely"
  const instead = /\bor (0x[0-9A-F]+)/.exec(comment)?.[1];
  return instead === undefined ? range : { anyOf: [range, { const: Number(instead) }] };
}
