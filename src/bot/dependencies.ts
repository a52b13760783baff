import type { Middleware } from 'grammy';
import type { Answer } from '../answer/answer.ts';
import type { Observe } from '../answer/observed.ts';
import type { Wiki } from '../answer/wiki.ts';
import type { Pictures } from '../corpus/pictures.ts';
import type { Calibration } from '../retrieval/calibration.ts';
import type { Brand } from '../locales/brand.ts';
import type { Translate, Translations } from '../locales/translations.ts';
import type { Logger } from '../system/logger.ts';
import type { StateStore } from '../storage/state-store.ts';
import type { Access, AllowedReaders } from './access.ts';
import type { Later } from './albums.ts';
import type { WendaContext } from './context.ts';
import type { Conversations } from './conversations.ts';
import type { ButtonRow } from './render/reply.ts';
import type { ReadingView } from './render/reading-view.ts';
import type { StartParameters } from './start-parameter.ts';

/** The bot's dependencies, given by the composition root and by tests. */
export type BotDependencies = {
  /** May change its generation between two updates. */
  wiki: Wiki;
  /** Runs a task on one generation of the wiki; without it there is only one. */
  during?: (<T>(task: () => Promise<T>) => Promise<T>) | undefined;
  /** What operators can see and do; without it there are no operators. */
  admin?: AdminAccess | undefined;
  /** Who may ask besides operators and members; without it the wiki is public. */
  allowed?: AllowedReaders | undefined;
  /** Questions that a reader may ask a minute; without it, or with 0, any number. */
  questionsPerMinute?: number | undefined;
  state: StateStore;
  /** Told what readers asked, read and judged, after they have their answer. */
  observe?: Observe | undefined;
  /** What else takes updates; may come and go while the bot runs. */
  extensions?: Extensions | undefined;
  i18n: Translations;
  logger: Logger;
  /** Address of an article's page, or of a section on it, if the wiki has pages. */
  pageUrl?: ((slug: string, sectionId?: string, sentence?: string) => string) | undefined;
  /** The wiki's pictures; without them none is offered. */
  pictures?: Pictures | undefined;
  /** What the operator calls the wiki, and whom readers can turn to. */
  brand?: Pick<Brand, 'name' | 'contact'> | undefined;
  /** Whether whole articles are sent as rich messages, which some clients show blank. */
  richMessages?: boolean | undefined;
  /** Whether, in groups, only the person who asked sees that there is no sure answer. */
  ephemeral?: boolean | undefined;
  /** Milliseconds since 1970. */
  now: () => number;
  /** Timers; the process's own by default. */
  later?: Later | undefined;
  /** 0 (included) to 1 (excluded). */
  random: () => number;
};

/** Features that not every bot has. */
export type Extensions = {
  /** Sees updates before anyone is turned away, such as those of the staff's group. */
  first?: readonly Middleware<WendaContext>[];
  /** Comes before Wenda's own features, for those who may use the bot. */
  features?: readonly Middleware<WendaContext>[];
  /** Rows of buttons below an answer that is about to be sent. */
  offers?: (ctx: WendaContext, answer: Answer) => ButtonRow[];
  /** What they keep about readers. */
  keeps?: readonly Kept[];
};

/** Something that is kept about readers. */
export type Kept = {
  /** A paragraph of /privacy, as HTML; undefined when nothing is kept now. */
  privacy: (t: Translate) => string | undefined;
  /**
   * Deletes what came from a reader, from a chat, or from a reader in a chat; it is off the disk when this resolves.
   * @param who as in `Occasion`
   */
  forget: (who: { asker?: string; chat?: string }) => Promise<void>;
};

export type AdminAccess = {
  /** Accounts of operators. */
  ids: ReadonlySet<number>;
  program: Program;
  status: () => ServingStatus;
  /** Checks for a new generation now. */
  reload: () => Promise<ReloadOutcome>;
  /** More lines and buttons below the status. */
  extras?: ((t: Translate) => { lines: readonly string[]; buttons: readonly ButtonRow[] }) | undefined;
  /** The way into the operators' pages, if there are any. */
  page?: AdminPageAccess | undefined;
};

export type AdminPageAccess = {
  /** A one-time link for an operator's account, and for how many minutes it works. */
  link: (account: number, language: string) => { url: string; minutes: number; isLocal: boolean };
  /** Signs everybody out. @returns how many were signed in */
  close: () => number;
};

/** The running process. */
export type Program = {
  /** Wenda's own. */
  version: string;
  /** Of Node.js. */
  node: string;
  /** Milliseconds since 1970. */
  startedAt: number;
};

export type ServingStatus = {
  generation: string;
  /** ISO 8601, UTC. */
  builtAt: string;
  corpus: { articles: number; sections: number; passages: number; skippedFiles: number; badFiles: BadFile[] };
  /** Id of the model. */
  model: string;
  /** The last build's result; without a graph, search is exact. */
  build: { embedded: number; reused: number; graph?: 'new' | 'extended' };
  /** From which confidence a passage is an answer, and where that comes from. */
  calibration: Pick<Calibration, 'cutOffs' | 'measured'>;
  /** A newer generation that could not be served. */
  refused: { generation: string; reason: string } | undefined;
};

/** A file with errors, the first of them, and whether an earlier version of its article is served. */
export type BadFile = { file: string; line: number; message: string; isKept: boolean };

/** The result of checking for a new generation. */
export type ReloadOutcome =
  | { kind: 'same' }
  | { kind: 'swapped'; generation: string }
  /** Stays refused until another generation is published. */
  | { kind: 'refused'; generation: string; reason: string };

/** How texts of articles are shown in the chat of an update. */
export type Reading = (ctx: WendaContext) => ReadingView;

/** Further dependencies of features, created with the bot and as short-lived. */
export type FeatureDependencies = BotDependencies & {
  conversations: Conversations;
  starts: StartParameters;
  reading: Reading;
  /** Undefined if the wiki is public. */
  access: Access | undefined;
};
