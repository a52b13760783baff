// Asks a serving program one question after the other, and checks that each answer belongs to a published edit.
import { reasonOf } from '../../../src/system/failure.ts';
import { type Edit, MARK } from './edited-articles.ts';
import { pause } from './proof.ts';
import type { ServingProgram, Shown } from './serving-program.ts';

/** A question about an unedited article: its answer must not change. */
const CONSTANT = '北交所上市';
const REST_MS = 250;
/** The program checks every second what is published; this allows for a busy machine. */
const CATCH_UP_MS = 30_000;

export type Questions = {
  answered: () => number;
  /** The edits that it has served so far. */
  seen: ReadonlySet<number>;
  wrong: readonly string[];
  /** Waits until an edit is served; if it never is, that counts as wrong. */
  waitFor: (edit: number) => Promise<void>;
  stop: () => Promise<void>;
};

/**
 * Asks until it is stopped.
 * @param edits grows meanwhile
 * @param published the edit that is served first
 */
export async function startQuestions(
  program: ServingProgram,
  edits: readonly Edit[],
  published: number,
): Promise<Questions> {
  const wrong: string[] = [];
  const seen = new Set([published]);
  const constant = await program.ask(CONSTANT);
  let [last, answered, stopped] = [published, 0, false];

  const judge = (marked: Shown, other: Shown): void => {
    const edit = edits.findIndex(({ slug }) => slug === marked.slug);
    if (edit < 0 || edits[edit]?.text !== marked.text)
      wrong.push(`answered with ${marked.slug}: ${marked.text}, which is not an edit`);
    else if (edit < last) wrong.push(`answered with edit ${edit} after ${last}`);
    else seen.add((last = edit));
    if (other.slug !== constant.slug || other.text !== constant.text)
      wrong.push(`answered ${CONSTANT} with ${other.slug}: ${other.text}`);
  };
  const asking = (async () => {
    while (!stopped) {
      try {
        judge(await program.ask(MARK), await program.ask(CONSTANT));
        answered += 2;
      } catch (error) {
        wrong.push(`no answer: ${reasonOf(error)}`);
        await pause(REST_MS);
      }
      await pause(REST_MS);
    }
  })();

  return {
    answered: () => answered,
    seen,
    wrong,
    waitFor: async (edit) => {
      const by = performance.now() + CATCH_UP_MS;
      while (last !== edit && performance.now() < by) await pause(REST_MS);
      if (last !== edit)
        wrong.push(`edit ${edit} is not served after ${CATCH_UP_MS / 1000} s, edit ${last} is`);
    },
    stop: async () => {
      stopped = true;
      await asking;
    },
  };
}
