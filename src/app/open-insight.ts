// What operators see of readers' questions, kept in the folder of the state. Loaded only where there are operators.
import path from 'node:path';
import type { LiveWiki } from '../answer/live-wiki.ts';
import { type OpenedInsight, openInsightIn } from '../insight/open-insight.ts';
import { normalQuestion } from '../retrieval/question.ts';
import type { Logger } from '../system/logger.ts';
import { wait } from '../system/wait.ts';
import type { Config } from './config.ts';

/** Below STATE_DIR. */
export const INSIGHT_FOLDER = 'insight';

/** @throws Failure `state` when another process has the folder, or its files cannot be read */
export function openInsight(
  { stateDir, timeZone }: Pick<Config, 'stateDir' | 'timeZone'>,
  live: LiveWiki,
  logger: Logger,
): Promise<OpenedInsight> {
  return openInsightIn(path.join(stateDir, INSIGHT_FOLDER), {
    meaningOf: (question) => live.newest().retriever.meaning(normalQuestion(question)),
    sectionFound: (question) =>
      live.during(async () => {
        const answer = await live.wiki.unmetered.answer(question);
        return answer.kind === 'found' ? answer.main.ref.sectionId : undefined;
      }),
    timeZone,
    now: Date.now,
    wait,
    onProblem: (message) => {
      logger.warn(`[state] ${message}`);
    },
  });
}
