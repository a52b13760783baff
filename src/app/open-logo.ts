// The logo's file, read once at the start: what is wrong with it shows then, and not on a page.
import { readFile, stat } from 'node:fs/promises';
import { typeOf } from '../corpus/pictures.ts';
import type { Brand } from '../locales/brand.ts';
import { Failure, reasonOf } from '../system/failure.ts';
import type { LogoFile, LogoType } from '../web/site-brand.ts';

const MAX_BYTES = 1024 * 1024;

/**
 * @returns undefined for a logo elsewhere on the web, and without one
 * @throws Failure `config` for a file that is missing, too large, or no such picture
 */
export async function openLogo(logo: Brand['logo']): Promise<LogoFile | undefined> {
  if (logo === undefined || !('file' in logo)) return undefined;
  const { file } = logo;
  const status = await stat(file).catch((error: unknown) => {
    throw new Failure('config', `WIKI_LOGO: ${file} cannot be read (${reasonOf(error)})`);
  });
  if (!status.isFile() || status.size > MAX_BYTES)
    throw new Failure('config', `WIKI_LOGO: ${file} is no file of at most 1 MB`);
  const bytes = await readFile(file);
  const type = logoType(bytes);
  if (type === undefined)
    throw new Failure('config', `WIKI_LOGO: ${file} is no picture in the format png, jpg, svg or webp`);
  return { bytes, type };
}

function logoType(bytes: Buffer): LogoType | undefined {
  const type = typeOf(bytes);
  if (type !== undefined) return type === 'image/gif' ? undefined : type;
  return /<(?:\w+:)?svg[\s>]/.test(bytes.toString('utf8', 0, 4096)) ? 'image/svg+xml' : undefined;
}
