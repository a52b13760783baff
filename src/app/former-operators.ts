// What was kept for operators stays on disk when there are none any more. It is not loaded then, but /privacy and /forget
// hold for it all the same.
import { existsSync } from 'node:fs';
import path from 'node:path';
import type { LiveWiki } from '../answer/live-wiki.ts';
import type { Kept } from '../bot/dependencies.ts';
import type { Logger } from '../system/logger.ts';
import type { Config } from './config.ts';

type Former = Pick<Config, 'stateDir' | 'timeZone'>;

/** Undefined where there have never been operators. */
export function keptOfFormerOperators(config: Former, live: LiveWiki, logger: Logger): Kept | undefined {
  if (!existsSync(path.join(config.stateDir, 'operator'))) return undefined;
  /** Folders are for one at a time. */
  let last: Promise<unknown> = Promise.resolve();

  async function forget(who: Parameters<Kept['forget']>[0]): Promise<void> {
    const { openInsight } = await import('./open-insight.ts');
    const { createWishes } = await import('../insight/operator-tables.ts');
    const { openOperatorTables } = await import('./open-operator-tables.ts');
    const insight = await openInsight(config, live, logger);
    insight.forget(who);
    await insight.close();
    if (who.chat !== undefined) return;
    const { tables, close } = await openOperatorTables(config, logger);
    createWishes(tables, Date.now).forget(Number(who.asker));
    await close();
  }

  return {
    privacy: (t) => `${t('privacy-questions')}\n\n${t('privacy-wishes')}`,
    forget: (who) => {
      const turn = last.then(() => forget(who));
      last = turn.catch(() => undefined);
      return turn;
    },
  };
}
