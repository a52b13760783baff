// A bot with an operator (account 7) and with readers: the real rooms of operators, insight and teaching over a real
// index, in a temporary folder.
import { mkdirSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { after } from 'node:test';
import type { User } from 'grammy/types';
import type { LiveWiki } from '../../src/answer/live-wiki.ts';
import { openOperator, type OperatorService } from '../../src/app/open-operator.ts';
import type { AdminAccess } from '../../src/bot/dependencies.ts';
import { type OpenedInsight, openInsightIn } from '../../src/insight/open-insight.ts';
import type { Weekly } from '../../src/insight/weekly.ts';
import { createTranslations } from '../../src/locales/translations.ts';
import { normalQuestion } from '../../src/retrieval/question.ts';
import { createMemoryState } from '../../src/storage/memory-state.ts';
import { createTeaching, type FollowedTeaching } from '../../src/teaching/create-teaching.ts';
import { readTaught } from '../../src/teaching/lesson-lines.ts';
import { readTexts } from '../../src/teaching/taught-folder.ts';
import type { Logger } from '../../src/system/logger.ts';
import type { Act } from './acts.ts';
import { type Dialogue, type DialogueOptions, startDialogue } from './dialogue.ts';
import { CALIBRATION, type TestEngine } from './engine.ts';
import { BOT, READER } from './people.ts';
import { teachable } from './teachable-wiki.ts';
import { temporaryFolder } from './temporary.ts';

export type OperatorWorld = Dialogue & {
  insight: OpenedInsight;
  teaching: FollowedTeaching;
  live: LiveWiki;
  service: OperatorService;
  /** Another reader asks in private. */
  ask: (account: number, question: string) => Promise<Act[]>;
  /** Three minutes later, when everything counts, the operator looks at the gaps and has them gathered. */
  gather: () => Promise<Act[]>;
  /** What was due is told; acts of the bot. */
  round: () => Promise<Act[]>;
  /** The process ends; everything is written. */
  stop: () => Promise<void>;
  /** What is kept of readers and for operators; lessons are in `wenda` below it. */
  stateDir: string;
};

export type WorldOptions = {
  language?: string;
  /** A world that has stopped; this one begins with what it kept. */
  earlier?: Pick<OperatorWorld, 'stateDir' | 'state'>;
  /** Labelled questions, as operators write them. */
  cases?: readonly { q: string; article: string }[];
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
  const { earlier, cases = [], operators = [READER.id], digest, allowed } = options;
  const { stateDir, state } = earlier ?? { stateDir: temporaryFolder(), state: createMemoryState() };
  // The clock of the dialogue, once there is one.
  let now = (): number => Date.parse('2026-11-24T12:00:00Z');
  const clock = (): number => now();
  const errors: string[] = [];
  const logger: Logger = {
    debug: () => undefined,
    info: () => undefined,
    warn: (text, details) => errors.push(`${text} ${JSON.stringify(details)}`),
    error: (text) => errors.push(text),
  };
  const taughtIn = path.join(stateDir, 'wenda');
  if (cases.length > 0) {
    mkdirSync(taughtIn);
    writeFileSync(
      path.join(taughtIn, 'cases.jsonl'),
      cases.map((one) => `${JSON.stringify(one)}\n`).join(''),
    );
  }
  const wiki = teachable(engine);
  const { live } = wiki;
  wiki.learn(readTaught(readTexts(taughtIn), taughtIn).lessons);
  const insight = await openInsightIn(path.join(stateDir, 'insight'), {
    meaningOf: (question) => live.newest().retriever.meaning(normalQuestion(question)),
    sectionFound: (question) =>
      live.during(async () => {
        const answer = await live.wiki.unmetered.answer(question);
        return answer.kind === 'found' ? answer.main.ref.sectionId : undefined;
      }),
    timeZone: 'Asia/Shanghai',
    now: clock,
    // No night comes.
    wait: (_ms, signal) =>
      new Promise((resolve) => {
        signal.addEventListener('abort', () => {
          resolve();
        });
      }),
    onProblem: (message) => errors.push(message),
  });
  const teaching = createTeaching({
    ...{ folder: taughtIn, wiki, now: clock, logger },
    recent: () => insight.recent(),
    questionLines: () => [],
  });
  let rests = (): void => undefined;
  let goOn = (): void => undefined;
  const i18n = createTranslations((chatId) => state.preferences.language(chatId));
  const service = await openOperator(
    {
      adminIds: operators,
      allowed,
      brand: {},
      digest,
      stateDir,
      teachingDir: taughtIn,
      timeZone: 'Asia/Shanghai',
      web: { publicUrl: undefined },
    },
    {
      ...{ insight, teaching, live, state, i18n, now: clock, logger },
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
    ...{ state, admin, live: live.wiki, extensions: service.extensions, observe: insight.observe },
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
    await insight.close();
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
    gather: async () => {
      dialogue.wait(3);
      await dialogue.say('/admin gaps');
      return dialogue.press('⟳');
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
