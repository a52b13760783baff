// The staff's group: an operator chooses it with one tap, it is tested, and its operators hear when it stops working.
import { Composer, GrammyError } from 'grammy';
import type { WendaContext } from '../bot/context.ts';
import { escapeHtml } from '../bot/render/html.ts';
import { languageFor, type Translate, translateTo, type Translations } from '../locales/translations.ts';
import type { StateStore } from '../storage/state-store.ts';
import { type SelfTest, testStaffGroup } from './self-test.ts';
import { chooseKeyboard, renderChange, renderChoice, renderSelfTest, STAFF_REQUEST } from './setup-reply.ts';
import { missingRights } from './staff-rights.ts';

export type SetupDependencies = {
  operators: ReadonlySet<number>;
  /** The staff's group now, and whether it comes from STAFF_CHAT. */
  current: () => { chatId: number; isFixed: boolean } | undefined;
  /** Makes a group the staff's, for good and at once; undefined ends it. */
  choose: (chatId: number | undefined) => Promise<void>;
  preferences: Pick<StateStore['preferences'], 'language'>;
  i18n: Translations;
};

/** `/admin staff`, `/admin staff off`, and chosen groups, for operators in private; what happens to the staff's group. */
export function createSetup(dependencies: SetupDependencies): Composer<WendaContext> {
  const { operators, current, choose, preferences, i18n } = dependencies;
  const composer = new Composer<WendaContext>();
  const own = composer.chatType('private').filter((ctx) => operators.has(ctx.from.id));

  own.command('admin', async (ctx, next) => {
    const [order, argument] = ctx.match.trim().toLowerCase().split(/\s+/);
    if (order !== 'staff') await next();
    else if (argument === 'off') await end(ctx);
    else await explain(ctx);
  });

  own.on('message:chat_shared', async (ctx, next) => {
    const { request_id, chat_id } = ctx.message.chat_shared;
    if (request_id !== STAFF_REQUEST) await next();
    else if (current()?.isFixed === true) await say(ctx, escapeHtml(ctx.t('staff-fixed')));
    else await take(ctx, chat_id);
  });

  composer.on('my_chat_member', async (ctx, next) => {
    const chosen = current();
    if (ctx.chat.id === chosen?.chatId) await tellChange(ctx, chosen.isFixed);
    await next();
  });

  async function explain(ctx: WendaContext): Promise<void> {
    const chosen = current();
    if (chosen?.isFixed === true) {
      const test = await testHere(ctx, chosen.chatId);
      await say(ctx, `${renderSelfTest(test, 'fixed', ctx.t)}\n\n${escapeHtml(ctx.t('staff-fixed'))}`);
      return;
    }
    const title = chosen && (await titleOf(ctx, chosen.chatId));
    const text = renderChoice(chosen && { ...chosen, title }, ctx.t);
    await ctx.reply(text, { parse_mode: 'HTML', reply_markup: chooseKeyboard(ctx.t) });
  }

  async function take(ctx: WendaContext, chatId: number): Promise<void> {
    const test = await testHere(ctx, chatId);
    if (test.isPassed) await choose(test.chatId);
    await say(ctx, renderSelfTest(test, test.isPassed ? 'taken' : 'refused', ctx.t));
  }

  async function end(ctx: WendaContext): Promise<void> {
    const chosen = current();
    if (chosen?.isFixed === true) await say(ctx, escapeHtml(ctx.t('staff-fixed')));
    else {
      await choose(undefined);
      await say(ctx, escapeHtml(ctx.t(chosen === undefined ? 'staff-none' : 'staff-off')));
    }
  }

  /** Tells every operator what the bot lost in the staff's group, or that nothing is missing any more. */
  async function tellChange(ctx: WendaContext, isFixed: boolean): Promise<void> {
    const { old_chat_member: old, new_chat_member: next, chat } = ctx.myChatMember ?? {};
    if (old === undefined || next === undefined || chat?.title === undefined) return;
    const [before, missing] = [missingRights(old), missingRights(next)];
    const isThere = next.status !== 'left' && next.status !== 'kicked';
    if (isThere && before.join() === missing.join()) return;
    for (const operator of operators) {
      const text = renderChange(chat.title, { isThere, missing, isFixed }, wordsFor(operator));
      await unlessRefused(ctx.api.sendMessage(operator, text, { parse_mode: 'HTML' }));
    }
  }

  function wordsFor(operator: number): Translate {
    return translateTo(i18n, languageFor(preferences.language(operator)));
  }

  return composer;
}

/** Tests a group in the words of the one who asked. */
function testHere(ctx: WendaContext, chatId: number): Promise<SelfTest> {
  const words = { title: ctx.t('staff-topic'), text: ctx.t('staff-message') };
  return testStaffGroup(ctx.api, chatId, ctx.me.id, words);
}

/** Every answer but the choice itself takes the button away. */
async function say(ctx: WendaContext, html: string): Promise<void> {
  await ctx.reply(html, { parse_mode: 'HTML', reply_markup: { remove_keyboard: true } });
}

async function titleOf(ctx: WendaContext, chatId: number): Promise<string | undefined> {
  return (await unlessRefused(ctx.api.getChat(chatId)))?.title;
}

/** Undefined if Telegram refuses: an operator has not begun a chat, the bot is not in the group. */
async function unlessRefused<T>(request: Promise<T>): Promise<T | undefined> {
  try {
    return await request;
  } catch (error) {
    if (error instanceof GrammyError && (error.error_code === 400 || error.error_code === 403))
      return undefined;
    throw error;
  }
}
