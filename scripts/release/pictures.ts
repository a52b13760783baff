// Whether the pictures in the READMEs are older than what they show. `npm run screenshots` writes a checksum of all that
// they are made from beside them: the sources, the sample articles and the script itself. Times tell nothing: a checkout
// sets them.
import { createHash } from 'node:crypto';
import { existsSync, readdirSync, readFileSync, statSync, writeFileSync } from 'node:fs';
import path from 'node:path';

const SHOWN = [
  'src',
  'data/articles',
  'data/synonyms.txt',
  'data/calibration',
  'test/browser/screenshots.ts',
];
const CHECKSUM = 'data/screenshots/made-from.sha256';

function checksum(project: string): string {
  const hash = createHash('sha256');
  for (const input of SHOWN) {
    const at = path.join(project, input);
    const files = statSync(at).isDirectory()
      ? readdirSync(at, { recursive: true, encoding: 'utf8' })
          .sort()
          .map((name) => path.join(at, name))
      : [at];
    for (const file of files)
      if (statSync(file).isFile())
        hash
          .update(`${path.relative(project, file)}\0`)
          .update(readFileSync(file))
          .update('\0');
  }
  return hash.digest('hex');
}

/** Notes what the pictures that have just been taken show. */
export function notePictures(project: string): void {
  writeFileSync(path.join(project, CHECKSUM), `${checksum(project)}\n`);
}

export function arePicturesNew(project: string): boolean {
  const file = path.join(project, CHECKSUM);
  return existsSync(file) && readFileSync(file, 'utf8').trim() === checksum(project);
}
