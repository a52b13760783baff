// Runs the program, which serves an index while builds are killed, and asks it through its pages.
import path from 'node:path';
import { pause, within } from './proof.ts';
import { runProgram } from './running-program.ts';

/** The first passage on the page of an answer. */
export type Shown = { slug: string; text: string };

export type ServingProgram = {
  /** @throws Error when the page does not load, or shows no answer */
  ask: (question: string) => Promise<Shown>;
  /** Its log. */
  log: () => string;
  /** Asks it to stop. @returns what was wrong with its end, if anything */
  stop: () => Promise<string | undefined>;
};

/** It builds nothing if the index is fresh. */
const START_MS = 60_000;
const ANSWER_MS = 20_000;

/** Opens a page as a browser does: a page that gets no turn says when to come again. */
export async function visit(url: string): Promise<Response> {
  const signal = AbortSignal.timeout(ANSWER_MS);
  for (;;) {
    const response = await fetch(url, { signal });
    const seconds = response.headers.get('retry-after');
    if (response.status !== 503 || seconds === null) return response;
    await pause(Number(seconds) * 1000);
  }
}

/**
 * @param prefix a command that runs the program, such as one that limits it
 * @throws Error when it does not serve within a minute
 */
export async function startProgram(
  home: string,
  articlesDir: string,
  indexDir: string,
  prefix: readonly string[] = [],
): Promise<ServingProgram> {
  const settings = {
    ARTICLES_DIR: articlesDir,
    INDEX_DIR: indexDir,
    STATE_DIR: path.join(home, 'state'),
    // Its own builds of edited articles would meet those that are killed.
    WATCH: 'off',
  };
  const { ended, log, send } = runProgram(settings, prefix);
  const by = performance.now() + START_MS;
  while (!log().includes(' serving ')) {
    const over = await within(50, ended);
    if (over !== undefined || performance.now() > by) {
      send('SIGKILL');
      throw new Error(`the program does not start (${over ?? 'no sign of life'}): ${log()}`);
    }
  }
  const url = /pages on (http:\S+)/.exec(log())?.[1] ?? '';
  return {
    ask: async (question) => {
      const response = await visit(`${url}/search?lang=zh-hans&q=${encodeURIComponent(question)}`);
      const page = await response.text();
      const slug = /<h3><a href="\/a\/([^"#?]+)/.exec(page)?.[1];
      const text = /<blockquote[^>]*>(.*?)<\/blockquote>/s.exec(page)?.[1];
      if (response.status !== 200 || slug === undefined || text === undefined)
        throw new Error(`the page of ${question} has status ${response.status} and no answer`);
      return { slug, text: text.replace(/<[^>]+>/g, '').trim() };
    },
    log,
    stop: async () => {
      send('SIGTERM');
      const how = (await within(START_MS, ended)) ?? 'not at all';
      send('SIGKILL');
      return how === 'code 0' ? undefined : `the program ended with ${how}: ${log().slice(-500)}`;
    },
  };
}
