// All addresses of the pages: links in answers, pages, feeds and the sitemap must agree.

/** Path of an article, and of one of its sections. The slug of a file in a folder may have a `/`. */
export function articlePath(slug: string, sectionId?: string): string {
  return `/a/${slug.split('/').map(encodeURIComponent).join('/')}${sectionId === undefined ? '' : `#${sectionId}`}`;
}

/** Path of a folder, by its names from the top. */
export function folderPath(names: readonly string[]): string {
  return `/folders/${names.map((name) => encodeURIComponent(name.toWellFormed())).join('/')}`;
}

/** An article as an address; `publicUrl` has no trailing slash. */
export function articleUrl(publicUrl: string, slug: string, sectionId?: string): string {
  return publicUrl + articlePath(slug, sectionId);
}
