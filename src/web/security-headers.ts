/** The headers that keep foreign code out of our pages, and our pages out of foreign frames. */
export const SECURITY_HEADERS: ReadonlyMap<string, string> = new Map([
  [
    'content-security-policy',
    "default-src 'none'; style-src 'self'; script-src 'self'; connect-src 'self'; img-src 'self' data:; form-action 'self'; base-uri 'none'; frame-ancestors 'none'",
  ],
  ['x-content-type-options', 'nosniff'],
  ['referrer-policy', 'strict-origin-when-cross-origin'],
]);
