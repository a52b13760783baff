// The operator's logo, colour and footer as the pages show them. What a browser loads of it has a hash in its address,
// so it may be cached for good.
import { Hono } from 'hono';
import { type PictureSize, pictureSize } from '../corpus/picture-size.ts';
import type { Brand } from '../locales/brand.ts';
import { sha256 } from '../system/checksum.ts';
import { type Accent, accentOf } from './accent.ts';

/** A logo's file; type by its content. */
export type LogoFile = { bytes: Buffer; type: LogoType };
export type LogoType = 'image/png' | 'image/jpeg' | 'image/webp' | 'image/svg+xml';

export type SiteBrand = Pick<Brand, 'footer' | 'contact'> & {
  /** Address of the logo. */
  logo?: string | undefined;
  /** Known of a file only. */
  logoSize?: PictureSize | undefined;
  /** Whether programs that preview links show such a logo: most show no drawing in SVG. */
  isPreviewed: boolean;
  accent?: Accent | undefined;
  /** Address of the style sheet with accent and logo; it comes after the pages' own. */
  stylesheet?: string | undefined;
  /** Where the logo comes from, if not from here. */
  imageOrigin?: string | undefined;
  /** Serves logo and style sheet. */
  routes: Hono;
};

const ENDINGS: Readonly<Record<LogoType, string>> = {
  'image/png': 'png',
  'image/jpeg': 'jpg',
  'image/webp': 'webp',
  'image/svg+xml': 'svg',
};
const LOGO_STYLE =
  '.site:has(.logo){display:inline-flex;gap:.5rem;align-items:center}.logo{height:1.75rem;width:auto;max-width:9rem;object-fit:contain}';

/** @param file the logo, if it is a file */
export function createSiteBrand(brand: Brand = {}, file?: LogoFile): SiteBrand {
  const { logo, colour, footer, contact } = brand;
  const routes = new Hono();
  const serve = (ending: string, content: Buffer, type: string): string => {
    const path = `/brand/${sha256(content).slice(0, 16)}.${ending}`;
    routes.get(path, (context) =>
      context.body(new Uint8Array(content), 200, {
        'content-type': type,
        'cache-control': 'public, max-age=31536000, immutable',
      }),
    );
    return path;
  };
  const accent = colour === undefined ? undefined : accentOf(colour);
  const address =
    file === undefined
      ? logo !== undefined && 'url' in logo
        ? logo.url
        : undefined
      : serve(ENDINGS[file.type], file.bytes, file.type);
  const style = [
    accent && `:root{--brand:${accent.light};--brand-dark:${accent.dark}}`,
    address && LOGO_STYLE,
  ].join('');
  return {
    footer,
    contact,
    accent,
    logo: address,
    logoSize: file && pictureSize(file.bytes),
    isPreviewed: address !== undefined && !/\.svg(?:$|[?#])/i.test(address),
    stylesheet: style === '' ? undefined : serve('css', Buffer.from(style), 'text/css; charset=utf-8'),
    imageOrigin: file === undefined && address !== undefined ? new URL(address).origin : undefined,
    routes,
  };
}

/** The logo's address for other sites; undefined without one, or without a public address of the pages. */
export function previewPicture({ logo, isPreviewed }: SiteBrand, publicUrl?: string): string | undefined {
  if (logo === undefined || !isPreviewed) return undefined;
  if (!logo.startsWith('/')) return logo;
  return publicUrl === undefined ? undefined : publicUrl + logo;
}
