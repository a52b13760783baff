import type { en } from './en.ts';

export type Key = keyof typeof en;
/** The wordings of a language: the same keys in each. */
export type Wordings = Readonly<Record<Key, string>>;
