// The pages of a serving process. The server listens from the process's first moment, so that a monitor sees it become
// ready; the reader's pages and the chat page join once the index is open.
import { Hono } from 'hono';
import { compress } from 'hono/compress';
import type { ReadCounts } from '../answer/article-directory.ts';
import type { LiveWiki } from '../answer/live-wiki.ts';
import type { Observe } from '../answer/observed.ts';
import { createTranslations, translateTo } from '../locales/translations.ts';
import { errorDetails, type Logger } from '../system/logger.ts';
import { isLoopback, ownNames } from '../web/local-only.ts';
import type { Metrics } from '../web/metrics.ts';
import { createOperationRoutes } from '../web/operations.ts';
import { createPageShare } from '../web/page-share.ts';
import { createPageQuestions } from '../web/reader/page-questions.ts';
import { createReaderRoutes } from '../web/reader/reader-routes.ts';
import { serve } from '../web/server.ts';
import { createSiteBrand, type SiteBrand } from '../web/site-brand.ts';
import type { Config } from './config.ts';
import { openLogo } from './open-logo.ts';

export type Site = {
  url: string;
  /** The operator's own looks. */
  brand: SiteBrand;
  /** The port that was wanted, if it was taken. */
  takenPort: number | undefined;
  /** Shows the wiki and reports that questions can be answered. */
  open(content: SiteContent): void;
  close(): Promise<void>;
};

export type SiteContent = {
  live: LiveWiki;
  /** Reads in the bot, which count as views. */
  reads?: ReadCounts | undefined;
  /** `/chat…` and `/telegram/…` of the playground. */
  chat?: Hono | undefined;
  /** Link that shares an article in Telegram. */
  shareUrl?: ArticleLink | undefined;
  /** Answers a request to the webhook, if there is one. */
  receive?: ((request: Request) => Promise<Response>) | undefined;
  /** Told what visitors ask; without it nobody counts their questions. */
  observe?: Observe | undefined;
  /** Link that asks about an article in a chat. */
  askUrl?: ArticleLink | undefined;
  /** The operators' pages, if there are any; undefined for a request that has none of them. */
  admin?: ((request: Request) => Promise<Response | undefined>) | undefined;
};

/** The link for an article's id; undefined while there is none. */
export type ArticleLink = (articleId: string) => string | undefined;

const FOREIGN_NAME =
  'These pages answer only under names of this machine. If they are served under another one, set PUBLIC_URL to that address.';

/** @throws Failure `web` when the address cannot be used, `config` when the logo cannot */
export async function startSite(
  { web, articlesDir, mode, brand: settings }: Pick<Config, 'web' | 'articlesDir' | 'mode' | 'brand'>,
  metrics: Metrics,
  logger: Logger,
): Promise<Site> {
  const i18n = createTranslations(undefined, settings.name);
  const brand = createSiteBrand(settings, await openLogo(settings.logo));
  const share = createPageShare();
  let opened: { content: SiteContent; reader: Hono } | undefined;

  const app = new Hono();
  const webhook = mode.kind === 'telegram' ? mode.webhook : undefined;
  // It comes before the pages' rules: Telegram uses its public name, and shows its secret.
  if (webhook !== undefined)
    app.all(
      new URL(webhook.url).pathname,
      (context) =>
        opened?.content.receive?.(context.req.raw) ?? Promise.resolve(context.text('starting', 503)),
    );
  // Local pages are for this machine alone: otherwise a site whose name resolves to it (DNS rebinding) could read the
  // wiki.
  if (web.publicUrl === undefined && isLoopback(web.host)) {
    const isOwn = ownNames([web.host]);
    app.use((context, next) => (isOwn(context) ? next() : Promise.resolve(context.text(FOREIGN_NAME, 403))));
  }
  const compressed = compress();
  // The bot runs in this process, so compressing its traffic gains nothing.
  app.use((context, next) =>
    context.req.path.startsWith('/telegram/') ? next() : compressed(context, next),
  );
  const updatesBy = mode.kind !== 'telegram' ? undefined : webhook === undefined ? 'polls' : 'webhook';
  const served = () => opened?.content.live.newest().index.manifest;
  app.route('/', createOperationRoutes({ served, metrics, updatesBy }));
  for (const path of ['/chat', '/chat/*', '/telegram/*'])
    app.all(path, (context, next) => opened?.content.chat?.fetch(context.req.raw, context.env) ?? next());
  app.all('*', (context) => {
    if (opened === undefined) return context.text('starting', 503);
    const { content, reader } = opened;
    const isAdmin = content.admin !== undefined && /^\/admin(?:\/|$)/.test(context.req.path);
    // One generation for the whole page.
    return content.live.during(
      async () =>
        (isAdmin ? await content.admin?.(context.req.raw) : undefined) ??
        reader.fetch(context.req.raw, context.env),
    );
  });
  const server = await serve({
    fetch: (request, address) => app.fetch(request, { address }),
    ...web,
    imageOrigin: brand.imageOrigin,
  });
  const isMoved = web.port !== 0 && Number(new URL(server.url).port) !== web.port;
  logger.info(`pages on ${server.url}${isMoved ? ` (port ${web.port} is taken)` : ''}`);

  return {
    url: server.url,
    brand,
    takenPort: isMoved ? web.port : undefined,
    open: (content) => {
      const { live, reads, shareUrl, askUrl, observe } = content;
      const reader = createReaderRoutes({
        wiki: live.wiki,
        share,
        reads,
        articlesDir,
        brand,
        publicUrl: web.publicUrl,
        translate: (language) => translateTo(i18n, language),
        shareUrl,
        askUrl,
        onSearch: observe && createPageQuestions({ observe, now: Date.now }),
        onError: (error) => {
          logger.error('a page failed', errorDetails(error));
        },
      });
      opened = { content, reader };
    },
    close: server.close,
  };
}
