import { readFileSync, statSync } from 'node:fs';
import { reasonOf } from '../system/failure.ts';
import { createSensitiveWords, parseSensitiveWords, type SensitiveWords } from './sensitive-words.ts';

/**
 * The sensitive words of a file, as it is at each call. A line that cannot be read is named once; while the file itself
 * cannot be read, its last words stay.
 */
export function followSensitiveFile(
  file: string,
  onProblem: (message: string) => void,
): () => SensitiveWords {
  let words = createSensitiveWords([]);
  let stamp: string | undefined;

  return () => {
    const { mtimeMs = 0, size = 0 } = statSync(file, { throwIfNoEntry: false }) ?? {};
    if (stamp === `${mtimeMs} ${size}`) return words;
    stamp = `${mtimeMs} ${size}`;
    try {
      const { rules, problems } = parseSensitiveWords(readFileSync(file, 'utf8'), file);
      for (const problem of problems) onProblem(problem);
      words = createSensitiveWords(rules);
    } catch (error) {
      onProblem(`${file} cannot be read (${reasonOf(error)}); sensitive words stay as they were`);
    }
    return words;
  };
}
