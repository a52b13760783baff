// Telegram's HTML: only <, > and & are special; every tag opened here is closed here.
import { addressBeside } from '../../answer/links.ts';
import { linkIn, type Run, runs } from '../../answer/runs.ts';
import type { Span } from '../../corpus/shape.ts';
import { clip } from '../../text/cuts.ts';
import type { Range } from '../../text/sentences.ts';

/** Makes any text safe for Telegram's HTML mode; lone surrogates, which Telegram refuses, are replaced. */
export function escapeHtml(text: string): string {
  return text.toWellFormed().replace(/&/g, '&amp;').replace(/</g, '&lt;').replace(/>/g, '&gt;');
}

/** Longest text on a button, in UTF-16 units. */
const MAX_BUTTON = 60;

/** A title clipped to fit on a button. */
export function buttonText(title: string): string {
  return clip(title.toWellFormed(), MAX_BUTTON);
}

/** What a message shows in its own way. */
export type ShownSpan = Span | (Range & { kind: 'quote' });
export type ShownText = { text: string; spans: readonly ShownSpan[] };

/** The address that a link leads to, as written in the text's article; undefined if it leads nowhere. */
export type LinkUrl = (href: string) => string | undefined;

/** Room for addresses that are shown as words, in UTF-16 units of a message. */
export const MAX_ADDRESSES = 500;

/**
 * Room for the addresses of links, in bytes: Telegram refuses a message with more than about 9,500 bytes of formatting
 * ("Entities_too_long", tdlib/telegram-bot-api#165). An answer carries its question besides.
 */
const MAX_LINKS = 6000;
/** What a link takes besides its address, in bytes. */
const LINK_BYTES = 16;

/**
 * A text with its spans: links, code and styles as tags. An address that Telegram does not link (mail, telephone, a host
 * without a dot) is shown behind its words. Links beyond the room for them are words.
 */
export function shapedHtml({ text, spans }: ShownText, linkUrl: LinkUrl, roomForLinks = MAX_LINKS): string {
  let html = '';
  let open: string[] = [];
  let at = 0;
  let room = MAX_ADDRESSES;
  let linked = 0;
  let lastLink = -1;
  for (const run of runs(text, spans)) {
    const found = linkOf(run, linkUrl);
    if (found?.url !== undefined && found.start !== lastLink) {
      lastLink = found.start;
      linked += Buffer.byteLength(found.url) + LINK_BYTES;
    }
    const link = found?.url !== undefined && linked > roomForLinks ? undefined : found;
    const tags = tagsOf(run, link);
    const same = open.findIndex((tag, i) => tag !== tags[i]);
    const kept = same < 0 ? open.length : same;
    html += closing(open.slice(kept)) + tags.slice(kept).join('') + escapeHtml(run.text);
    open = tags;
    at += run.text.length;
    if (link === undefined || link.url !== undefined || link.end > at) continue;
    const address = addressBeside(text.slice(link.start, at), link.href);
    room -= address.length;
    if (room < 0) continue;
    html += closing(open) + escapeHtml(address);
    open = [];
  }
  return html + closing(open);
}

/** The link of a run and where it ends; without `url` Telegram would not link its address. Code stays code. */
function linkOf(
  { spans }: Run<ShownSpan>,
  linkUrl: LinkUrl,
): (Range & { href: string; url: string | undefined }) | undefined {
  const link = spans.some(({ kind }) => kind === 'pre') ? undefined : linkIn(spans);
  const href = link && linkUrl(link.href);
  return link === undefined || href === undefined ? undefined : { ...link, href, url: acceptedUrl(href) };
}

/**
 * An address in the form in which Telegram takes it; undefined for one that it refuses: a host without a dot, mail,
 * telephone. (It would take `mailto:a@b.com` for a page of b.com.)
 */
export function acceptedUrl(address: string): string | undefined {
  if (!URL.canParse(address)) return undefined;
  const { protocol, hostname, href } = new URL(address);
  if (protocol === 'tg:') return href;
  const isHost = /\.[a-z][a-z\d-]+$|^(?:\d+\.){3}\d+$/i.test(hostname);
  return /^https?:$/.test(protocol) && isHost ? href : undefined;
}

const STYLES = { strong: 'b', mark: 'b', em: 'i', image: 'i', struck: 's' } as const;

/** Start tags, in the order of their spans: the outer first. A tag that goes on over several runs stays open. */
function tagsOf(
  { spans }: Run<ShownSpan>,
  link: (Range & { url: string | undefined }) | undefined,
): string[] {
  const has = (kind: ShownSpan['kind']): boolean => spans.some((span) => span.kind === kind);
  const quote = has('quote') ? ['<blockquote>'] : [];
  const pre = spans.find((span) => span.kind === 'pre');
  // Telegram allows no other tag within code, and no code within a link.
  if (pre !== undefined) return [...quote, preTag(pre.language)];
  const url = link?.url;
  const tags = new Set<string>();
  for (const { kind, start, end } of spans) {
    if (url !== undefined && start === link?.start && end === link.end)
      tags.add(`<a href="${escapeHtml(url).replace(/"/g, '&quot;')}">`);
    if (kind in STYLES) tags.add(`<${STYLES[kind as keyof typeof STYLES]}>`);
  }
  if (url === undefined && has('code')) tags.add('<code>');
  return [...quote, ...tags];
}

function preTag(language = ''): string {
  return /^[\w+#.-]+$/.test(language) ? `<pre><code class="language-${language}">` : '<pre>';
}

function closing(tags: readonly string[]): string {
  const names = [...tags.join('').matchAll(/<(\w+)/g)].map(([, name = '']) => name);
  return names
    .reverse()
    .map((name) => `</${name}>`)
    .join('');
}
