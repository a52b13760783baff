// The subjects of the sample articles: the product's own words, which are in every wiki's bot, must not name them.
import { readdirSync, readFileSync } from 'node:fs';
import path from 'node:path';
import { pinyin } from 'pinyin-pro';
import { functionWordRanges, isFunctionWord } from '../../src/text/function-words.ts';
import { normalise } from '../../src/text/normal-form.ts';
import { tokenise } from '../../src/text/tokens.ts';
import { SAMPLE_ARTICLES } from './project.ts';

/**
 * Words of sample titles that any product needs: group administrators are 群管理员, the people whom readers turn to are 客服,
 * "set" and "up" occur in any English text.
 */
const COMMON = new Set(['管理', '客服', 'set', 'up']);

const articles = readdirSync(SAMPLE_ARTICLES)
  .filter((name) => name.endsWith('.md'))
  .map((name) => readFileSync(path.join(SAMPLE_ARTICLES, name), 'utf8'));
const titles = articles.map((article) => /^title: (.*)$/m.exec(article)?.[1] ?? '');
const titleTerms = new Set(titles.flatMap(contentTerms).filter((term) => !COMMON.has(term)));
/** CIF, IPO, WFOE: none of our sentences has such a word by chance. */
const abbreviations = new Set(articles.flatMap((article) => article.match(/\b[A-Z]{3,}\b/g) ?? []));
const initials = titles
  .map((title) => title.replace(/\P{Script=Han}/gu, ''))
  .map((title) => pinyin(title, { pattern: 'first', type: 'array' }).join(''));

/** The words of the samples in a text: terms of their titles, abbreviations of their texts, pinyin initials. */
export function samplesNamedIn(text: string): string[] {
  const terms = contentTerms(text).filter((term) => titleTerms.has(term));
  const capitals = (text.match(/\b[A-Z]{3,}\b/g) ?? []).filter((word) => abbreviations.has(word));
  const typed = (text.match(/\b[a-z]{4,}\b/g) ?? []).filter((word) =>
    initials.some((letters) => letters.includes(word)),
  );
  return [...new Set([...terms, ...capitals, ...typed])];
}

/** Bigrams and words of a text without its function words. */
function contentTerms(text: string): string[] {
  const normal = normalise(text);
  let content = '';
  let at = 0;
  for (const { start, end } of functionWordRanges(normal)) {
    content += `${normal.slice(at, start)} `;
    at = end;
  }
  return tokenise(content + normal.slice(at))
    .filter(({ term, kind }) => kind !== 'character' && !isFunctionWord(term))
    .map(({ term }) => term);
}
