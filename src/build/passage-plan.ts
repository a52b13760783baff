// The passages of an index and their order: their ordinals name them in all files of a generation.
import { articleId, type Article, joinHeadings } from '../corpus/article.ts';
import { passageSentences, splitPassages } from '../corpus/passages.ts';
import { decodeShaped, encodeShaped, searchable, type ShapedText } from '../corpus/shape.ts';
import { lastAtMost } from '../index/binary-search.ts';
import type { CatalogueArticle } from '../index/catalogue-article.ts';
import { aliasesIn } from '../text/aliases.ts';
import { namesOf } from '../text/names.ts';
import type { Range } from '../text/sentences.ts';
import type { LexicalFields } from './lexical-builder.ts';
import { keyOf, type PassageFields } from './passage-keys.ts';

/** An article cut into passages, as the files store it. */
export type PlannedArticle = {
  /** `firstPassage` of its sections counts from the article's own first passage. */
  entry: CatalogueArticle;
  /** Texts of its sections in UTF-8, one after the other, and where each of them ends. */
  texts: Uint8Array;
  textEnds: Uint32Array;
  /** Start and end of each passage in its section's text (UTF-16 units). */
  ranges: Uint32Array;
  /** The key of each passage, see `keyOf`. */
  keys: readonly string[];
};

/** All passages of a corpus, article by article. */
export type Plan = {
  articles: PlannedArticle[];
  catalogue: CatalogueArticle[];
  /** The key of every passage, by ordinal. */
  keys: string[];
  sections: number;
  /** The indexed fields of a passage; fastest in order of the ordinals. */
  fieldsOf: (ordinal: number) => PassageFields;
};

/**
 * Numbers all passages, article by article.
 * @param known articles that have been cut already
 */
export function planPassages(
  articles: readonly Article[],
  known: (article: Article) => PlannedArticle | undefined = () => undefined,
): Plan {
  const planned = articles.map((article) => known(article) ?? cutArticle(article));
  const firstPassages = new Uint32Array(planned.length);
  const catalogue: CatalogueArticle[] = [];
  let passages = 0;
  let sections = 0;
  for (const [index, { entry, keys }] of planned.entries()) {
    const first = passages;
    const moved = entry.sections.map((section) => ({
      ...section,
      firstPassage: section.firstPassage + first,
    }));
    catalogue.push({ ...entry, sections: moved });
    firstPassages[index] = first;
    passages += keys.length;
    sections += moved.length;
  }
  let last = { index: -1, fields: [] as PassageFields[] };
  return {
    articles: planned,
    catalogue,
    keys: planned.flatMap(({ keys }) => keys),
    sections,
    fieldsOf: (ordinal) => {
      const index = lastAtMost(firstPassages, ordinal);
      const article = planned[index];
      if (article !== undefined && index !== last.index) last = { index, fields: fieldsOfArticle(article) };
      const fields = last.fields[ordinal - firstPassages[index]!];
      if (fields === undefined) throw new RangeError(`there is no passage ${ordinal}`);
      return fields;
    },
  };
}

function cutArticle({ sections, ...head }: Article): PlannedArticle {
  const aliases = sections.flatMap(({ text }) => aliasesIn(text));
  const entry: CatalogueArticle = {
    ...head,
    id: articleId(head.slug),
    ...(aliases.length === 0 ? {} : { aliases }),
    sections: [],
  };
  const texts: Buffer[] = [];
  const textEnds: number[] = [];
  const ranges: number[] = [];
  const keys: string[] = [];
  let textBytes = 0;
  for (const { id, headingPath, anchor, ...section } of sections) {
    const cut = splitPassages(section);
    const fields = fieldsOfSection(head.title, headingPath, section, cut);
    entry.sections.push({
      id,
      headingPath,
      ...(anchor === undefined ? {} : { anchor }),
      firstPassage: keys.length,
      passages: cut.length,
    });
    const bytes = Buffer.from(encodeShaped(section), 'utf8');
    texts.push(bytes);
    textEnds.push((textBytes += bytes.length));
    for (const { start, end } of cut) ranges.push(start, end);
    keys.push(...fields.map(keyOf));
  }
  return {
    entry,
    keys,
    texts: Buffer.concat(texts),
    textEnds: Uint32Array.from(textEnds),
    ranges: Uint32Array.from(ranges),
  };
}

/** A section of a planned article. */
export function plannedSection({ texts, textEnds }: PlannedArticle, section: number): ShapedText {
  const start = section === 0 ? 0 : textEnds[section - 1];
  const bytes = Buffer.from(texts.buffer, texts.byteOffset, texts.length);
  return decodeShaped(bytes.toString('utf8', start, textEnds[section]));
}

function fieldsOfArticle(article: PlannedArticle): PassageFields[] {
  const { title, sections } = article.entry;
  return sections.flatMap(({ headingPath, firstPassage, passages }, section) => {
    const ranges = Array.from({ length: passages }, (_, i) => {
      const [start = 0, end = 0] = article.ranges.subarray((firstPassage + i) * 2);
      return { start, end };
    });
    return fieldsOfSection(title, headingPath, plannedSection(article, section), ranges);
  });
}

/** What is indexed of a section's passages. */
export function fieldsOfSection(
  title: string,
  headingPath: readonly string[],
  section: ShapedText,
  passages: readonly Range[],
): PassageFields[] {
  const text = searchable(section);
  const part = ({ start, end }: Range): string => text.slice(start, end).trim();
  const names = namesOf(title, headingPath.at(-1) ?? '');
  return passages.map((passage, i) => ({
    title,
    headings: joinHeadings(headingPath),
    body: part(passage),
    names: i === 0 ? names : [],
    sentences: passageSentences(section, passage).map(part),
  }));
}

/**
 * The parts of a passage that the model reads: title and headings, then each sentence. Joined by line breaks they are
 * the embedded text.
 */
export function partsForModel({ title, headings, sentences }: PassageFields): string[] {
  return [joinParts(title, headings), ...sentences];
}

/** The same as one text, for models that read a passage as a whole. */
export function textForModel({ title, headings, body }: LexicalFields): string {
  return joinParts(title, headings, body);
}

function joinParts(...parts: string[]): string {
  return parts.filter((part) => part !== '').join('\n');
}
