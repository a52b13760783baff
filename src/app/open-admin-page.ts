// The operators' pages: loaded only where there are operators and a bot that gives them a link.
import type { LiveWiki } from '../answer/live-wiki.ts';
import type { AdminPageAccess } from '../bot/dependencies.ts';
import type { Insight } from '../insight/insight.ts';
import { createTranslations, translateTo } from '../locales/translations.ts';
import { errorDetails, type Logger } from '../system/logger.ts';
import { draftsIn } from '../teaching/article-draft.ts';
import type { Teaching } from '../teaching/teaching.ts';
import { type AdminPages, createAdminPages, ENTER_PATH } from '../web/admin/admin-routes.ts';
import { createAdminSessions, LINK_MINUTES } from '../web/admin/admin-sessions.ts';
import type { Config } from './config.ts';
import type { Site } from './site.ts';

export type AdminPage = { pages: AdminPages; access: AdminPageAccess };

export type AdminPageParts = {
  live: LiveWiki;
  site: Pick<Site, 'url' | 'brand'>;
  insight: Pick<Insight, 'gaps' | 'numbers'>;
  teaching: Teaching;
  /** Called after a lesson was written or taken back. */
  onTaught?: (() => void) | undefined;
  /** Notes that a gap has a draft. */
  onDrafted?: ((gapId: string) => void) | undefined;
  logger: Logger;
  /** Milliseconds since 1970. */
  now: () => number;
};

export function openAdminPage(
  { web, brand, teachingDir }: Pick<Config, 'web' | 'brand' | 'teachingDir'>,
  parts: AdminPageParts,
): AdminPage {
  const { live, site, logger, now } = parts;
  const { publicUrl } = web;
  const i18n = createTranslations(undefined, brand.name);
  const sessions = createAdminSessions({ now });
  // A server on all addresses has none of its own.
  const local = site.url.replace(/\/\/(?:0\.0\.0\.0|\[::\])(?=:)/, '//127.0.0.1');
  return {
    pages: createAdminPages({
      ...parts,
      sessions,
      wiki: live.wiki,
      drafts: () => draftsIn(teachingDir),
      brand: site.brand,
      publicUrl,
      translate: (language) => translateTo(i18n, language),
      onError: (error) => {
        logger.error('an admin page failed', errorDetails(error));
      },
    }),
    access: {
      link: (account, language) => ({
        url: `${publicUrl ?? local}${ENTER_PATH}/${sessions.invite(account)}?lang=${language}`,
        minutes: LINK_MINUTES,
        isLocal: publicUrl === undefined,
      }),
      close: sessions.endAll,
    },
  };
}
