// The frame of every page: head, search, language switch. Readable without script and without style.
import { LANGUAGES, LOCALES } from '../../locales/translations.ts';
import { CSS_ADDRESS, SCRIPT_ADDRESS } from './assets.ts';
import { type Insert, type Markup, markup, trusted } from './markup.ts';
import { MAX_QUERY } from './visit.ts';
import { addressOf, type Place, type Visit } from './visit.ts';

export type Page = {
  visit: Visit;
  /** Plain text; the site's name is added. */
  title: string;
  description: string;
  /** Undefined for a page that is no address to come back to: it has no canonical one and is not for search engines. */
  place: Place | undefined;
  /** Address of the site without a slash at its end, when it is known. */
  publicUrl: string | undefined;
  kind?: 'article' | 'website';
  /** What stands in the search box. */
  query?: string;
  /** Results appear as one types. */
  live?: boolean;
  /** Where the language switch leads when `place` does not say it. */
  here?: Place;
  body: Insert;
};

// A question mark in a bubble; data: is the one foreign source that the policy allows, and saves a request.
const ICON =
  "data:image/svg+xml,%3Csvg xmlns='http://www.w3.org/2000/svg' viewBox='0 0 16 16'%3E%3Crect width='16' height='13' rx='4' fill='%231d6b57'/%3E%3Cpath d='M4 12v4l4-4' fill='%231d6b57'/%3E%3Ctext x='8' y='10' font-size='10' text-anchor='middle' fill='%23fff'%3E?%3C/text%3E%3C/svg%3E";

/** A whole document. */
export function renderPage(page: Page): Markup {
  const { visit, body, live = false } = page;
  const { t, link } = visit;
  return markup`<!doctype html>
<html lang="${LOCALES[visit.language].html}">
<head>
${headMarkup(page)}
</head>
<body>
<a class="skip" href="#main">${t('web-skip')}</a>
<header>
<a class="site" href="${link({ path: '/' })}">${t('web-title')}</a>
${searchForm(page)}
</header>
<main id="main" tabindex="-1">
${live && markup`<p id="status" class="unseen" role="status"></p>`}
${body}
</main>
<footer>
<nav aria-label="${t('web-language')}">${languageLinks(page)}</nav>
<a href="${link({ path: '/feed.xml' })}">${t('web-feed')}</a>
</footer>
</body>
</html>
`;
}

function headMarkup({ visit, title, description, place, publicUrl, kind = 'website', live }: Page): Markup {
  const { t, link } = visit;
  const site = t('web-title');
  const address = publicUrl === undefined || place === undefined ? undefined : publicUrl + addressOf(place);
  return markup`<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<title>${title === site ? site : `${title} · ${site}`}</title>
<meta name="description" content="${description}">
${place === undefined && markup`<meta name="robots" content="noindex">`}
<meta property="og:title" content="${title}">
<meta property="og:description" content="${description}">
<meta property="og:type" content="${kind}">
<meta property="og:site_name" content="${site}">
${address !== undefined && markup`<meta property="og:url" content="${address}">\n<link rel="canonical" href="${address}">`}
<meta name="color-scheme" content="light dark">
<link rel="icon" href="${trusted(ICON)}">
<link rel="stylesheet" href="${CSS_ADDRESS}">
<link rel="alternate" type="application/atom+xml" title="${t('web-feed')}" href="${link({ path: '/feed.xml' })}">
${live === true && markup`<script src="${SCRIPT_ADDRESS}" defer></script>`}`;
}

function searchForm({ visit: { t, chosen }, query = '' }: Page): Markup {
  return markup`<form role="search" action="/search" method="get">
<input type="search" name="q" value="${query}" placeholder="${t('web-search-hint')}" aria-label="${t('web-search-hint')}" maxlength="${MAX_QUERY}" autocomplete="off" enterkeyhint="search">
${chosen !== undefined && markup`<input type="hidden" name="lang" value="${chosen}">`}
<button>${t('web-search')}</button>
</form>`;
}

function languageLinks({ visit, place, here = place ?? { path: '/' } }: Page): Markup[] {
  return LANGUAGES.map((language) => {
    const address = addressOf({ path: here.path, parameters: { ...here.parameters, lang: language } });
    const current = language === visit.language && markup` aria-current="true"`;
    return markup`<a href="${address}" lang="${LOCALES[language].html}" hreflang="${LOCALES[language].html}"${current}>${LOCALES[language].name}</a> `;
  });
}
