// The frame of every page: head, search, theme and language switch. It is readable without script and without style.
import { LANGUAGES, LOCALES } from '../../locales/translations.ts';
import { ARTICLE_SCRIPT_ADDRESS, SCRIPT_ADDRESS } from './assets.ts';
import { previewPicture } from '../site-brand.ts';
import { brandHead, brandTexts, contactLink, logoImage } from './brand-markup.ts';
import { type Insert, type Markup, markup } from '../markup.ts';
import { MAX_QUERY } from './visit.ts';
import { addressOf, type PageAddress, type Visit } from './visit.ts';

export type Page = {
  visit: Visit;
  /** Plain text; the site's name is added. */
  title: string;
  description: string;
  /** Undefined for a page without a lasting address: it has no canonical link, and search engines must skip it. */
  address: PageAddress | undefined;
  /** Address of the site without a trailing slash, if it is known. */
  publicUrl: string | undefined;
  kind?: 'article' | 'website';
  /** Path of a picture of its own for previews, instead of the logo. */
  picture?: string | undefined;
  /** The content of the search box. */
  query?: string;
  /**
   * Whether the body begins with an element `results`: there results appear while the reader types, and hide what
   * follows. On other pages they appear in a panel over the page.
   */
  live?: boolean;
  /** The language switch's target if `address` does not give it. */
  here?: PageAddress;
  /** Address of a style sheet of its own, after the pages' and the operator's. */
  stylesheet?: string;
  body: Insert;
};

/** A whole document. */
export function renderPage(page: Page): Markup {
  const { visit, body, live = false } = page;
  const { t, link, brand } = visit;
  const { footer = [], contact } = brand;
  return markup`<!doctype html>
<html lang="${LOCALES[visit.language].html}">
<head>
${headMarkup(page)}
</head>
<body>
<a class="skip" href="#main">${t('web-skip')}</a>
<header>
<a class="site" href="${link({ path: '/' })}">${logoImage(brand)}${t('web-title')}</a>
${searchForm(page)}
<button type="button" id="theme" data-auto="${t('chat-theme-auto')}" data-light="${t('chat-theme-light')}" data-dark="${t('chat-theme-dark')}"></button>
${!live && markup`<section id="panel" aria-label="${t('web-results')}" tabindex="-1" hidden></section>`}
<p id="status" class="unseen" role="status"></p>
</header>
<main id="main" tabindex="-1">
${body}
</main>
<footer>
<nav aria-label="${t('web-language')}">${languageLinks(page)}</nav>
<a href="${link({ path: '/feed.xml' })}">${t('web-feed')}</a>
${contact && contactLink(contact, t)}
${footer.length > 0 && markup`<span>${brandTexts(footer)}</span>`}
</footer>
</body>
</html>
`;
}

function headMarkup(page: Page): Markup {
  const { visit, title, description, address, publicUrl, kind = 'website', picture, stylesheet } = page;
  const { t, link, brand } = visit;
  const preview =
    publicUrl !== undefined && picture !== undefined ? publicUrl + picture : previewPicture(brand, publicUrl);
  const site = t('web-title');
  const url = publicUrl === undefined || address === undefined ? undefined : publicUrl + addressOf(address);
  return markup`<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1, interactive-widget=resizes-content">
<title>${title === site ? site : `${title} · ${site}`}</title>
<meta name="description" content="${description}">
${address === undefined && markup`<meta name="robots" content="noindex">`}
<meta property="og:title" content="${title}">
<meta property="og:description" content="${description}">
<meta property="og:type" content="${kind}">
<meta property="og:site_name" content="${site}">
${preview !== undefined && markup`<meta property="og:image" content="${preview}">`}
${url !== undefined && markup`<meta property="og:url" content="${url}">\n<link rel="canonical" href="${url}">`}
<meta name="color-scheme" content="light dark">
<script src="${SCRIPT_ADDRESS}"></script>
${brandHead(brand)}${stylesheet !== undefined && markup`\n<link rel="stylesheet" href="${stylesheet}">`}
<link rel="alternate" type="application/atom+xml" title="${t('web-feed')}" href="${link({ path: '/feed.xml' })}">
${kind === 'article' && markup`<script src="${ARTICLE_SCRIPT_ADDRESS}" defer></script>`}`;
}

function searchForm({ visit: { t, chosen }, query = '' }: Page): Markup {
  return markup`<form role="search" action="/search" method="get">
<span class="box"><input type="search" name="q" value="${query}" placeholder="${t('web-search-hint')}" aria-label="${t('web-search-hint')}" aria-keyshortcuts="/ Control+K Meta+K" maxlength="${MAX_QUERY}" autocomplete="off" enterkeyhint="search"><kbd aria-hidden="true">/</kbd></span>
${chosen !== undefined && markup`<input type="hidden" name="lang" value="${chosen}">`}
<button>${t('web-search')}</button>
</form>`;
}

function languageLinks({ visit, address, here = address ?? { path: '/' } }: Page): Markup[] {
  return LANGUAGES.map((language) => {
    const url = addressOf({ path: here.path, parameters: { ...here.parameters, lang: language } });
    const current = language === visit.language && markup` aria-current="true"`;
    return markup`<a href="${url}" lang="${LOCALES[language].html}" hreflang="${LOCALES[language].html}"${current}>${LOCALES[language].name}</a> `;
  });
}
