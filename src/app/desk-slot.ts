// The place of the desk in the bot. The desk is loaded when there is a staff's group, its setup when an operator asks for
// it; either may come and go while the bot runs.
import { existsSync } from 'node:fs';
import path from 'node:path';
import { type Api, Composer, type Middleware, type MiddlewareFn } from 'grammy';
import type { Observe } from '../answer/observed.ts';
import type { WendaContext } from '../bot/context.ts';
import type { Extensions } from '../bot/dependencies.ts';
import { type Translations, translateTo } from '../locales/translations.ts';
import type { StateStore } from '../storage/state-store.ts';
import { errorDetails, type Logger } from '../system/logger.ts';

export type Desk = Pick<Extensions, 'first' | 'features' | 'offers'> & {
  /** Learns what readers have read. */
  observe: Observe;
  /** Deletes everything about a reader. */
  forget: (account: number) => Promise<void>;
  /** `ended`: there is no staff's group any more, and readers with an open ticket are told. */
  close(why: 'stopping' | 'ended'): Promise<void>;
};
export type OpenDesk = (staffChat: number) => Promise<Desk>;

export type DeskSlot = {
  extensions: Extensions;
  /** For the open desk. */
  observe: Observe;
  /** Opens the desk if there is a staff's group; before the first update. */
  open(openDesk: OpenDesk): Promise<void>;
  /** Tests the group of STAFF_CHAT, and warns of what is missing. */
  check(api: Api, me: number): Promise<void>;
  close(): Promise<void>;
};

type Options = {
  /** STAFF_CHAT, which comes before a chosen group. */
  fixed: number | undefined;
  operators: readonly number[];
  /** Where the desk has its folder. */
  stateDir: string;
  state: Pick<StateStore, 'staff' | 'preferences'>;
  i18n: Translations;
  logger: Logger;
};

export function createDeskSlot({ fixed, operators, stateDir, state, i18n, logger }: Options): DeskSlot {
  let load: OpenDesk | undefined;
  let desk: Desk | undefined;
  let setup: MiddlewareFn<WendaContext> | undefined;
  /** The parts of the open desk, as functions. */
  let parts: Record<'first' | 'features', MiddlewareFn<WendaContext>> | undefined;

  /** The desk's folder is for one at a time. */
  let last: Promise<unknown> = Promise.resolve();

  function inTurn(task: () => Promise<void>): Promise<void> {
    const turn = last.then(task);
    last = turn.catch(() => undefined);
    return turn;
  }

  async function exchange(chatId: number | undefined, why: 'stopping' | 'ended'): Promise<void> {
    const before = desk;
    desk = undefined;
    parts = undefined;
    await before?.close(why);
    if (chatId === undefined) return;
    desk = await load?.(chatId);
    parts = desk && { first: asOne(desk.first), features: asOne(desk.features) };
  }

  const put = (chatId: number | undefined, why: 'stopping' | 'ended'): Promise<void> =>
    inTurn(() => exchange(chatId, why));

  /** A desk that has ended leaves its folder behind. */
  const isKept = (): boolean => desk !== undefined || existsSync(path.join(stateDir, 'desk'));

  async function forget(account: number): Promise<void> {
    if (desk !== undefined) await desk.forget(account);
    else if (isKept())
      await (await import('../desk/forget-reader.ts')).forgetInFolder(account, { stateDir, logger });
  }

  const chosen = (): number | undefined => fixed ?? state.staff.chat();

  async function loadSetup(): Promise<MiddlewareFn<WendaContext>> {
    const { createSetup } = await import('../desk/setup.ts');
    const current = (): { chatId: number; isFixed: boolean } | undefined => {
      const chatId = chosen();
      return chatId === undefined ? undefined : { chatId, isFixed: fixed !== undefined };
    };
    return createSetup({
      operators: new Set(operators),
      current,
      choose: async (chatId) => {
        const isOpen = desk !== undefined && chatId === chosen();
        state.staff.choose(chatId);
        if (!isOpen) await put(chatId, chatId === undefined ? 'ended' : 'stopping');
      },
      preferences: state.preferences,
      i18n,
    }).middleware();
  }

  const first: MiddlewareFn<WendaContext> = async (ctx, next) => {
    const isSetup = isAboutSetup(ctx) || (ctx.myChatMember !== undefined && ctx.chat?.id === chosen());
    const rest: () => Promise<void> = async () => {
      if (parts === undefined) await next();
      else await parts.first(ctx, next);
    };
    if (!isSetup) await rest();
    else await (setup ??= await loadSetup())(ctx, rest);
  };

  return {
    extensions: {
      first: [first],
      features: [(ctx, next) => (parts === undefined ? next() : parts.features(ctx, next))],
      offers: (ctx, answer) => desk?.offers?.(ctx, answer) ?? [],
      keeps: [
        {
          privacy: (t) => (isKept() ? t('privacy-talks') : undefined),
          // In a group nobody talks to people.
          forget: async ({ asker, chat }) => {
            if (asker !== undefined && chat === undefined) await inTurn(() => forget(Number(asker)));
          },
        },
      ],
    },
    observe: (event) => desk?.observe(event),
    open: async (openDesk) => {
      load = openDesk;
      await put(chosen(), 'stopping');
    },
    check: async (api, me) => {
      if (fixed === undefined) return;
      const { testStaffGroup } = await import('../desk/self-test.ts');
      const { remediesOf } = await import('../desk/setup-reply.ts');
      const t = translateTo(i18n, 'en');
      try {
        const words = { title: t('staff-topic'), text: t('staff-message') };
        const test = await testStaffGroup(api, fixed, me, words);
        for (const remedy of remediesOf(test, true, t)) logger.warn(`[staff] STAFF_CHAT ${fixed}: ${remedy}`);
      } catch (error) {
        logger.warn(`[staff] STAFF_CHAT ${fixed} could not be tested`, errorDetails(error));
      }
    },
    close: () => put(undefined, 'stopping'),
  };
}

const asOne = (some: readonly Middleware<WendaContext>[] = []): MiddlewareFn<WendaContext> =>
  new Composer(...some).middleware();

/** Who asks is for the setup to decide. */
function isAboutSetup({ message }: WendaContext): boolean {
  if (message?.chat.type !== 'private') return false;
  return message.chat_shared !== undefined || /^\/admin(?:@\w+)?\s+staff\b/i.test(message.text ?? '');
}
