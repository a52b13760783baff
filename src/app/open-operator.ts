// What operators see and teach in Telegram, and what is told later: the digest, and answers that readers wait for.
// Loaded only where there are operators.
import { readFile } from 'node:fs/promises';
import type { Bot } from 'grammy';
import type { Answerer } from '../answer/answerer.ts';
import type { LiveWiki } from '../answer/live-wiki.ts';
import { createAccess } from '../bot/access.ts';
import type { WendaContext } from '../bot/context.ts';
import type { AdminAccess, Extensions, Kept } from '../bot/dependencies.ts';
import { createDigestFeature } from '../bot/features/digest.ts';
import { createGapsFeature, type GapsDependencies } from '../bot/features/gaps.ts';
import { createStatsFeature } from '../bot/features/stats.ts';
import { createTellMeFeature, offerToTell } from '../bot/features/tell-me.ts';
import { namesIn } from '../bot/names.ts';
import { linksIn } from '../bot/reading.ts';
import { renderDigest } from '../bot/render/digest-reply.ts';
import { gapButton } from '../bot/render/gap-signs.ts';
import type { Reply } from '../bot/render/reply.ts';
import { renderTold } from '../bot/render/told-reply.ts';
import { sendTo } from '../bot/send.ts';
import { createStartParameters } from '../bot/start-parameter.ts';
import { OPEN_STATS } from '../bot/stats-callback.ts';
import { tellAnswered } from '../bot/tell-answered.ts';
import { sendDueDigests } from '../bot/weekly-digest.ts';
import { Undelivered } from '../delivery/undelivered.ts';
import { closeWritten } from '../insight/close-written.ts';
import type { Insight } from '../insight/insight.ts';
import { createWishes, type Wish } from '../insight/operator-tables.ts';
import { weekReport } from '../insight/week-report.ts';
import {
  isLanguage,
  languageFor,
  type Translate,
  type Translations,
  translateTo,
} from '../locales/translations.ts';
import type { StateStore } from '../storage/state-store.ts';
import { errorDetails, type Logger } from '../system/logger.ts';
import { onAbort } from '../system/signals.ts';
import { draftsIn } from '../teaching/article-draft.ts';
import type { Teaching } from '../teaching/teaching.ts';
import { tokenise } from '../text/tokens.ts';
import { articleUrl } from '../web/urls.ts';
import type { Config } from './config.ts';
import { openOperatorTables } from './open-operator-tables.ts';

export type OperatorService = {
  extensions: Required<Pick<Extensions, 'features' | 'offers' | 'keeps'>>;
  extras: NonNullable<AdminAccess['extras']>;
  /** Told where else operators teach. */
  lessons: Pick<GapsDependencies, 'onTaught' | 'onDrafted'>;
  /** Tells readers and sends digests until stopped; the bot must know its own name. */
  run(bot: Pick<Bot<WendaContext>, 'api' | 'botInfo'>, stop: AbortSignal): Promise<void>;
  /** Writes what is kept. */
  close(): Promise<void>;
};

export type OperatorParts = {
  insight: Pick<Insight, 'gaps' | 'numbers' | 'forget' | 'flush'>;
  teaching: Teaching;
  live: LiveWiki;
  state: Pick<StateStore, 'preferences' | 'members' | 'invites'>;
  i18n: Translations;
  logger: Logger;
  /** Milliseconds since 1970. */
  now: () => number;
  /** Resolves after some milliseconds, or when the signal is given. */
  wait: (ms: number, signal: AbortSignal) => Promise<void>;
};

type OperatorConfig = Pick<
  Config,
  'adminIds' | 'allowed' | 'brand' | 'digest' | 'stateDir' | 'teachingDir' | 'timeZone'
> & {
  web: Pick<Config['web'], 'publicUrl'>;
};

/** Between two looks at whether something is due. */
const LOOK_MS = 60_000;

