// What operators teach while serving, through the bot and the pages or in their files.
import { createTeaching, type FollowedTeaching } from '../teaching/create-teaching.ts';
import { stampsOf } from '../teaching/taught-folder.ts';
import { reasonOf } from '../system/failure.ts';
import { errorDetails, type Logger } from '../system/logger.ts';
import { watchChanges, type WatchOptions } from '../system/watch-changes.ts';
import type { Config } from './config.ts';
import { areOfWiki, questionLines } from './labelled-questions.ts';
import type { Engine } from './open-engine.ts';

export type TeachingOptions = {
  /** Questions asked lately; the first ones are asked. */
  recent: () => readonly string[];
  logger: Logger;
};

/** @throws Failure `config` naming a file that cannot be read */
export function openTeaching(
  { teachingDir, questionsDir }: Pick<Config, 'teachingDir' | 'questionsDir'>,
  engine: Engine,
  { recent, logger }: TeachingOptions,
): FollowedTeaching {
  return createTeaching({
    folder: teachingDir,
    wiki: engine,
    recent,
    questionLines: (catalogue) => {
      const lines = questionLines(questionsDir);
      return areOfWiki(lines, catalogue) ? lines : [];
    },
    now: Date.now,
    logger,
  });
}

/** Takes up what people edit in the files, or git brings, until stopped; it is live within seconds. */
export async function followTeaching(
  teaching: FollowedTeaching,
  {
    config: { teachingDir },
    logger,
    ...waiting
  }: { config: Pick<Config, 'teachingDir'>; logger: Logger } & Pick<WatchOptions, 'wait'>,
  stop: AbortSignal,
): Promise<void> {
  const watching = watchChanges(
    {
      ...waiting,
      look: () => stampsOf(teachingDir),
      // Not what is there now: it may have changed since it was read.
      known: undefined,
      onSettled: () => {
        try {
          teaching.look();
        } catch (error) {
          logger.warn(`${reasonOf(error)}; what was taught before stays in use`);
        }
        return Promise.resolve();
      },
    },
    stop,
  );
  await watching.catch((error: unknown) => {
    logger.error('what is taught in files is no longer watched; start again', errorDetails(error));
  });
}
