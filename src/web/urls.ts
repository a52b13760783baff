// All addresses of the pages: links in answers, pages, feeds and the sitemap must agree.

/** Path of an article, and of one of its sections. */
export function articlePath(slug: string, sectionId?: string): string {
  return `/a/${encodeURIComponent(slug)}${sectionId === undefined ? '' : `#${sectionId}`}`;
}

/** The same as an address; `publicUrl` has no trailing slash. */
export function articleUrl(publicUrl: string, slug: string, sectionId?: string): string {
  return publicUrl + articlePath(slug, sectionId);
}
