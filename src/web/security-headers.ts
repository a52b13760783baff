/**
 * The headers that keep foreign code out of our pages, and our pages out of foreign frames.
 * @param imageOrigin another host that pictures may come from
 */
export function securityHeaders(imageOrigin?: string): ReadonlyMap<string, string> {
  const images = ["'self'", 'data:', ...(imageOrigin === undefined ? [] : [imageOrigin])].join(' ');
  return new Map([
    [
      'content-security-policy',
      `default-src 'none'; style-src 'self'; script-src 'self'; connect-src 'self'; img-src ${images}; form-action 'self'; base-uri 'none'; frame-ancestors 'none'`,
    ],
    ['x-content-type-options', 'nosniff'],
    ['referrer-policy', 'strict-origin-when-cross-origin'],
  ]);
}

export const SECURITY_HEADERS = securityHeaders();
