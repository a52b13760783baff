import type { Manifest } from '../index/manifest.ts';
import type { Logger } from '../system/logger.ts';

/** Names the article files that a generation could not read, each with its first error. */
export type BadFileWarnings = (manifest: Pick<Manifest, 'corpus'>) => void;

/** Warnings for one generation after the other: what was wrong before is not said again. */
export function createBadFileWarnings(logger: Pick<Logger, 'warn'>): BadFileWarnings {
  let known: ReadonlySet<string> = new Set();
  return ({ corpus }) => {
    const problems = corpus.badFiles.map(
      ({ file, line, message, isKept }) =>
        `${file}:${line}: ${message}; ${isKept ? 'its last good version is served' : 'it is left out'}`,
    );
    const more = corpus.skippedFiles - corpus.badFiles.length;
    if (more > 0)
      problems.push(`and ${more} more files with errors; npm run build-index -- --dry-run lists them`);
    for (const problem of problems) if (!known.has(problem)) logger.warn(problem);
    known = new Set(problems);
  };
}
