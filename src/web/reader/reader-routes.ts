// The wiki as pages. Handlers parse, ask and render; the wiki is looked up for every request.
import { type Context, Hono, type MiddlewareHandler } from 'hono';
import { etag } from 'hono/etag';
import type { ArticleDirectory, ReadCounts } from '../../answer/article-directory.ts';
import type { Wiki } from '../../answer/wiki.ts';
import { createPictures } from '../../corpus/pictures.ts';
import { type Language, LOCALES, type Translate } from '../../locales/translations.ts';
import { decoded } from '../../text/decoded.ts';
import { articlePage } from './article-page.ts';
import { createSiteBrand, type SiteBrand } from '../site-brand.ts';
import { createAssetRoutes } from './assets.ts';
import { createBusyPage } from './busy-page.ts';
import { feed, robots, sitemap } from './feeds.ts';
import { folderPage } from './folder-page.ts';
import { homePage } from './home-page.ts';
import { type Markup, markup } from '../markup.ts';
import type { PageShare } from '../page-share.ts';
import { notFoundPage } from './not-found-page.ts';
import { addressOf, type PageSearch } from './page-questions.ts';
import { createPictureSizes } from './picture-sizes.ts';
import { type Reply, respond } from './respond.ts';
import { renderPage } from './layout.ts';
import { resultsMarkup, searchPage } from './search-page.ts';
import { findResults } from './search.ts';
import { type AskedLanguage, createVisit, readLanguage, type Visit } from './visit.ts';

export type ReaderOptions = {
  /** The served wiki; it may change its generation between two requests. */
  wiki: Wiki;
  /** What pages may take of the process; those beyond it are answered with 503. */
  share: PageShare;
  /** Reads in the bot, which count as views. */
  reads?: ReadCounts | undefined;
  /** The folder of the articles, for their pictures. */
  articlesDir: string;
  translate: (language: Language) => Translate;
  /** Address of the site without a trailing slash, for the sitemap, canonical addresses and link previews. */
  publicUrl?: string | undefined;
  /** Link that shares an article in Telegram; undefined without a bot. */
  shareUrl?: ((articleId: string) => string | undefined) | undefined;
  /** Link that asks about an article; without one, a search for its title. */
  askUrl?: ((articleId: string) => string | undefined) | undefined;
  /** Told what visitors searched for. */
  onSearch?: ((search: PageSearch) => void) | undefined;
  /** Called with an error before the reader gets a neutral page. */
  onError?: (error: Error) => void;
  /** The operator's own looks; Wenda's by default. */
  brand?: SiteBrand | undefined;
};

const NEWEST = 5;

/**
 * `/`, `/folders/<names>`, `/search`, `/a/<slug>`, `/pictures/…`, `/robots.txt`, `/sitemap.xml`, `/feed.xml`, style and
 * scripts, and a page for everything else. Mount it last.
 */
