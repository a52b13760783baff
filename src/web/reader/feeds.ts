// Files for programs: what crawlers may read, a sitemap of all pages, and the newest topics for feed readers.
import type { ArticleReader } from '../../answer/article-reader.ts';
import type { ArticleDirectory } from '../../answer/article-directory.ts';
import { LOCALES } from '../../locales/translations.ts';
import { articlePath, articleUrl } from '../urls.ts';
import { summaryOf } from './article-page.ts';
import { type Markup, markup } from '../markup.ts';
import type { Visit } from './visit.ts';

/** The most addresses in one file. Source: sitemaps.org. */
const MAX_SITEMAP = 50_000;
const FEED_LENGTH = 20;

/** @param publicUrl a sitemap needs absolute addresses */
export function sitemap(directory: ArticleDirectory, publicUrl: string): Markup {
  const { articles } = directory.latest(0, MAX_SITEMAP - 1);
  return markup`<?xml version="1.0" encoding="UTF-8"?>
<urlset xmlns="http://www.sitemaps.org/schemas/sitemap/0.9">
<url><loc>${publicUrl}/</loc></url>
${articles.map(({ slug, date }) => markup`<url><loc>${articleUrl(publicUrl, slug)}</loc><lastmod>${date}</lastmod></url>\n`)}</urlset>
`;
}

/** What crawlers may read: everything but searches; nothing of a wiki without a public address. */
export function robots(publicUrl: string | undefined): string {
  return publicUrl === undefined
    ? 'User-agent: *\nDisallow: /\n'
    : `User-agent: *\nDisallow: /search\n\nSitemap: ${publicUrl}/sitemap.xml\n`;
}

export type FeedInput = {
  directory: ArticleDirectory;
  reader: ArticleReader;
  visit: Visit;
  publicUrl: string | undefined;
};

/** An Atom feed. Without a public address its links are relative to the feed's own, and its ids are stable names. */
export function feed({ directory, reader, visit, publicUrl }: FeedInput): Markup {
  const { t } = visit;
  const { articles } = directory.latest(0, FEED_LENGTH);
  const base = publicUrl ?? '';
  const timeOf = (date: string): string => `${date}T00:00:00Z`;
  return markup`<?xml version="1.0" encoding="UTF-8"?>
<feed xmlns="http://www.w3.org/2005/Atom" xml:lang="${LOCALES[visit.language].html}">
<id>${publicUrl === undefined ? 'urn:wenda:topics' : `${publicUrl}/`}</id>
<title>${t('web-title')} · ${t('topics-latest')}</title>
<updated>${timeOf(articles[0]?.date ?? '1970-01-01')}</updated>
<author><name>${t('web-title')}</name></author>
<link rel="self" type="application/atom+xml" href="${base}/feed.xml"/>
<link rel="alternate" type="text/html" href="${base}/"/>
${articles.map(
  ({ articleId, slug, title, date }) => markup`<entry>
<id>${publicUrl === undefined ? `urn:wenda:topic:${articleId}` : articleUrl(publicUrl, slug)}</id>
<title>${title}</title>
<updated>${timeOf(date)}</updated>
<link rel="alternate" type="text/html" href="${base}${articlePath(slug)}"/>
<summary>${summaryOf(reader.card(articleId)?.brief ?? [])}</summary>
</entry>
`,
)}</feed>
`;
}
