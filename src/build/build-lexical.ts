// The lexical index of a new generation: new passages are cut into terms, the others are copied from the previous
// generation.
import { createLexicalBuilder } from './lexical-builder.ts';
import type { LexicalData } from '../index/lexical-format.ts';
import { mergeLexical } from './merge-lexical.ts';
import { NEW } from './passage-changes.ts';
import type { Plan } from './passage-plan.ts';
import type { Previous } from './previous-generation.ts';

/** Above this share of new passages, cutting all texts is as fast as merging. */
const MAX_MERGED = 0.5;

export function buildLexical(
  plan: Plan,
  previous: Previous | undefined,
  onProgress: (done: number, total: number) => void,
): LexicalData {
  const size = plan.keys.length;
  const ordinals = Array.from({ length: size }, (_, ordinal) => ordinal);
  const fresh = ordinals.filter((ordinal) => (previous?.changes.sources[ordinal] ?? NEW) === NEW);
  const isMerged = previous !== undefined && fresh.length <= MAX_MERGED * size;
  const cut = isMerged ? fresh : ordinals;
  const lexical = createLexicalBuilder();
  for (const [done, ordinal] of cut.entries()) {
    if (done % 500 === 0) onProgress(done, cut.length);
    lexical.add(plan.fieldsOf(ordinal));
  }
  if (!isMerged) return lexical.finish();
  const kept = previous.generation.lexicalSources(previous.changes);
  return mergeLexical(size, [...kept, { data: lexical.finish(), ordinals: Uint32Array.from(fresh) }]);
}
