// The pages of a serving process: there from its first moment, so that whoever watches it sees it become ready; the reader
// joins when the index is open.
import { Hono } from 'hono';
import { compress } from 'hono/compress';
import type { LiveWiki } from '../answer/live-wiki.ts';
import type { Wiki } from '../answer/wiki.ts';
import type { Config } from './config.ts';
import type { Manifest } from '../index/manifest.ts';
import { isLoopback, ownNames } from '../web/local-only.ts';
import { createTranslations, translateTo } from '../locales/translations.ts';
import { errorDetails, type Logger } from '../system/logger.ts';
import { createMetrics } from '../web/metrics.ts';
import { createOperationRoutes } from '../web/operations.ts';
import { createReaderRoutes } from '../web/reader/reader-routes.ts';
import { serve } from '../web/server.ts';

export type Pages = {
  url: string;
  /** Shows a wiki; `during` keeps one generation of it for as long as a page takes. */
  show(wiki: Wiki, during: LiveWiki['during']): void;
  /** Tells which generation is live. */
  serves(manifest: Manifest): void;
  /** The same wiki, its questions counted and timed. */
  watch(wiki: Wiki): Wiki;
  /** Serves the playground: `/chat…` and `/telegram/…`. */
  mount(playground: Hono): void;
  /** Articles can be shared in Telegram from now on. */
  shareBy(shareUrl: ArticleLink): void;
  /** Articles can be asked about in a chat from now on. */
  askBy(askUrl: ArticleLink): void;
  close(): Promise<void>;
};

type ArticleLink = (articleId: string) => string | undefined;

const FOREIGN_NAME =
  'These pages answer only under names of this machine. If they are served under another one, set PUBLIC_URL to that address.';

/** @throws Failure `web` when the address cannot be used */
export async function startPages({ web, articlesDir }: Config, logger: Logger): Promise<Pages> {
  const metrics = createMetrics();
  const i18n = createTranslations();
  let generation: string | undefined;
  let reader: ((request: Request) => Promise<Response>) | undefined;
  let playground: Hono | undefined;
  let shareUrl: ArticleLink = () => undefined;
  let askUrl: ArticleLink = () => undefined;

  const app = new Hono();
  // Pages of this machine are for nobody else: a site whose name is made to lead here (DNS rebinding) could read the wiki.
  if (web.publicUrl === undefined && isLoopback(web.host)) {
    const isOwn = ownNames([web.host]);
    app.use((context, next) => (isOwn(context) ? next() : Promise.resolve(context.text(FOREIGN_NAME, 403))));
  }
  const compressed = compress();
  // The bot is in this very process: what goes to and fro there is not worth it.
  app.use((context, next) =>
    context.req.path.startsWith('/telegram/') ? next() : compressed(context, next),
  );
  const readiness = () => (generation === undefined ? undefined : { generation });
  app.route('/', createOperationRoutes({ readiness, metrics }));
  for (const path of ['/chat', '/chat/*', '/telegram/*'])
    app.all(path, (context, next) =>
      playground === undefined ? next() : playground.fetch(context.req.raw, context.env),
    );
  app.all('*', (context) => reader?.(context.req.raw) ?? context.text('starting', 503));
  const server = await serve({ fetch: (request) => app.fetch(request), ...web });
  logger.info(`pages on ${server.url}`);

  return {
    url: server.url,
    serves: ({ generation: name, builtAt, corpus: { articles, passages } }) => {
      generation = name;
      metrics.serving({ generation: name, builtAt, articles, passages });
    },
    show: (wiki, during) => {
      const routes = createReaderRoutes({
        // What is typed into the search box is searched at every pause: no questions to be counted.
        wiki,
        articlesDir,
        publicUrl: web.publicUrl,
        translate: (language) => translateTo(i18n, language),
        shareUrl: (articleId) => shareUrl(articleId),
        askUrl: (articleId) => askUrl(articleId),
        onError: (error) => {
          logger.error('a page failed', errorDetails(error));
        },
      });
      reader = (request) => during(async () => routes.fetch(request));
    },
    watch: (wiki) => metrics.watch(wiki),
    mount: (routes) => {
      playground = routes;
    },
    shareBy: (share) => {
      shareUrl = share;
    },
    askBy: (ask) => {
      askUrl = ask;
    },
    close: server.close,
  };
}
