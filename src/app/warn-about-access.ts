import type { Logger } from '../system/logger.ts';
import { isLoopback } from '../web/local-only.ts';
import type { Config } from './config.ts';

/** Says what an operator of a wiki that is not public may have overlooked. */
export function warnAboutAccess(
  { allowed, adminIds, web }: Pick<Config, 'allowed' | 'adminIds' | 'web'>,
  logger: Logger,
): void {
  if (allowed === undefined) return;
  if (adminIds.length === 0)
    logger.warn('the wiki is not public, and nobody can invite readers; set ADMIN_IDS to your account');
  if (web.publicUrl !== undefined || !isLoopback(web.host))
    logger.warn(
      'the wiki is not public, but its pages are open to everyone who can reach them; unset PUBLIC_URL and HOST, or guard the pages with a proxy',
    );
}
