import type { Answerer } from '../answer/answerer.ts';
import type { BoundedTable } from '../storage/bounded-table.ts';
import type { Gaps } from './insight.ts';

/**
 * Closes the gaps with a draft that have become an article: their nearest question is found, in another section than the
 * one that was shown before. What has been settled in another way is not waited for any more.
 */
export async function closeWritten(
  gaps: Gaps,
  drafted: Pick<BoundedTable<string>, 'rows' | 'delete'>,
  ask: Answerer['answer'],
): Promise<void> {
  for (const gapId of drafted.rows()) {
    const gap = gaps.get(gapId);
    const [question] = gaps.questionsOf(gapId);
    if (gap?.status !== 'open') drafted.delete(gapId);
    if (gap?.status !== 'open' || question === undefined) continue;
    const answer = await ask(question);
    if (answer.kind !== 'found' || answer.main.ref.sectionId === gap.sectionId) continue;
    gaps.close(gapId, 'written');
    drafted.delete(gapId);
  }
}
