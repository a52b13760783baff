import type { Wiki } from '../answer/wiki.ts';
import type { Translations } from '../locales/translations.ts';
import type { Logger } from '../system/logger.ts';
import type { StateStore } from '../storage/state-store.ts';
import type { Conversations } from './conversations.ts';
import type { StartParameters } from './start-parameter.ts';

/** What the bot is made of; the composition root and the tests give it. */
export type BotDependencies = {
  /** May be another generation's between two updates. */
  wiki: Wiki;
  /** Keeps one generation of the wiki until the task is done; without it there is only one. */
  during?: (<T>(task: () => Promise<T>) => Promise<T>) | undefined;
  /** What operators may see and do; without it there are no operators. */
  admin?: AdminAccess | undefined;
  state: StateStore;
  i18n: Translations;
  logger: Logger;
  /** Address of an article's page, or of a section on it, where the wiki has pages. */
  pageUrl?: ((slug: string, sectionId?: string) => string) | undefined;
  /** Milliseconds since 1970. */
  now: () => number;
  /** 0 (included) to 1 (excluded). */
  random: () => number;
};

export type AdminAccess = {
  /** Accounts of operators. */
  ids: ReadonlySet<number>;
  status: () => ServingStatus;
  /** Looks for a new generation now. */
  reload: () => Promise<ReloadOutcome>;
};

export type ServingStatus = {
  generation: string;
  /** ISO 8601, UTC. */
  builtAt: string;
  corpus: { articles: number; sections: number; passages: number; skippedFiles: number };
  /** Id of the model. */
  model: string;
  /** What the last build did; without a graph, search is exact. */
  build: { embedded: number; reused: number; graph?: 'new' | 'extended' };
  /** A newer generation that could not be served. */
  refused: { generation: string; reason: string } | undefined;
};

/** What came of looking for a new generation. */
export type ReloadOutcome =
  | { kind: 'same' }
  | { kind: 'swapped'; generation: string }
  /** Stays so until another generation is published. */
  | { kind: 'refused'; generation: string; reason: string };

/** What features get in addition: made with the bot, gone with it. */
export type FeatureDependencies = BotDependencies & {
  conversations: Conversations;
  starts: StartParameters;
};
