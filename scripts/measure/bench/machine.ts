// Describes the machine and the versions of a run.
import { readFileSync } from 'node:fs';
import { cpus, loadavg, release, totalmem, type as systemType } from 'node:os';
import path from 'node:path';
import type { BenchReport } from '../comparison.ts';

const MEASURED_PACKAGES = ['@xenova/transformers', 'hnswlib-node', '@orama/orama', 'minisearch'];

export function machine(): BenchReport['machine'] {
  return {
    cpu: (cpus()[0]?.model ?? 'unknown processor').trim(),
    cores: cpus().length,
    memoryGB: Math.round(totalmem() / 1e9),
    loadBefore: loadavg()[0] ?? 0,
    system: `${systemType()} ${release()}`,
  };
}

/** Versions of node and of the installed packages; missing ones are left out. */
export function versions(projectRoot: string): Record<string, string> {
  const found: Record<string, string> = { node: process.versions.node };
  for (const name of MEASURED_PACKAGES) {
    try {
      const json = readFileSync(path.join(projectRoot, 'node_modules', name, 'package.json'), 'utf8');
      found[name] = (JSON.parse(json) as { version: string }).version;
    } catch {
      // hnswlib-node is optional, and a production install lacks the two packages for comparison.
    }
  }
  return found;
}
