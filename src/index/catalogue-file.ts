// Reads catalogue.json a few articles at a time: as a whole it would be ten megabytes of text and twice as much of objects
// at once, and nobody would be answered meanwhile.
import { open } from 'node:fs/promises';
import { type Catalogue, createCatalogueBuilder } from './catalogue.ts';
import { type CatalogueArticle } from './catalogue-article.ts';

/** Bytes that are read and parsed at a time: about a millisecond. */
const PORTION = 32_768;

/**
 * @param file path of catalogue.json, whose checksum has been compared
 * @throws SyntaxError when it is no list of articles
 */
export async function readCatalogue(file: string): Promise<Catalogue> {
  const builder = createCatalogueBuilder();
  const handle = await open(file, 'r');
  try {
    let window = Buffer.alloc(2 * PORTION);
    let held = 0;
    for (;;) {
      const { bytesRead } = await handle.read(window, held, window.length - held);
      held += bytesRead;
      let end = 0;
      for (const item of wholeItems(window.subarray(0, held))) {
        if (item.end > item.start)
          builder.add(JSON.parse(window.toString('utf8', item.start, item.end)) as CatalogueArticle);
        if (item.isLast) return builder.finish();
        end = item.end;
      }
      if (bytesRead === 0) throw new SyntaxError('catalogue.json ends too early');
      // What is left is the beginning of an article, with the comma or bracket in front of it.
      window.copyWithin(0, end, held);
      held -= end;
      if (held > window.length - PORTION) window = Buffer.concat([window], window.length * 2);
    }
  } finally {
    await handle.close();
  }
}

const QUOTE = 0x22;
const BACKSLASH = 0x5c;
const COMMA = 0x2c;
const OPENING = new Set([0x5b, 0x7b]); // [ {
const CLOSING = new Set([0x5d, 0x7d]); // ] }

/** The whole items at the beginning of bytes that begin with the bracket of a list, or with a comma in it. */
function* wholeItems(bytes: Uint8Array): Iterable<{ start: number; end: number; isLast: boolean }> {
  let depth = 0;
  let start = 1;
  for (let at = 1; at < bytes.length; at++) {
    const byte = bytes[at] ?? 0;
    if (byte === QUOTE) {
      for (at++; at < bytes.length && bytes[at] !== QUOTE; at++) if (bytes[at] === BACKSLASH) at++;
    } else if (byte === COMMA) {
      if (depth > 0) continue;
      yield { start, end: at, isLast: false };
      start = at + 1;
    } else if (byte > COMMA) {
      // All brackets are; most bytes are letters inside of strings and never come here.
      if (OPENING.has(byte)) depth++;
      else if (CLOSING.has(byte) && depth-- === 0) {
        yield { start, end: at, isLast: true };
        return;
      }
    }
  }
}
