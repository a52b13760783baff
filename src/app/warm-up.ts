// The first question should be as fast as the rest, so everything that is read, compiled or sorted at first use is
// prepared before it. The steps are small, because another generation may be serving meanwhile.
import { setImmediate } from 'node:timers/promises';
import type { Wiki } from '../answer/wiki.ts';
import { LANGUAGES, LOCALES } from '../locales/translations.ts';

/** A query unrelated to any article: it runs through every step, spelling correction included. */
const WEAK_QUESTION = 'zzgs qnmd, wht els?';

/** Prepares lists and titles; asks, looks up and reads on as a reader would. */
export async function warmUp({ unmetered, examples, directory, reader }: Wiki): Promise<void> {
  await directory.prepare();
  const scripts = LANGUAGES.map((language) => LOCALES[language].titles);
  await examples.prepare();
  const questions = new Map(
    scripts.flatMap((script) => examples.preferring(script)).map((example) => [example.id, example]),
  );
  for (const { question, articleId } of questions.values()) {
    await unmetered.answer(question);
    await setImmediate();
    const card = reader.card(articleId);
    await setImmediate();
    reader.section(card?.contents[0]?.sectionId ?? '');
    await setImmediate();
  }
  await unmetered.answer(WEAK_QUESTION);
}
