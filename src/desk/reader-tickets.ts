// What a reader can do with a ticket: write, which may open it again, end it, and rate it. Comes before the relay, which
// passes on what is written while a ticket is open.
import path from 'node:path';
import { Composer } from 'grammy';
import { smallTalkIn } from '../answer/small-talk.ts';
import type { WendaContext } from '../bot/context.ts';
import { escapeHtml } from '../bot/render/html.ts';
import { acknowledge, editReply, sendReply } from '../bot/send.ts';
import type { Teaching } from '../teaching/teaching.ts';
import { errorDetails, type Logger } from '../system/logger.ts';
import { normalise } from '../text/normal-form.ts';
import { commandOf, hasContent } from './content.ts';
import { decodeDesk } from './desk-callback.ts';
import type { DeskStore } from './desk-store.ts';
import type { Telling } from './telling.ts';
import type { Ticket } from './ticket.ts';
import type { Tickets } from './tickets.ts';

/** From which rating on a staff's answer is worth a draft. */
const GOOD = 4;

export type ReaderTicketsDependencies = {
  store: DeskStore;
  tickets: Tickets;
  telling: Telling;
  /** Where drafts go; without it there are none. */
  teaching: Pick<Teaching, 'draft'> | undefined;
  logger: Logger;
};

export function createReaderTickets(dependencies: ReaderTicketsDependencies): Composer<WendaContext> {
  const { store, tickets, telling, teaching, logger } = dependencies;
  const composer = new Composer<WendaContext>();
  const inPrivate = composer.chatType('private');

  inPrivate.command('close', async (ctx) => {
    const ticket = store.tickets.openOf(ctx.chat.id);
    if (ticket !== undefined) tickets.close(ticket, undefined);
    else await sendReply(ctx, { html: escapeHtml(ctx.t('ticket-none')), buttons: [] });
  });

  inPrivate.on('message', async (ctx, next) => {
    const { message } = ctx;
    if (commandOf(message) === undefined && hasContent(message))
      tickets.readerReturns(ctx.chat.id, {
        isThanks: isThanks(message),
        isReply: store.links.ofReader(ctx.chat.id, message.reply_to_message?.message_id ?? 0)?.by === 'staff',
      });
    await next();
  });

  composer.on('callback_query:data', async (ctx, next) => {
    const data = ctx.chat?.type === 'private' ? decodeDesk(ctx.callbackQuery.data) : undefined;
    if (data?.kind === 'end') {
      const ticket = store.tickets.get(data.ticket);
      const isEnded = ticket?.reader === ctx.from.id && tickets.close(ticket, undefined);
      await acknowledge(ctx, isEnded ? undefined : ctx.t('ticket-none'));
    } else if (data?.kind === 'rate') {
      const ticket = tickets.rate(data.ticket, ctx.from.id, data.score);
      await acknowledge(ctx, ticket === undefined ? ctx.t('survey-done') : undefined);
      if (ticket === undefined) return;
      await editReply(ctx, { html: escapeHtml(ctx.t('survey-thanks', { score: data.score })), buttons: [] });
      if (data.score >= GOOD) await draft(ticket);
    } else await next();
  });

  /** Only what the staff have written: what one reader asked is shown to nobody else, and /forget must find it all. */
  async function draft({ id, reader: account, type, about, answers }: Ticket): Promise<void> {
    const reader = store.readers.get(account);
    if (teaching === undefined || reader === undefined || !answers) return;
    try {
      const title = type ?? about?.shown?.title ?? about?.closest?.[0] ?? id;
      const file = await teaching.draft(id, title, [], answers);
      telling.staff(reader, `draft:${id}`, (t) => t('did-draft', { file: path.basename(file) }));
    } catch (error) {
      logger.warn('a good answer could not be kept as a draft', errorDetails(error));
    }
  }

  return composer;
}

const THANKS: ReadonlySet<string> = new Set(['thanks', 'agreement', 'praise', 'goodbye', 'laughter']);

/** Whether a message wants nothing: 谢谢, ok, 👍, or a sticker that says so. */
export function isThanks({ text, sticker }: { text?: string; sticker?: { emoji?: string } }): boolean {
  const said = text ?? sticker?.emoji;
  return said !== undefined && THANKS.has(smallTalkIn(normalise(said)) ?? '');
}