export function createReaderRoutes(options: ReaderOptions): Hono {
  const { wiki, share, translate, publicUrl, brand = createSiteBrand() } = options;
  const directory = (): ArticleDirectory => wiki.directory.withReads(options.reads);
  const pictures = createPictures(options.articlesDir);
  const readSizes = createPictureSizes(pictures);
  const busyPage = createBusyPage(translate, brand);
  const routes = new Hono();
  const languageOf = ({ req }: Context): AskedLanguage =>
    readLanguage(req.query('lang'), req.header('accept-language'));
  const visitOf = (context: Context): Visit => createVisit(languageOf(context), translate, wiki.links, brand);
  const reply = (context: Context, visit: Visit, body: Markup, more: Partial<Reply> = {}): Response =>
    respond(context, { body, visit, generation: wiki.generation, ...more });
  const notFound = (context: Context): Response => {
    const visit = visitOf(context);
    const path = decoded(context.req.path);
    return reply(context, visit, notFoundPage({ path, directory: directory(), visit }), { status: 404 });
  };

  const inTurn: MiddlewareHandler = async (context, next) => {
    const kind = context.req.path === '/search' ? 'search' : 'other';
    const isServed = await share.take(kind, () => next().then(() => true));
    return isServed === undefined ? busyPage(languageOf(context).language) : undefined;
  };

  routes.use('*', etag());
  routes.route('/', createAssetRoutes());
  routes.route('/', brand.routes);
  routes.use('*', inTurn);

  routes.get('/', (context) => {
    const visit = visitOf(context);
    const asked = { letter: context.req.query('letter'), page: context.req.query('page') };
    return reply(context, visit, homePage({ directory: directory(), visit, publicUrl, asked }));
  });

  routes.get('/folders/:names{.+}', (context) => {
    const visit = visitOf(context);
    const path = context.req.param('names').normalize('NFC');
    const page = folderPage({
      directory: directory(),
      visit,
      publicUrl,
      asked: { path, page: context.req.query('page') },
    });
    return page === undefined ? notFound(context) : reply(context, visit, page);
  });

  routes.get('/search', async (context) => {
    const visit = visitOf(context);
    const { q, page, part } = context.req.query();
    // The search box searches at every pause in typing; these searches are not counted as questions.
    const since = performance.now();
    const results = await findResults(wiki.unmetered, q, page);
    if (results?.answer !== undefined)
      options.onSearch?.({
        answer: results.answer,
        address: addressOf(context.env, context.req.header('x-forwarded-for')),
        isTyped: part !== undefined,
        language: visit.language,
        tookMs: performance.now() - since,
      });
    const shelf = { visit, directory: directory() };
    if (part !== undefined)
      return reply(context, visit, results === undefined ? markup`` : resultsMarkup(results, shelf));
    const examples = wiki.examples.preferring(LOCALES[visit.language].titles, options.reads);
    return reply(context, visit, searchPage({ results, ...shelf, examples, publicUrl }));
  });

  routes.get('/a/:slug{.+}', async (context) => {
    const { reader, generation } = wiki;
    const found = reader.bySlug(context.req.param('slug').normalize('NFC'));
    const card = found && reader.card(found.articleId);
    const article = found && reader.article(found.articleId);
    if (found === undefined || card === undefined || article === undefined) return notFound(context);
    const visit = visitOf(context);
    const { in: wanted, found: sentence = '' } = context.req.query();
    const page = articlePage({
      card,
      sections: article.sections,
      sizes: await readSizes(article.sections, reader),
      found: wanted === undefined ? undefined : { in: wanted, found: sentence },
      neighbours: reader.neighbours(found.articleId),
      newest: directory()
        .latest(0, NEWEST + 1)
        .articles.filter(({ slug }) => slug !== found.slug)
        .slice(0, NEWEST),
      visit,
      publicUrl,
      shareUrl: options.shareUrl?.(found.articleId),
      askUrl: options.askUrl?.(found.articleId),
    });
    return reply(context, visit, page, { generation });
  });

  // A request names a section and counts its pictures, so it never becomes a path.
  routes.get('/pictures/:section/:position{[0-9]{1,4}}', async (context) => {
    const { section, position } = context.req.param();
    const named = wiki.reader.picture(section, Number(position));
    const picture = named && (await pictures.find(named.file, named.src));
    if (picture === undefined) return context.body(null, 404);
    const headers = { 'content-type': picture.type, 'cache-control': 'no-cache' };
    return context.body(new Uint8Array(picture.bytes), 200, headers);
  });

  routes.get('/robots.txt', (context) => {
    context.header('cache-control', 'no-cache');
    return context.text(robots(publicUrl));
  });

  routes.get('/sitemap.xml', (context) => {
    if (publicUrl === undefined) return notFound(context);
    const contentType = 'application/xml; charset=utf-8';
    return reply(context, visitOf(context), sitemap(wiki.directory, publicUrl), { contentType });
  });

  routes.get('/feed.xml', (context) => {
    const visit = visitOf(context);
    const contentType = 'application/atom+xml; charset=utf-8';
    const { directory, reader } = wiki;
    return reply(context, visit, feed({ directory, reader, visit, publicUrl }), { contentType });
  });

  routes.all('*', notFound);
  routes.onError((error, context) => {
    options.onError?.(error);
    const visit = visitOf(context);
    const text = visit.t('failed');
    const page = { visit, publicUrl: undefined, title: text, description: text, address: undefined };
    return reply(context, visit, renderPage({ ...page, body: markup`<h1>${text}</h1>` }), { status: 500 });
  });
  return routes;
}
