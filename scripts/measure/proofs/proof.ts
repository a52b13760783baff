// The common parts of all proofs: their options, their counts, and how they start children.
import path from 'node:path';

export type ProofOptions = {
  /** How often something is killed, damaged or denied. */
  runs: number;
  /** The same seed chooses the same moments, files and sizes. */
  seed: number;
  /** Called with the progress, one line at a time. */
  log: (line: string) => void;
  /** Whether to stop early; the runs done so far count. */
  isTimeUp?: () => boolean;
};

/** The result of a proof: the count of each outcome, the figures, and all failures with their run. */
export type Proof = {
  /** Runs that were done: fewer than requested if the time was up. */
  done: number;
  outcomes: Map<string, number>;
  /** Further figures, by name; `{"longest loss": "5.1 s"}`. */
  figures: Map<string, string>;
  failures: string[];
  /** What this machine does not allow, and why. */
  skipped: string[];
};

/** A result that grows. */
export type GrowingProof = Proof & { count: (outcome: string, times?: number) => void };

export function createProof(): GrowingProof {
  const outcomes = new Map<string, number>();
  return {
    done: 0,
    outcomes,
    figures: new Map(),
    failures: [],
    skipped: [],
    count: (outcome, times = 1) => {
      outcomes.set(outcome, (outcomes.get(outcome) ?? 0) + times);
    },
  };
}

/** The folder with package.json; this file runs from dist/scripts/measure/proofs. */
export const PROJECT = path.resolve(import.meta.dirname, '..', '..', '..', '..');

/** The path of a compiled program of the project, `scripts/build-index` for one. */
export function programFile(program: string): string {
  return path.join(PROJECT, 'dist', `${program}.js`);
}

/** The environment of a child, without anything from a developer's own .env: no proof may serve a real bot. */
export function cleanEnvironment(own: Record<string, string>): Record<string, string> {
  const unset = Object.fromEntries(
    [
      'BOT_TOKEN',
      'TELEGRAM_API_ROOT',
      'EMBEDDING_MODEL',
      'LOG_LEVEL',
      'LOG_FORMAT',
      'HOST',
      'PUBLIC_URL',
      'ADMIN_IDS',
      'ALLOWED_CHATS',
      'ALLOWED_USERS',
      'WEBHOOK_URL',
      'HTTPS_PROXY',
      'ALL_PROXY',
    ].map((key) => [key, '']),
  );
  return { ...unset, PORT: '0', LANG: 'zh_CN.UTF-8', ...own };
}

/** Draws an element of a non-empty list. */
export function pick<T>(random: () => number, of: readonly T[]): T {
  return of[Math.floor(random() * of.length)] as T; // never empty
}

export function pause(ms: number): Promise<void> {
  return new Promise((resolve) => setTimeout(resolve, ms));
}

/** The result of a promise, or undefined if it is still pending after a time. */
export async function within<T>(ms: number, promise: Promise<T>): Promise<T | undefined> {
  let timer: NodeJS.Timeout | undefined;
  const late = new Promise<undefined>((resolve) => {
    timer = setTimeout(resolve, ms, undefined);
  });
  return Promise.race([promise, late]).finally(() => {
    clearTimeout(timer);
  });
}
