import { Composer } from 'grammy';
import { shareAnswered } from '../../answer/outcome.ts';
import { daysPicture, PICTURE_WIDTH_PX } from '../../charts/days-picture.ts';
import { pngOf } from '../../charts/png.ts';
import type { Numbers, Summary } from '../../insight/insight.ts';
import { outcomeSeries } from '../../insight/outcome-looks.ts';
import type { WendaContext } from '../context.ts';
import type { Names } from '../names.ts';
import { renderStats, SPANS } from '../render/stats-reply.ts';
import { acknowledge, answerCommand, editPicture, editReply, sendPicture } from '../send.ts';
import { decodeStats, OPEN_STATS } from '../stats-callback.ts';

/** Without a number of days. */
const DEFAULT_DAYS = 7;

/**
 * `/admin stats` for operators in their private chat: the numbers of a week as a picture with a caption, and buttons for
 * other spans. Where no picture can be made, the caption alone. For all others neither command nor buttons exist.
 */
export function createStatsFeature({
  operators,
  numbers,
  names,
}: {
  operators: ReadonlySet<number>;
  numbers: Numbers;
  names: Names;
}): Composer<WendaContext> {
  const composer = new Composer<WendaContext>();
  const own = composer.chatType('private').filter((ctx) => operators.has(ctx.from.id));

  own.command('admin', async (ctx, next) => {
    const [order, argument] = ctx.match.trim().toLowerCase().split(/\s+/);
    if (order !== 'stats') {
      await next();
      return;
    }
    await show(ctx, SPANS.find((days) => String(days) === argument) ?? DEFAULT_DAYS);
  });

  own.callbackQuery(OPEN_STATS, async (ctx) => {
    await acknowledge(ctx);
    await show(ctx, DEFAULT_DAYS);
  });

  own.on('callback_query:data', async (ctx, next) => {
    const days = decodeStats(ctx.callbackQuery.data);
    if (days === undefined) {
      await next();
      return;
    }
    const summary = numbers.summary(days);
    const reply = renderStats(summary, names, ctx.t);
    const isPicture = ctx.callbackQuery.message?.photo !== undefined;
    const picture = isPicture ? await pictureOf(summary) : undefined;
    await acknowledge(ctx);
    // A picture can only be replaced by one.
    if (picture !== undefined) await editPicture(ctx, picture, reply);
    else if (!isPicture) await editReply(ctx, reply);
  });

  async function show(ctx: WendaContext, days: number): Promise<void> {
    const summary = numbers.summary(days);
    const reply = renderStats(summary, names, ctx.t);
    const picture = await pictureOf(summary);
    if (picture === undefined) await answerCommand(ctx, reply);
    else await sendPicture(ctx, picture, reply);
  }

  return composer;
}

async function pictureOf({ days, questions, answered, medianMs }: Summary): Promise<Uint8Array | undefined> {
  const svg = daysPicture({
    days: days.map(({ day }) => day),
    series: outcomeSeries(days),
    shares: days.map(({ outcomes }) => shareAnswered(outcomes)),
    total: questions,
    share: answered,
    ms: medianMs,
  });
  return pngOf(svg, PICTURE_WIDTH_PX);
}
