// The reader's language and settings in a request, and addresses that keep them.
import {
  isLanguage,
  type Language,
  languageFor,
  spokenLanguage,
  type Translate,
} from '../../locales/translations.ts';
import type { Links } from '../../answer/links.ts';
import type { SiteBrand } from '../site-brand.ts';
import { articlePath, FOUND_ID, foundParameters } from '../urls.ts';
import { isWebAddress } from './inline-html.ts';

export type Parameters = Readonly<Record<string, string | number | undefined>>;
/** The address of a page without the language: for the canonical link and the language switch. */
export type PageAddress = { path: string; parameters?: Parameters };

export type Visit = {
  language: Language;
  t: Translate;
  /** The operator's own looks. */
  brand: SiteBrand;
  /** Language chosen in the address; links keep it. */
  chosen: Language | undefined;
  /** Address of one of our pages. */
  link: (address: PageAddress) => string;
  /** Address of an article, of one of its sections, or of a sentence in it. */
  articleLink: (slug: string, sectionId?: string, sentence?: string) => string;
  /** Where a link in an article leads, by its address as written; undefined if nowhere. */
  linkFrom: (articleId: string) => (href: string) => string | undefined;
};

/** The language for a page, and whether it was chosen in the address. */
export type AskedLanguage = Pick<Visit, 'language' | 'chosen'>;

/**
 * @param lang as it is in the address, any text
 * @param accepted the header Accept-Language
 */
export function readLanguage(lang: string | undefined, accepted: string | undefined): AskedLanguage {
  const chosen = chosenLanguage(lang);
  return { chosen, language: chosen ?? acceptedLanguage(accepted) };
}

export function createVisit(
  { language, chosen }: AskedLanguage,
  translate: (language: Language) => Translate,
  links: Links,
  brand: SiteBrand,
): Visit {
  const link = ({ path, parameters }: PageAddress): string =>
    addressOf({ path, parameters: { ...parameters, lang: chosen } });
  const articleLink: Visit['articleLink'] = (slug, sectionId, sentence) => {
    const path = articlePath(slug);
    if (sectionId === undefined) return link({ path });
    return sentence === undefined
      ? `${link({ path })}#${sectionId}`
      : `${link({ path, parameters: foundParameters(sectionId, sentence) })}#${FOUND_ID}`;
  };
  return {
    language,
    chosen,
    t: translate(language),
    brand,
    link,
    articleLink,
    linkFrom: (articleId) => (href) => {
      const target = links.resolve(articleId, href);
      if (target?.kind === 'article') return articleLink(target.article.slug, target.sectionId);
      return target !== undefined && isWebAddress(target.href) ? target.href : undefined;
    },
  };
}

/** Path and parameters as an address; parameters without a value are left out. */
export function addressOf({ path, parameters = {} }: PageAddress): string {
  const query = new URLSearchParams();
  for (const [name, value] of Object.entries(parameters))
    if (value !== undefined) query.set(name, String(value).toWellFormed());
  return query.size === 0 ? path : `${path}?${query.toString()}`;
}

const LANGUAGE_CODE = /^[a-z]{2,3}(?:[-_][a-z0-9]{2,8}){0,3}$/i;

function chosenLanguage(lang: string | undefined): Language | undefined {
  if (lang === undefined) return undefined;
  if (isLanguage(lang)) return lang;
  return LANGUAGE_CODE.test(lang) ? languageFor(lang) : undefined;
}

/** The reader's preferred language among ours; English if there is none. */
function acceptedLanguage(accepted = ''): Language {
  const codes = accepted
    .slice(0, 500)
    .split(',')
    .map((entry) => {
      const [code = '', quality] = entry.split(/;\s*q=/);
      return { code: code.trim(), quality: Number(quality ?? 1) };
    })
    .filter(({ code, quality }) => LANGUAGE_CODE.test(code) && quality > 0)
    .sort((a, b) => b.quality - a.quality)
    .map(({ code }) => code);
  return languageFor(codes.find((code) => spokenLanguage(code) !== undefined) ?? codes[0]);
}
/** Longer queries are cut, in UTF-16 units: pages repeat the query in their links. */
export const MAX_QUERY = 300;