/** @throws Failure `state` when the folder of what is kept cannot be used */
export async function openOperator(config: OperatorConfig, parts: OperatorParts): Promise<OperatorService> {
  const { insight, teaching, live, state, i18n, logger, now, wait } = parts;
  const { gaps, numbers } = insight;
  const { wiki } = live;
  const operators = new Set(config.adminIds);
  const { tables, flush, close } = await openOperatorTables(config, logger);
  const wishes = createWishes(tables, now);
  const access = config.allowed && createAccess({ allowed: config.allowed, operators, state, logger, now });
  const starts = createStartParameters({ now });
  let isTaught = false;
  let wake = (): void => undefined;

  const lessons: OperatorService['lessons'] = {
    onTaught: () => {
      isTaught = true;
      wake();
    },
    onDrafted: tables.drafted.put,
  };
  const names = namesIn(wiki);
  const digest = (t: Translate): Reply => renderDigest(weekReport(gaps, numbers, now()), names, t);

  const keeps: Kept = {
    privacy: (t) => `${t('privacy-questions')}\n\n${t('privacy-wishes')}`,
    forget: async (who) => {
      insight.forget(who);
      // A private chat has the number of its reader.
      if (who.chat === undefined) wishes.forget(Number(who.asker));
      await Promise.all([insight.flush(), flush()]);
    },
  };

  return {
    extensions: {
      features: [
        createGapsFeature({
          ...{ ...lessons, operators, gaps, teaching, wiki, now, passagesWith, readFile },
          drafts: () => draftsIn(config.teachingDir),
        }),
        createStatsFeature({ operators, numbers, names }),
        createDigestFeature(operators, digest),
        createTellMeFeature({ wiki, wishes, now }),
      ],
      offers: offerToTell,
      keeps: [keeps],
    },
    extras: (t) => {
      const problems = teaching.problems();
      return {
        lines: [
          t('gap-orders'),
          ...(problems.length > 0 ? [t('gap-problems', { count: problems.length })] : []),
          ...problems.slice(0, MAX_PROBLEMS).map((problem) => t('gap-problem', { problem })),
        ],
        buttons: [
          [
            gapButton(t('button-gaps'), { kind: 'list', page: 0 }),
            { text: t('button-stats'), callback_data: OPEN_STATS },
            gapButton(t('button-digest'), { kind: 'digest' }),
          ],
        ],
      };
    },
    lessons,
    run,
    close,
  };

  async function run(bot: Pick<Bot<WendaContext>, 'api' | 'botInfo'>, stop: AbortSignal): Promise<void> {
    let asked: string | undefined;
    onAbort(stop, () => {
      wake();
    });
    while (!stop.aborted) {
      const nap = new AbortController();
      wake = () => {
        nap.abort();
      };
      try {
        const { generation } = wiki;
        if (isTaught || asked !== generation) {
          isTaught = false;
          await tellAnswered({ ask, wishes, isAllowed, send: (...told) => sendAnswer(bot, ...told), stop });
          await closeWritten(gaps, tables.drafted, ask);
          asked = generation;
        }
        await sendDigests(bot);
      } catch (error) {
        if (error instanceof Undelivered) return;
        asked = undefined;
        logger.warn('what operators and readers wait for could not be told', errorDetails(error));
      }
      await wait(LOOK_MS, nap.signal);
    }
  }

  /** Every question sees one generation; all of them together may see several. */
  function ask(...asked: Parameters<Answerer['answer']>): ReturnType<Answerer['answer']> {
    return live.during(() => wiki.unmetered.answer(...asked));
  }

  function isAllowed(chat: number): boolean {
    return access?.isAllowed(chat, chat) ?? true;
  }

  async function sendAnswer(
    { api, botInfo }: Pick<Bot<WendaContext>, 'api' | 'botInfo'>,
    wish: Wish,
    answer: Parameters<typeof renderTold>[1],
  ): Promise<void> {
    const { publicUrl } = config.web;
    const view = {
      t: translateTo(i18n, languageIn(wish.chat, wish.language)),
      linksOf: linksIn({ wiki, starts }, () => botInfo),
      pictures: false,
      generation: wiki.generation,
      contact: config.brand.contact,
      pageUrl:
        publicUrl === undefined
          ? undefined
          : (...place: [slug: string, sectionId?: string]) => articleUrl(publicUrl, ...place),
    };
    await sendTo(api, wish.chat, renderTold(wish.question, answer, view, botInfo));
  }

  async function sendDigests({ api }: Pick<Bot<WendaContext>, 'api'>): Promise<void> {
    if (config.digest === undefined) return;
    await sendDueDigests({
      operators,
      schedule: config.digest,
      timeZone: config.timeZone,
      sent: tables.digests,
      send: (account) => sendTo(api, account, digest(translateTo(i18n, languageIn(account)))),
      now,
    });
  }

  function languageIn(chat: number, otherwise?: string): ReturnType<typeof languageFor> {
    const chosen = state.preferences.language(chat) ?? otherwise;
    return chosen !== undefined && isLanguage(chosen) ? chosen : languageFor(undefined);
  }

  /** Of the passages with all its terms at most as many as have the rarest. */
  function passagesWith(word: string): number {
    const { lexical } = live.current().index;
    const terms = tokenise(word).filter(({ kind }) => kind !== 'character');
    return Math.min(...terms.map(({ term }) => lexical.documentFrequency(term)));
  }
}

/** Lessons are looked after one after the other, and a message must fit. */
const MAX_PROBLEMS = 5;
