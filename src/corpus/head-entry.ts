import type { Problem } from './article.ts';

/** A value in the head of a file: a scalar is the text as written. */
export type HeadValue = string | HeadValue[] | { [key: string]: HeadValue };

/** A key in lower case, its value, and its line in the file, from 1. */
export type HeadEntry = { key: string; value: HeadValue; line: number };

/** Called with a line of the file, from 1. */
export type Report = (line: number, message: string, severity: Problem['severity']) => void;
