// A bot with an operator (account 7) and with readers, gaps and lessons: the real operator's room over a real index.
import { after } from 'node:test';
import type { User } from 'grammy/types';
import { createLiveWiki, type LiveWiki } from '../../src/answer/live-wiki.ts';
import { openOperator, type OperatorService } from '../../src/app/open-operator.ts';
import type { AdminAccess } from '../../src/bot/dependencies.ts';
import type { Weekly } from '../../src/insight/weekly.ts';
import { createTranslations } from '../../src/locales/translations.ts';
import { createMemoryState } from '../../src/storage/memory-state.ts';
import type { StateStore } from '../../src/storage/state-store.ts';
import type { Act } from './acts.ts';
import { type Dialogue, type DialogueOptions, startDialogue } from './dialogue.ts';
import { CALIBRATION, type TestEngine } from './engine.ts';
import { BOT, READER } from './people.ts';
import { createPlainInsight, type PlainInsight } from './plain-insight.ts';
import { createPlainTeaching, type PlainTeaching, type PlainTeachingOptions } from './plain-teaching.ts';
import { temporaryFolder } from './temporary.ts';

export type OperatorWorld = Dialogue & {
  insight: PlainInsight;
  teaching: PlainTeaching;
  live: LiveWiki;
  service: OperatorService;
  /** Another reader asks in private. */
  ask: (account: number, question: string) => Promise<Act[]>;
  /** What was due is told; acts of the bot. */
  round: () => Promise<Act[]>;
  /** The process ends; everything is written. */
  stop: () => Promise<void>;
  stateDir: string;
};

export type WorldOptions = PlainTeachingOptions & {
  language?: string;
  /** A folder of an earlier world. */
  stateDir?: string;
  state?: StateStore;
  insight?: PlainInsight;
  teaching?: PlainTeaching;
  digest?: Weekly;
  operators?: readonly number[];
  dialogue?: DialogueOptions;
  allowed?: DialogueOptions['allowed'];
};

export const reader = (id: number, language_code = 'zh-hans'): User => ({
  ...READER,
  id,
  language_code,
  first_name: `r${id}`,
});

export async function openOperatorWorld(
  engine: TestEngine,
  options: WorldOptions = {},
): Promise<OperatorWorld> {
  const { stateDir = temporaryFolder(), operators = [READER.id], digest, allowed } = options;
  // The clock of the dialogue, once there is one.
  let now = (): number => Date.parse('2026-11-24T12:00:00Z');
  const clock = (): number => now();
  const state = options.state ?? createMemoryState();
  const insight = options.insight ?? createPlainInsight(clock);
  const teaching =
    options.teaching ?? createPlainTeaching(engine, { recent: () => insight.recent(), ...options });
  const { answerer } = teaching;
  const live = createLiveWiki({
    // Other worlds go on with it.
    index: { ...engine.index, close: () => undefined },
    retriever: engine.retriever,
    wiki: { ...engine.wiki, answerer, unmetered: answerer },
  });
  let rests = (): void => undefined;
  let goOn = (): void => undefined;
  const i18n = createTranslations((chatId) => state.preferences.language(chatId));
  const errors: string[] = [];
  const service = await openOperator(
    {
      adminIds: operators,
      allowed,
      brand: {},
      digest,
      stateDir,
      timeZone: 'Asia/Shanghai',
      web: { publicUrl: undefined },
    },
    {
      ...{ insight, teaching, live, state, i18n, now: clock },
      logger: {
        debug: () => undefined,
        info: () => undefined,
        warn: (text, details) => errors.push(`${text} ${JSON.stringify(details)}`),
        error: (text) => errors.push(text),
      },
      wait: (_ms, signal) =>
        new Promise((resolve) => {
          goOn = resolve;
          signal.addEventListener('abort', () => {
            resolve();
          });
          rests();
        }),
    },
  );
  const admin: AdminAccess = {
    ids: new Set(operators),
    program: { version: '1.2.3', node: '20.12.0', startedAt: Date.parse('2026-11-24T11:15:00Z') },
    status: () => ({
      ...engine.index.manifest,
      model: 'hashing',
      builtAt: '2026-11-24T09:30:00.000Z',
      calibration: CALIBRATION,
      refused: undefined,
    }),
    reload: () => Promise.resolve({ kind: 'same' }),
    extras: service.extras,
  };
  const dialogue = startDialogue(engine, {
    ...{ state, admin, wiki: live.wiki, extensions: service.extensions, observe: insight.observe },
    ...(options.language === undefined ? {} : { language: options.language }),
    ...(allowed === undefined ? {} : { allowed }),
    refusals: ['Bad Request: message is not modified'],
    ...options.dialogue,
  });
  now = dialogue.now;
  const ended = new AbortController();
  let running: Promise<void> | undefined;
  const stop = async (): Promise<void> => {
    ended.abort();
    await running;
    await service.close();
  };
  after(stop);
  const met = new Set<number>();
  return {
    ...dialogue,
    errors,
    ...{ insight, teaching, live, service, stateDir, stop },
    ask: async (account, question) => {
      const user = reader(account);
      if (!met.has(account)) await dialogue.during((telegram) => telegram.start(account, user));
      met.add(account);
      return dialogue.during((telegram) => telegram.say(account, user, question));
    },
    round: async () => {
      const rested = new Promise<void>((resolve) => {
        rests = resolve;
      });
      if (running === undefined) running = service.run({ api: dialogue.api, botInfo: BOT }, ended.signal);
      else goOn();
      await rested;
      return dialogue.during(() => undefined);
    },
  };
}
