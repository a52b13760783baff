import type { Manifest } from '../index/manifest.ts';
import type { Logger } from '../system/logger.ts';

/** Names the article files that a generation could not read, each with its first error. */
export function warnAboutBadFiles({ corpus }: Manifest, logger: Logger): void {
  for (const { file, line, message, isKept } of corpus.badFiles)
    logger.warn(
      `${file}:${line}: ${message}; ${isKept ? 'its last good version is served' : 'it is left out'}`,
    );
  const more = corpus.skippedFiles - corpus.badFiles.length;
  if (more > 0)
    logger.warn(`and ${more} more files with errors; npm run build-index -- --dry-run lists them`);
}
