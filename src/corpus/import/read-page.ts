// The bytes of one file → its articles, by what the file is, not only by its name.
import { reasonOf } from '../../system/failure.ts';
import type { ImportedPage } from './imported-article.ts';
import { readMarkdownPage } from './markdown-page.ts';
import { textLines } from './wiki/page-lines.ts';
import { decodePage } from './page-text.ts';
import { parseTextPage } from './wiki/text-page.ts';
import { isWikiPage, wikiArticles } from './wiki/wiki-page.ts';
import { wikiMarkup } from './wiki/wiki-markup.ts';
import { openZip } from './zip.ts';

/** Larger pages are no pages. */
const MAX_BYTES = 32 * 1024 * 1024;
const HTML =
  /^\s*(?:<\?xml[^>]*>\s*)?(?:<!--(?:(?!-->)[\s\S])*-->\s*)*<(?:!doctype html|html|head|body|div\s[^>]*mw-parser-output)/i;

/** A page of plain text may have been saved under any name. */
const TAG = /<[a-z!][^>]*>/i;

/**
 * Reads one page.
 * @param fileName the name with its extension
 * @param title the last resort for a title
 * @returns the page, or why it cannot be read, in words for the operator
 */
export async function readPage(
  fileName: string,
  title: string,
  bytes: Buffer,
): Promise<ImportedPage | string> {
  if (bytes.length > MAX_BYTES) return `is larger than ${MAX_BYTES / 1024 / 1024} MB; split it`;
  try {
    if (/\.docx$/i.test(fileName)) return await readWordPage(title, bytes);
    const text = await decodePage(bytes);
    if (text === undefined)
      return 'is not text in an encoding that is known (UTF-8, UTF-16, GBK, Big5, Shift_JIS); save it as UTF-8';
    const page = await readText(fileName, title, text);
    return typeof page === 'string' || page.articles.length > 0
      ? page
      : 'no text found; a page needs a title and text below it';
  } catch (error) {
    return `cannot be read (${reasonOf(error)}); save it again as HTML or as text`;
  }
}

async function readText(fileName: string, title: string, text: string): Promise<ImportedPage | string> {
  if (HTML.test(text) || (/\.x?html?$/i.test(fileName) && TAG.test(text))) {
    const { readHtmlPage } = await import('./html/html-page.ts');
    return readHtmlPage(title, text);
  }
  if (/\.(?:md|markdown)$/i.test(fileName)) return readMarkdownPage(title, text);
  const lines = textLines(text);
  if (isWikiPage(lines)) return wikiArticles(lines);
  return wikiMarkup(title, text) ?? parseTextPage(lines);
}

/** Word's documents go through HTML, pictures as data. */
async function readWordPage(title: string, bytes: Buffer): Promise<ImportedPage | string> {
  await openZip(bytes); // refuses what unpacks to too much
  const [{ default: mammoth }, { readHtmlPage }] = await Promise.all([
    import('mammoth'),
    import('./html/html-page.ts'),
  ]);
  const styleMap = ['strike => s', "p[style-name='Title'] => h1.page-title:fresh"];
  const { value } = await mammoth.convertToHtml({ buffer: bytes }, { styleMap });
  return readHtmlPage(title, value, true);
}
