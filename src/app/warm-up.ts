// The first question should be as fast as the rest.
import type { Wiki } from '../answer/wiki.ts';
import { LANGUAGES, LOCALES } from '../locales/translations.ts';

/** Has nothing to do with any article: the whole way is gone, mended spelling included. */
const WEAK_QUESTION = 'zzgs qnmd, wht els?';
/** Asks what nobody sees, so that the first reader does not wait for what is read and compiled at first use. */
export async function warmUp({ answerer, examples, directory, reader }: Wiki): Promise<void> {
  await directory.prepare();
  // No id is empty, but looking for it makes the tables in which the others are found.
  reader.card('');
  await new Promise((resolve) => setImmediate(resolve));
  reader.section('');
  const titles = LANGUAGES.flatMap((language) => examples.preferring(LOCALES[language].titles)).map(
    ({ title }) => title,
  );
  for (const question of [...new Set(titles), WEAK_QUESTION]) {
    await answerer.answer(question);
    // Whoever has asked in the meantime comes first.
    await new Promise((resolve) => setImmediate(resolve));
  }
}
