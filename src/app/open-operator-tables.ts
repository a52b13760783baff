import path from 'node:path';
import { OPERATOR_SCHEMA, type OperatorRows } from '../insight/operator-tables.ts';
import { type DurableTables, openDurableTables } from '../storage/durable-tables.ts';
import type { Logger } from '../system/logger.ts';
import type { Config } from './config.ts';

/** Below STATE_DIR. @throws Failure `state` when the folder cannot be used */
export function openOperatorTables(
  { stateDir }: Pick<Config, 'stateDir'>,
  logger: Logger,
): Promise<DurableTables<OperatorRows>> {
  return openDurableTables({
    folder: path.join(stateDir, 'operator'),
    schema: OPERATOR_SCHEMA,
    holds: 'what readers want to be told, and sent digests',
    onProblem: (message) => {
      logger.warn(`[state] ${message}`);
    },
    onRecovery: (message) => {
      logger.info(`[state] ${message}`);
    },
  });
}
