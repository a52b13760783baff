// The configured model, as composition roots open it.
import { createEmbedder } from '../embedding/create-embedder.ts';
import { createEmbedderPool } from '../embedding/embedder-pool.ts';
import type { Embedder, ModelDescription } from '../embedding/embedder.ts';
import { describeModel, locateModel, type ModelChoice } from '../embedding/model-files.ts';
import type { Download } from '../embedding/model-worker.ts';
import type { Logger } from '../system/logger.ts';

/** Describes the configured model; undefined if it is not downloaded yet. */
export async function describeConfiguredModel(choice: ModelChoice): Promise<ModelDescription | undefined> {
  const { folder, present } = locateModel(choice);
  return present ? describeModel(choice, folder) : undefined;
}

/** Loads the configured model, reporting the progress of a download in steps of ten percent. */
export function openEmbedder(
  choice: ModelChoice,
  logger: Logger,
  onStopped?: (error: Error) => void,
): Promise<Embedder> {
  return createEmbedder(choice, { onStopped, onDownload: downloadReport(choice, logger) });
}

/**
 * Loads the configured model into several processes, or into this one if one is enough or the model is only a table.
 */
export function openEmbedders(choice: ModelChoice, logger: Logger, jobs: number): Promise<Embedder> {
  if (jobs === 1 || choice.recipe.staticTokens) return openEmbedder(choice, logger);
  return createEmbedderPool(choice, jobs, { onDownload: downloadReport(choice, logger) });
}

function downloadReport({ id }: ModelChoice, logger: Logger): (download: Download) => void {
  const shown = new Map<string, number>();
  return ({ file, percent }) => {
    const step = Math.floor(percent / 10) * 10;
    if (step === shown.get(file)) return;
    shown.set(file, step);
    logger.info(`downloading ${id}: ${file} ${step}%`);
  };
}
