// What is loaded when there is a staff's group.
import path from 'node:path';
import type { Extensions } from '../bot/dependencies.ts';
import type { Observe } from '../answer/observed.ts';
import { openAuditLog } from './audit-log.ts';
import { openDeskStore } from './open-desk-store.ts';
import { followSensitiveFile } from './sensitive-file.ts';
import { createService, type ServiceOptions } from './service.ts';

export type OpenDeskOptions = Omit<ServiceOptions, 'store' | 'audit' | 'sensitive'> & {
  stateDir: string;
  /** See `followSensitiveFile`. */
  sensitiveFile: string;
};

export type OpenedDesk = Required<Pick<Extensions, 'first' | 'features' | 'offers'>> & {
  observe: Observe;
  forget: (account: number) => Promise<void>;
  /** `ended`: readers with an open ticket are told. */
  close: (why: 'stopping' | 'ended') => Promise<void>;
};

/** Opens the desk, and begins to send. @throws Failure `state` when its folder cannot be used */
export async function openDesk({
  stateDir,
  sensitiveFile,
  ...options
}: OpenDeskOptions): Promise<OpenedDesk> {
  const { logger, now } = options;
  const onProblem = (message: string): void => {
    logger.warn(`[desk] ${message}`);
  };
  const store = await openDeskStore({
    stateDir,
    onProblem,
    onRecovery: (message) => {
      logger.info(`[desk] ${message}`);
    },
  });
  const audit = openAuditLog({ folder: path.join(stateDir, 'desk'), now, onProblem });
  const sensitive = followSensitiveFile(sensitiveFile, onProblem);
  sensitive();
  const service = createService({ ...options, store, audit, sensitive });
  service.start();
  return {
    first: [service.first],
    features: [service.features],
    offers: service.offers,
    observe: service.observe,
    forget: service.forget,
    close: async (why) => {
      await service.stop();
      if (why === 'ended') await service.end();
      await store.close();
    },
  };
}
