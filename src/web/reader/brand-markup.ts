// The operator's words and contact as markup.
import type { NothingAnswer } from '../../answer/answer.ts';
import type { BrandText, Contact } from '../../locales/brand.ts';
import { contactLabel, leadsToPeople, nothingText } from '../../locales/nothing-text.ts';
import type { Translate } from '../../locales/translations.ts';
import { ICON } from '../icon.ts';
import { type Markup, markup } from '../markup.ts';
import type { SiteBrand } from '../site-brand.ts';
import { CSS_ADDRESS } from './assets.ts';
import { sizeAttributes } from './inline-html.ts';
import type { Visit } from './visit.ts';

export function brandTexts(texts: readonly BrandText[]): Markup[] {
  return texts.map(({ text, url }) =>
    url === undefined ? markup`${text}` : markup`<a href="${url}" rel="noopener">${text}</a>`,
  );
}

/** Icon and style sheets of a page, with the operator's logo and colour. */
export function brandHead({ accent, logo, stylesheet }: SiteBrand): Markup {
  return markup`${accent && markup`<meta name="theme-color" media="(prefers-color-scheme: light)" content="${accent.light}">\n<meta name="theme-color" media="(prefers-color-scheme: dark)" content="${accent.dark}">\n`}<link rel="icon" href="${logo ?? ICON}">
<link rel="stylesheet" href="${CSS_ADDRESS}">${stylesheet !== undefined && markup`\n<link rel="stylesheet" href="${stylesheet}">`}`;
}

/** The logo beside the name; nothing without one. */
export function logoImage({ logo, logoSize }: Pick<SiteBrand, 'logo' | 'logoSize'>): Markup | undefined {
  if (logo === undefined) return undefined;
  return markup`<img class="logo" src="${logo}" alt=""${sizeAttributes(logoSize)}>`;
}

/** A link to a person; an address of mail or telephone is shown, since not every browser can follow it. */
export function contactLink(contact: Contact, t: Translate): Markup {
  const { url, label, address } = contact;
  const isWeb = /^https?:/i.test(url);
  const words = isWeb ? contactLabel(contact, t) : [label, address].filter(Boolean).join(' ');
  return markup`<a href="${url}" rel="noopener">${words}</a>`;
}

/** That there is no passage, and whom to turn to. */
export function nothingMarkup(answer: NothingAnswer, { t, brand: { contact } }: Visit): Markup {
  if (contact === undefined || !leadsToPeople(answer)) return markup`<p>${nothingText(answer, t)}</p>`;
  const [before = '', after = ''] = t('contact-write', { contact: '\n' }).split('\n');
  return markup`<p>${nothingText(answer, t, undefined, '')}</p>
<p>${before}${contactLink(contact, t)}${after}</p>`;
}
