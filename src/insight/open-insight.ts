// Gaps and numbers in a folder, and those that are gone with the process.
import { openDurableTables } from '../storage/durable-tables.ts';
import { createTables, type Tables } from '../storage/tables.ts';
import { createInsight, type GapInsight, type InsightDependencies } from './create-insight.ts';
import { DAYS_SCHEMA, type DayRows } from './days.ts';
import { GAP_SCHEMA, type GapRows, type GapTables } from './gap-tables.ts';
import type { Insight } from './insight.ts';
import { createNumbers } from './numbers.ts';
import { createPseudonyms, openKey, type Pseudonyms } from './pseudonyms.ts';

type Behind = Pick<InsightDependencies, 'tables' | 'flush' | 'close' | 'hash'>;
export type OpenInsightOptions = Omit<InsightDependencies, keyof Behind>;

/** Everything that operators see. */
export type OpenedInsight = GapInsight & Pick<Insight, 'numbers'>;

const SCHEMA = { ...GAP_SCHEMA, ...DAYS_SCHEMA };
type InsightTables = Tables<GapRows & DayRows>;

/**
 * @param folder created if it does not exist
 * @throws Failure `state` when another process has the folder, or its files cannot be read
 */
export async function openInsightIn(folder: string, options: OpenInsightOptions): Promise<OpenedInsight> {
  const { tables, flush, close } = await openDurableTables<GapRows & DayRows>({
    folder,
    schema: SCHEMA,
    holds: 'questions without a good answer, and numbers',
    onProblem: options.onProblem,
  });
  const { key, isNew } = await openKey(folder);
  if (isNew) dropNamed(tables, options.onProblem);
  return joined({ ...options, tables, flush, close, hash: createPseudonyms(key) });
}

function joined(options: InsightDependencies & { tables: InsightTables }): OpenedInsight {
  const { tables, hash, timeZone, now } = options;
  const gaps = createInsight(options);
  const numbers = createNumbers({ tables, timeZone, now, pseudonymOf: (text) => hash(`day ${text}`) });
  return {
    ...gaps,
    numbers,
    observe: (observed) => {
      numbers.observe(observed);
      gaps.observe(observed);
    },
    forget: (who) => {
      const { asker, chat } = who;
      // A private chat has the number of its reader; others still ask in a chat that one reader is forgotten in.
      if (asker === undefined && chat !== undefined) numbers.forgetChat(chat);
      if (asker !== undefined && chat === undefined) numbers.forgetChat(asker);
      return gaps.forget(who);
    },
    flush: () => {
      numbers.write();
      return gaps.flush();
    },
    close: () => {
      numbers.write();
      return gaps.close();
    },
  };
}

/** @param hash makes names of accounts and chats */
export function createMemoryInsight(hash: Pseudonyms, options: OpenInsightOptions): OpenedInsight {
  const { tables } = createTables<GapRows & DayRows>(SCHEMA);
  const nothing = (): Promise<void> => Promise.resolve();
  return joined({ ...options, tables, flush: nothing, close: nothing, hash });
}

/** What came from whom is no longer known, so that it could not be deleted on request. */
function dropNamed({ signals, gaps }: GapTables, onProblem: (message: string) => void): void {
  const count = signals.size() + gaps.size();
  if (count === 0) return;
  for (const { id } of signals.rows()) signals.delete(id);
  for (const { id } of gaps.rows()) gaps.delete(id);
  onProblem('the key of the gaps is missing: what came from whom is unknown, so all gaps have been deleted');
}
