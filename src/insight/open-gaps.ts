// Gaps in a folder, and gaps that are gone with the process.
import { openDurableTables } from '../storage/durable-tables.ts';
import { createTables } from '../storage/tables.ts';
import { createInsight, type GapInsight, type InsightDependencies } from './create-insight.ts';
import { GAP_SCHEMA, type GapTables } from './gap-tables.ts';
import { createPseudonyms, openKey, type Pseudonyms } from './pseudonyms.ts';

type Behind = Pick<InsightDependencies, 'tables' | 'flush' | 'close' | 'hash'>;
export type OpenGapsOptions = Omit<InsightDependencies, keyof Behind>;

/**
 * @param folder created if it does not exist
 * @throws Failure `state` when another process has the folder, or its files cannot be read
 */
export async function openGaps(folder: string, options: OpenGapsOptions): Promise<GapInsight> {
  const { tables, flush, close } = await openDurableTables({
    folder,
    schema: GAP_SCHEMA,
    holds: 'questions without a good answer',
    onProblem: options.onProblem,
  });
  const { key, isNew } = await openKey(folder);
  if (isNew) dropNamed(tables, options.onProblem);
  return createInsight({ ...options, tables, flush, close, hash: createPseudonyms(key) });
}

/** @param hash makes names of accounts and chats */
export function createMemoryGaps(hash: Pseudonyms, options: OpenGapsOptions): GapInsight {
  const { tables } = createTables(GAP_SCHEMA);
  const nothing = (): Promise<void> => Promise.resolve();
  return createInsight({ ...options, tables, flush: nothing, close: nothing, hash });
}

/** What came from whom is no longer known, so that it could not be deleted on request. */
function dropNamed({ signals, gaps }: GapTables, onProblem: (message: string) => void): void {
  const count = signals.size() + gaps.size();
  if (count === 0) return;
  for (const { id } of signals.rows()) signals.delete(id);
  for (const { id } of gaps.rows()) gaps.delete(id);
  onProblem('the key of the gaps is missing: what came from whom is unknown, so all gaps have been deleted');
}
