import { readFileSync } from 'node:fs';
import path from 'node:path';
import type { Program } from '../bot/dependencies.ts';
import { PROJECT_ROOT } from './environment.ts';

/** Wenda's version, as package.json states it. */
export function readVersion(): string {
  const { version } = JSON.parse(readFileSync(path.join(PROJECT_ROOT, 'package.json'), 'utf8')) as {
    version: string;
  };
  return version;
}

/** The process that starts now. */
export function startedNow(): Program {
  return { version: readVersion(), node: process.versions.node, startedAt: Date.now() };
}
