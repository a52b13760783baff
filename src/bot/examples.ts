import type { ExampleQuestion } from '../answer/example-questions.ts';
import type { Wiki } from '../answer/wiki.ts';
import { LOCALES } from '../locales/translations.ts';
import type { StateStore } from '../storage/state-store.ts';
import { languageOf, type WendaContext } from './context.ts';

/** Questions that this reader may try, the best first; none in an empty wiki. */
export async function examplesFor(
  ctx: WendaContext,
  { wiki, state }: { wiki: Pick<Wiki, 'examples'>; state: Pick<StateStore, 'reads'> },
): Promise<ExampleQuestion[]> {
  return wiki.examples.preferring(LOCALES[await languageOf(ctx)].titles, state.reads);
}
