// The bytes of a saved page → text. What the bytes are wins over what the page says of itself: an editor may have
// converted it.
import { unifyLineEnds } from '../front-matter.ts';

/** Part of a text that may be broken before it is taken for another encoding, or for no text at all. */
const MAX_BROKEN = 0.2;
const MAX_STRANGE = 0.01;
/** Fewer characters than this may be UTF-8 by accident: 联通 in GBK is. */
const MIN_CERTAIN = 8;
/** chardet's confidence (0–100) below which the text is too short to tell; most such files are in GBK. */
const MIN_CONFIDENCE = 40;

/**
 * A page's text with LF line ends, from UTF-8, UTF-16, GBK/GB18030, Big5, Shift_JIS or whatever encoding it declares. A
 * broken byte costs one character. Undefined if it is not text.
 */
export async function decodePage(bytes: Uint8Array): Promise<string | undefined> {
  const text = unifyLineEnds(await decode(Buffer.from(bytes)));

  const strange = text.match(/[\0-\x08\x0e-\x1a\x1c-\x1f\ufffd\p{Co}\p{Cn}]/gu)?.length ?? 0;
  const allowed = Math.max(1, text.length * MAX_STRANGE);
  return strange > allowed || text.trim() === '' ? undefined : text;
}

async function decode(bytes: Buffer): Promise<string> {
  const mark = bytes.toString('latin1', 0, 2);
  if (mark === '\xff\xfe') return new TextDecoder('utf-16le').decode(bytes);
  if (mark === '\xfe\xff') return new TextDecoder('utf-16be').decode(bytes);
  if (bytes.includes(0)) {
    const both = ['utf-16le', 'utf-16be'].map((name) => new TextDecoder(name).decode(bytes));
    return both.sort((a, b) => usualCharacters(b) - usualCharacters(a))[0] ?? '';
  }

  const declared = declaredEncoding(bytes);
  const utf8 = new TextDecoder('utf-8').decode(bytes);
  const beyondAscii = utf8.match(/[^\0-\x7f]/gu)?.length ?? 0;
  const broken = utf8.match(/\ufffd/g)?.length ?? 0;
  const isUtf8 =
    broken <= Math.max(1, beyondAscii * MAX_BROKEN) && (broken === 0 || beyondAscii > 3 * broken);
  if (isUtf8 && (beyondAscii >= MIN_CERTAIN || declared === undefined || /utf-?8/i.test(declared)))
    return utf8;

  const { default: iconv } = await import('iconv-lite');
  if (declared !== undefined && !/utf/i.test(declared) && iconv.encodingExists(declared))
    return iconv.decode(bytes, /^gb/i.test(declared) ? 'gb18030' : declared);
  const { default: chardet } = await import('chardet');
  const likely = chardet
    .analyse(bytes)
    .find(({ name, confidence }) => !/utf|ascii/i.test(name) && confidence >= MIN_CONFIDENCE);
  return iconv.decode(bytes, likely?.name ?? 'gb18030');
}

const usualCharacters = (text: string): number =>
  text.slice(0, 4096).match(/[\n -~\p{Script=Han}，。]/gu)?.length ?? 0;

function declaredEncoding(bytes: Buffer): string | undefined {
  const start = bytes.toString('latin1', 0, 4096);
  return (/<meta\b[^>]*\bcharset\s*=\s*["']?([\w-]+)/i.exec(start) ??
    /^\s*<\?xml\b[^>]*\bencoding\s*=\s*["']([\w-]+)/i.exec(start))?.[1];
}
