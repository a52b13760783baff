// The operator's own name and looks, from the environment.
import type { Brand, BrandText, Contact } from '../locales/brand.ts';
import type { Settings } from './settings.ts';

/** In UTF-16 units: a name is on buttons and in titles, a label on a button. */
const MAX_NAME = 40;
const MAX_FOOTER = 300;
const LOGO = /\.(?:png|jpe?g|svg|webp)$/i;
/** `[words](address)`. */
const LINK = /\[([^\]]+)\]\(([^()\s]+)\)/g;

/** @param settings problems are noted there */
export function readBrand({ text, folder, problem }: Settings): Brand {
  const read = <T>(key: string, parse: (value: string) => T | undefined, wanted: string): T | undefined => {
    const value = text(key);
    const parsed = value === undefined ? undefined : parse(value);
    if (value !== undefined && parsed === undefined) problem(`${key} is "${value}"; write ${wanted}`);
    return parsed;
  };
  return {
    name: read('WIKI_NAME', nameIn, `one line of at most ${MAX_NAME} characters`),
    logo: read(
      'WIKI_LOGO',
      (value) => logoIn(value, folder('WIKI_LOGO', '')),
      'a file with the ending png, jpg, svg or webp, or an address with https://',
    ),
    colour: read('WIKI_COLOUR', colourIn, 'a colour such as "#1d6b57", in quotation marks'),
    footer: read(
      'WIKI_FOOTER',
      footerIn,
      `one line of at most ${MAX_FOOTER} characters; a link is [words](https://…), or with mailto: or tel:`,
    ),
    contact: read(
      'CONTACT',
      contactIn,
      '@name, or an address with https://, mailto: or tel:; a label of at most 40 characters may stand before it',
    ),
  };
}

function nameIn(value: string): string | undefined {
  // Telegram refuses a message with a button whose text nobody sees.
  const isSeen = /[\p{L}\p{N}\p{P}\p{S}]/u.test(value);
  return value.length <= MAX_NAME && isLine(value) && isSeen ? value : undefined;
}

function logoIn(value: string, file: string): Brand['logo'] {
  if (/^https:\/\//i.test(value)) return isAddress(value) ? { url: new URL(value).href } : undefined;
  return !/^[a-z]+:\/\//i.test(value) && LOGO.test(value) ? { file } : undefined;
}

/** The number sign may be missing: without quotation marks, it begins a comment in .env. */
function colourIn(value: string): string | undefined {
  const [, digits] = /^#?([\da-f]{6})$/i.exec(value) ?? [];
  return digits && `#${digits.toLowerCase()}`;
}

function footerIn(value: string): BrandText[] | undefined {
  if (value.length > MAX_FOOTER || !isLine(value)) return undefined;
  const texts: BrandText[] = [];
  let at = 0;
  for (const { 0: whole, 1: words = '', 2: url = '', index } of value.matchAll(LINK)) {
    if (!isAddress(url)) return undefined;
    texts.push({ text: value.slice(at, index) }, { text: words, url });
    at = index + whole.length;
  }
  return [...texts, { text: value.slice(at) }].filter(({ text }) => text !== '');
}

/** The address is the last word; what stands before it is the label. */
function contactIn(value: string): Contact | undefined {
  const [, before = '', last = ''] = /^(?:(.*?)\s+)?(\S+)$/u.exec(value) ?? [];
  const label = before === '' ? undefined : nameIn(before);
  if (before !== '' && label === undefined) return undefined;
  if (/^@[a-z]\w{3,31}$/i.test(last)) return { label, url: `https://t.me/${last.slice(1)}`, address: last };
  const url = /^t\.me\/./i.test(last) ? `https://${last}` : last;
  const [, person] = /^(?:mailto|tel):([^?]+)/i.exec(url) ?? [];
  return isAddress(url) ? { label, url, address: person ?? url } : undefined;
}

function isAddress(value: string): boolean {
  if (!URL.canParse(value)) return false;
  const { protocol, hostname, pathname } = new URL(value);
  if (protocol === 'mailto:') return /^[^@\s]+@[^@\s]+$/.test(pathname);
  if (protocol === 'tel:') return /^\+?[\d.()-]{3,30}$/.test(pathname);
  return /^https?:$/.test(protocol) && hostname !== '';
}

function isLine(value: string): boolean {
  // Marks of direction would turn what stands behind them.
  return value.isWellFormed() && !/[\p{Cc}\p{Zl}\p{Zp}\u202a-\u202e\u2066-\u2069]/u.test(value);
}
