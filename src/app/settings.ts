// The values of the environment as the configuration needs them. What is wrong is collected, so that all of it is
// reported at once.
import path from 'node:path';

export type Environment = Readonly<Record<string, string | undefined>>;

/** What the numbers of a list are, and what they look like. */
export type IdKind = { pattern: RegExp; name: string };

/** Readers of single keys. A value with a problem is noted, and something harmless is returned. */
export interface Settings {
  /** What is wrong, a sentence per key. */
  readonly problems: readonly string[];
  problem: (sentence: string) => void;
  /** Without blanks around it; undefined if it is missing or empty. */
  text: (key: string) => string | undefined;
  /** Folder that relative paths of settings start from: the project's, or the user's where Wenda is installed. */
  readonly base: string;
  /** A path; the fallback starts from the project. */
  folder: (key: string, fallback: string) => string;
  oneOf: <T extends string>(key: string, allowed: readonly T[]) => T | undefined;
  /** An address with http or https, without slashes at its end. */
  address: (key: string, fallback: string) => string;
  /** Numbers separated by commas; undefined if the key is missing. */
  ids: (key: string, kind: IdKind) => number[] | undefined;
  /** A whole number above 0. */
  count: (key: string) => number | undefined;
}

/** @param projectRoot Wenda's own folder */
export function readSettings(env: Environment, projectRoot: string): Settings {
  const problems: string[] = [];
  const text = (key: string): string | undefined => {
    const value = env[key]?.trim();
    return value === undefined || value === '' ? undefined : value;
  };
  const base = env['WENDA_FOLDER'] ?? projectRoot;
  return {
    problems,
    base,
    problem: (sentence) => void problems.push(sentence),
    text,
    folder(key, fallback) {
      const value = text(key);
      return value === undefined ? path.resolve(projectRoot, fallback) : path.resolve(base, value);
    },
    oneOf(key, allowed) {
      const value = text(key);
      if (value === undefined) return undefined;
      const found = allowed.find((option) => option === value.toLowerCase());
      if (found === undefined) problems.push(`${key} is "${value}"; write one of ${allowed.join(', ')}`);
      return found;
    },
    address(key, fallback) {
      const value = text(key) ?? fallback;
      if (!URL.canParse(value) || !/^https?:$/.test(new URL(value).protocol))
        problems.push(`${key} is "${value}"; write an address with http:// or https://`);
      return value.replace(/\/+$/, '');
    },
    ids(key, { pattern, name }) {
      const value = text(key);
      if (value === undefined) return undefined;
      const found = value
        .split(',')
        .map((id) => id.trim())
        .filter((id) => id !== '');
      const bad = found.filter((id) => !pattern.test(id));
      // A list without a number is a mistake: it must neither let nobody in nor everybody.
      if (bad.length > 0 || found.length === 0)
        problems.push(
          `${key} has "${bad.join(',') || value}"; write the numbers of ${name}, separated by commas`,
        );
      return found.map(Number);
    },
    count(key) {
      const value = text(key);
      if (value === undefined) return undefined;
      if (!/^[1-9]\d{0,5}$/.test(value)) problems.push(`${key} is "${value}"; write a whole number above 0`);
      return Number(value);
    },
  };
}
