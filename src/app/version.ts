import { readFileSync } from 'node:fs';
import path from 'node:path';
import { PROJECT_ROOT } from './environment.ts';

/** Wenda's version, as package.json states it. */
export function readVersion(): string {
  const { version } = JSON.parse(readFileSync(path.join(PROJECT_ROOT, 'package.json'), 'utf8')) as {
    version: string;
  };
  return version;
}
