// What a build is doing, in one line: rewritten in a terminal, written from time to time elsewhere.
import type { BuildPhase, BuildProgress } from '../build/build-index.ts';
import type { Translate } from '../locales/translations.ts';

/** Before that, a phase is too young to tell how long it takes. */
const YOUNG_MS = 2000;
/** When the first plain line is due; after each one, that takes twice as long. */
const PLAIN_MS = 10_000;

export type ProgressOptions = {
  t: Translate;
  /** Milliseconds from an arbitrary origin. */
  now: () => number;
  /** Takes a line without its end. */
  write: (line: string) => void;
};

/** Every change is a line, in whole percent. */
export function createProgressLine(options: ProgressOptions): BuildProgress {
  const describe = createDescription(options);
  let shown = '';
  return (phase, done, total) => {
    const key = `${phase} ${percentOf(done, total)}`;
    const text = describe(phase, done, total);
    if (key !== shown) options.write(text);
    shown = key;
  };
}

/** A few lines, however long the build takes; none for a short one. */
export function createPlainProgress(options: ProgressOptions): BuildProgress {
  const { now, write } = options;
  const describe = createDescription(options);
  const begin = now();
  let dueMs = PLAIN_MS;
  return (phase, done, total) => {
    const text = describe(phase, done, total);
    if (now() - begin < dueMs) return;
    dueMs = 2 * (now() - begin);
    write(text);
  };
}

const percentOf = (done: number, total: number): number =>
  total <= 1 ? 0 : Math.floor((100 * done) / total);

function createDescription({ t, now }: ProgressOptions): (...progress: Parameters<BuildProgress>) => string {
  let current: BuildPhase | undefined;
  let begin = 0;
  return (phase, done, total) => {
    if (phase !== current) begin = now();
    current = phase;
    const parts: string[] = [t(`phase-${phase}`)];
    if (total > 1) parts.push(t('start-share', { percent: percentOf(done, total), done, total }));
    const elapsed = now() - begin;
    if (done > 0 && done < total && elapsed > YOUNG_MS)
      parts.push(t('start-left', { seconds: Math.round(((elapsed / done) * (total - done)) / 1000) }));
    return t('start-building', { step: parts.join(' ') });
  };
}
