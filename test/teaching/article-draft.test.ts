import assert from 'node:assert/strict';
import { mkdirSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { test } from 'node:test';
import { draftsIn, withDraft } from '../../src/teaching/article-draft.ts';
import { temporaryFolder } from '../support/temporary.ts';

test('drafts are listed with their titles, and others of their folder are not', async () => {
  const folder = temporaryFolder();
  assert.deepEqual(await draftsIn(folder), []);
  const drafts = path.join(folder, 'drafts');
  mkdirSync(path.join(drafts, 'pictures.md'), { recursive: true });
  const title = '复检: "怎么收费"';
  writeFileSync(
    path.join(drafts, 'b-1.md'),
    withDraft('', { title, questions: ['复检收费吗'], at: '2026-11-24' }),
  );
  writeFileSync(path.join(drafts, 'notes.txt'), 'title: x');
  writeFileSync(path.join(drafts, 'by-hand.md'), 'no head');
  assert.deepEqual(await draftsIn(folder), [
    { path: path.join(drafts, 'b-1.md'), title },
    { path: path.join(drafts, 'by-hand.md'), title: 'by-hand.md' },
  ]);
});
