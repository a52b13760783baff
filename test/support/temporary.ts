import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { after } from 'node:test';

/** A new empty folder, which is removed after the test file has run. */
export function temporaryFolder(): string {
  const folder = mkdtempSync(path.join(tmpdir(), 'wenda-test-'));
  after(() => {
    rmSync(folder, { recursive: true, force: true });
  });
  return folder;
}
