// Whole exports and saved pages of each kind, as small as they can be and still have the kind's furniture. The folder of a
// kind is imported, and what comes out stands beside it in one text.
import assert from 'node:assert/strict';
import { readdirSync, readFileSync } from 'node:fs';
import path from 'node:path';
import { test } from 'node:test';
import { importPages } from '../../../src/corpus/import/import-pages.ts';
import { PROJECT } from '../../support/project.ts';
import { temporaryFolder } from '../../support/temporary.ts';

const IMPORTS = path.join(PROJECT, 'test', 'fixtures', 'imports');
const kinds = readdirSync(IMPORTS, { withFileTypes: true }).filter((entry) => entry.isDirectory());

/** The report and all files of an import as one text. */
async function imported(folder: string): Promise<string> {
  const articlesDir = temporaryFolder();
  const reports = await importPages([folder], { articlesDir, force: false, fallbackDate: '2020-01-01' });
  const notes = reports.flatMap(({ page, skipped, notes: all }) =>
    [...(skipped === undefined ? [] : [`skipped: ${skipped}`]), ...all].map(
      (note) => `${path.relative(folder, page)}: ${note}`,
    ),
  );
  const files = readdirSync(articlesDir, { recursive: true, encoding: 'utf8' }).sort();
  const texts = files.map((file) =>
    file.endsWith('.md')
      ? `>>> ${file}\n${readFileSync(path.join(articlesDir, file), 'utf8')}`
      : `>>> ${file}\n`,
  );
  return [...notes.sort(), ...texts].join('\n');
}

for (const { name } of kinds) {
  test(`an import of ${name} gives its titles, dates, structure, links and pictures`, async () => {
    assert.equal(
      await imported(path.join(IMPORTS, name)),
      readFileSync(path.join(IMPORTS, `${name}.golden`), 'utf8'),
    );
  });
}
