// Whether the titles of articles can be offered as first questions: they are asked, and their own article must be the
// sure answer. An article whose title fails may have a heading that does not.
import type { CatalogueArticle } from '../index/catalogue-article.ts';
import type { AskedExample } from '../index/manifest.ts';
import type { Passage } from '../retrieval/hit.ts';
import type { Answerer } from './answerer.ts';

const QUESTION =
  /[?？]$|什么|什麼|怎么|怎麼|如何|哪些|多久|多少|几|幾|吗$|嗎$|^(?:how|what|which|when|who|why|can|is|are|do|does)\b/iu;

/** Whether a title or a heading is worded as a question. */
export function asksSomething(text: string): boolean {
  return QUESTION.test(text);
}

type Asked = Pick<AskedExample, 'id' | 'confidence'>;

/**
 * Asks the title of each article, or else its first heading that is a question.
 * @returns one of each article, in their order; its confidence is 0 if neither is surely answered by the article
 * @throws Failure `model` when the model stops working
 */
export async function askExamples(
  { sure }: Pick<Answerer, 'sure'>,
  articles: readonly CatalogueArticle[],
): Promise<Asked[]> {
  const asked: Asked[] = [];
  for (const article of articles) asked.push(await ask(article));
  return asked;

  async function ask({ id, title, sections }: CatalogueArticle): Promise<Asked> {
    const confidence = await confidenceIn(title, ({ article }) => article.id === id);
    const section = sections.find(({ headingPath }) => asksSomething(headingPath.at(-1) ?? ''));
    if (confidence > 0 || section === undefined) return { id, confidence };
    const isOwn = (passage: Passage): boolean => passage.section.id === section.id;
    return { id: section.id, confidence: await confidenceIn(section.headingPath.at(-1) ?? '', isOwn) };
  }

  async function confidenceIn(question: string, isOwn: (passage: Passage) => boolean): Promise<number> {
    const found = await sure(question);
    return found !== undefined && isOwn(found.passage) ? found.confidence : 0;
  }
}
