// The catalogue on disk: JSON lines, one article a line, in the order of their passages. It is read a few articles at a
// time, because parsing blocks the process. Every field of an article gets through, even one unknown here.
//
// catalogue.jsonl:
//
//   {"slug":…,"title":…,"date":…,"views":…,"related":[…],"id":…,"sections":[
//       {"id":…,"headingPath":[…],"firstPassage":…,"passages":…}, …]}⏎          (on one line)
//   {"slug":…}⏎
import { createReadStream } from 'node:fs';
import { openFile } from '../system/read-exactly.ts';
import { type Catalogue, createCatalogueBuilder } from './catalogue.ts';
import type { CatalogueArticle } from './catalogue-article.ts';

/** Bytes that are read and parsed at a time: about a millisecond. */
const PORTION = 32_768;

export function encodeCatalogue(articles: readonly CatalogueArticle[]): Uint8Array {
  return Buffer.from(articles.map((article) => `${JSON.stringify(article)}\n`).join(''));
}

/** All articles of a catalogue at once, for a build. */
export function decodeCatalogue(bytes: Uint8Array): CatalogueArticle[] {
  const lines = Buffer.from(bytes).toString('utf8').split('\n');
  return lines.slice(0, -1).map(parseLine);
}

/**
 * @param file path of a verified catalogue.jsonl; kept open until `close`
 * @throws SyntaxError when a line is not JSON, or the last one is cut off
 */
export async function openCatalogueFile(file: string): Promise<{ catalogue: Catalogue; close: () => void }> {
  const { read, close } = openFile(file, (opened) => opened);
  /** Where each line begins, and where the last one ends. */
  const starts = [0];
  const builder = createCatalogueBuilder((index) => {
    const start = starts[index]!;
    const line = read(Buffer.allocUnsafe(starts[index + 1]! - start), start);
    return parseLine(line.toString('utf8')).sections;
  });
  try {
    let rest = '';
    const portions = createReadStream(file, { encoding: 'utf8', highWaterMark: PORTION });
    for await (const portion of portions as AsyncIterable<string>) {
      const lines = (rest + portion).split('\n');
      rest = lines.pop() ?? '';
      for (const line of lines) {
        builder.add(parseLine(line));
        starts.push(starts.at(-1)! + Buffer.byteLength(line) + 1);
      }
    }
    if (rest !== '') throw new SyntaxError('catalogue.jsonl ends in the middle of a line');
    return { catalogue: builder.finish(), close };
  } catch (error) {
    close();
    throw error;
  }
}

function parseLine(line: string): CatalogueArticle {
  return JSON.parse(line) as CatalogueArticle; // as `encodeCatalogue` wrote it: the file has been verified
}
