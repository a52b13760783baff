import type { ArticleRef } from '../answer/answer.ts';
import type { Wiki } from '../answer/wiki.ts';
import { LOCALES } from '../locales/translations.ts';
import { languageOf, type WendaContext } from './context.ts';

/** Topics whose titles this reader may try as questions, the best first; none in an empty wiki. */
export async function examplesFor(ctx: WendaContext, wiki: Pick<Wiki, 'examples'>): Promise<ArticleRef[]> {
  return wiki.examples.preferring(LOCALES[await languageOf(ctx)].titles);
}
