// The answer to those who came in too busy a moment. It is made once per language and is small: where it is needed,
// thousands may need it.
import { type Language, LANGUAGES, LOCALES, type Translate } from '../../locales/translations.ts';
import { markup } from '../markup.ts';
import type { SiteBrand } from '../site-brand.ts';
import { brandHead, logoImage } from './brand-markup.ts';

/** When to ask again. */
const RETRY_AFTER_S = 2;

/** Responses by the reader's language. */
export function createBusyPage(
  translate: (language: Language) => Translate,
  brand: SiteBrand,
): (language: Language) => Response {
  const pages = new Map(LANGUAGES.map((language) => [language, page(language, translate(language), brand)]));
  return (language) =>
    new Response(pages.get(language), {
      status: 503,
      headers: {
        'content-type': 'text/html; charset=utf-8',
        'content-language': LOCALES[language].html,
        'cache-control': 'no-store',
        'retry-after': String(RETRY_AFTER_S),
      },
    });
}

function page(language: Language, t: Translate, brand: SiteBrand): Buffer {
  const title = t('web-busy');
  return Buffer.from(
    markup`<!doctype html>
<html lang="${LOCALES[language].html}">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<meta name="color-scheme" content="light dark">
<title>${title} · ${t('web-title')}</title>
${brandHead(brand)}
</head>
<body><header><a class="site" href="/">${logoImage(brand)}${t('web-title')}</a></header><main><h1>${title}</h1></main></body>
</html>
`.toString(),
  );
}
