// What the tags of a page mean for its text.

export type SpanKind = 'strong' | 'em' | 'struck' | 'mark' | 'code';
export const INLINE = new Map<string, SpanKind>([
  ['strong', 'strong'],
  ['b', 'strong'],
  ['em', 'em'],
  ['i', 'em'],
  ['s', 'struck'],
  ['del', 'struck'],
  ['strike', 'struck'],
  ['mark', 'mark'],
  ['code', 'code'],
  ['kbd', 'code'],
  ['samp', 'code'],
  ['tt', 'code'],
]);
/** Tags that are known although they open nothing here: they are no placeholders such as <version>. */
export const PLAIN = new Set(
  'a abbr area badge bdi bdo big center cite data dfn font input ins label link meta nobr q rt ruby small source span sub sup time track u var wbr col colgroup img br'.split(
    ' ',
  ),
);
const FLOW =
  'address article aside body caption details dd div dl dt fieldset figcaption figure footer form header hgroup hr html legend main menu nav p section summary';
export const CONTAINERS = new Set([
  'ul',
  'ol',
  'li',
  'table',
  'tr',
  'td',
  'th',
  'blockquote',
  'note',
  'figure',
]);
/** Their content is not text of the page. */
export const SKIPPED = new Set(
  'audio button head iframe noscript object rp script select style svg template textarea title video'.split(
    ' ',
  ),
);
const KNOWN = new Set([
  ...`${FLOW} thead tbody tfoot h1 h2 h3 h4 h5 h6 pre`.split(' '),
  ...PLAIN,
  ...INLINE.keys(),
  ...CONTAINERS,
  ...SKIPPED,
]);
export const VOID = new Set('area br col embed hr img input link meta source track wbr'.split(' '));

export function isKnownTag(name: string): boolean {
  return KNOWN.has(name.toLowerCase());
}

/** A wikilink as an address: a scheme of its own before the page's name as written. */
export const WIKILINK = 'wiki:';
const WEB = /^(?:https?|mailto|tel|tg):/i;
const SCHEME = /^[a-z][a-z0-9+.-]*:/i;

/**
 * An address that a text may link to: of the web, of mail or telephone, of Telegram, or of a file of the wiki; undefined
 * for every other, such as `javascript:` and `data:`.
 */
export function linkAddress(written: string | undefined): string | undefined {
  // Browsers leave out control characters within an address, too: java⏎script: must not get through.
  const address = (written ?? '').replace(/[\u0000-\u001f]/g, '').trim();
  if (address === '' || (SCHEME.test(address) && !WEB.test(address) && !address.startsWith(WIKILINK)))
    return undefined;
  return address;
}
