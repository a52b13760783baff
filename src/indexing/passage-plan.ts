// Which passages an index is made of, and in which order: their numbers name them in all files of a generation.
import { articleId, type Article, joinHeadings } from '../corpus/article.ts';
import { splitPassages } from '../corpus/passages.ts';
import { type Range, splitSentences } from '../text/sentences.ts';
import type { CatalogueArticle } from './catalogue.ts';
import type { LexicalFields } from './lexical-builder.ts';

/** All passages of a corpus, article by article; `passages[i]` and `ranges[i]` belong to ordinal `i`. */
export type Plan = {
  catalogue: CatalogueArticle[];
  sectionTexts: string[];
  ranges: Range[];
  passages: LexicalFields[];
};

/** Numbers all passages, article by article. */
export function planPassages(articles: readonly Article[]): Plan {
  const plan: Plan = { catalogue: [], sectionTexts: [], ranges: [], passages: [] };
  for (const { sections, ...head } of articles) {
    const entry: CatalogueArticle = { ...head, id: articleId(head.slug), sections: [] };
    for (const section of sections) {
      const ranges = splitPassages(section.text);
      const { id, headingPath } = section;
      entry.sections.push({ id, headingPath, firstPassage: plan.passages.length, passages: ranges.length });
      plan.sectionTexts.push(section.text);
      for (const range of ranges) {
        plan.ranges.push(range);
        const body = section.text.slice(range.start, range.end).trim();
        plan.passages.push({ title: head.title, headings: joinHeadings(headingPath), body });
      }
    }
    plan.catalogue.push(entry);
  }
  return plan;
}

/**
 * What the model reads of a passage, in parts: where it stands (title and headings), then its sentences. Joined by line
 * breaks they are the text that is embedded.
 */
export function partsForModel({ title, headings, body }: LexicalFields): string[] {
  const sentences = splitSentences(body).map(({ start, end }) => body.slice(start, end));
  return [joinParts(title, headings), ...sentences];
}

/** The same as one text, for models that read a passage as a whole. */
export function textForModel({ title, headings, body }: LexicalFields): string {
  return joinParts(title, headings, body);
}

function joinParts(...parts: string[]): string {
  return parts.filter((part) => part !== '').join('\n');
}
