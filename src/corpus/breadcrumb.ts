// Where a section stands in its article, as readers see it. Articles of one kind are divided into the same parts, whose
// names say nothing about a section.

/** As articles write them: what is shown is compared, so nothing has to be brought into normal form. */
const PARTS: ReadonlySet<string | undefined> = new Set([
  ...['基本释义', '详细释义', '基本釋義', '詳細釋義', 'Overview', 'Details'],
  // Text before the first heading.
  undefined,
]);

/**
 * The heading path of a section without the part that it is in, unless another section would then be called the same.
 * Where only some headings are called like parts, they are headings like any other.
 * @param paths the heading paths of all sections of the article
 */
export function breadcrumbOf(
  headingPath: readonly string[],
  paths: readonly (readonly string[])[],
): string[] {
  if (!paths.every(([part]) => PARTS.has(part))) return [...headingPath];
  const name = (path: readonly string[]): string => path.join('\n');
  const rest = headingPath.slice(1);
  const sameNames = paths.filter((path) => name(path.slice(1)) === name(rest)).map(name);
  return new Set(sameNames).size > 1 ? [...headingPath] : rest;
}
