import { Composer, InputFile } from 'grammy';
import type { Translate } from '../../locales/translations.ts';
import type { Gap } from '../../insight/insight.ts';
import type { WendaContext } from '../context.ts';
import { createGapActions, type GapActionsDependencies, type Outcome } from '../gap-actions.ts';
import { decodeGapCallback, type GapCallback } from '../gap-callback.ts';
import { createGapProposals } from '../gap-proposals.ts';
import { forOperators } from '../for-operators.ts';
import { renderGapCard, renderGapList } from '../render/gap-list.ts';
import type { Reply } from '../render/reply.ts';
import { acknowledge, answerCommand, editReply, sendReply } from '../send.ts';
import { createStartParameters, startLink } from '../start-parameter.ts';

export type GapsDependencies = GapActionsDependencies & {
  /** Accounts of operators. */
  operators: ReadonlySet<number>;
  /** Drafts that are no article yet. */
  drafts: () => Promise<readonly { title: string }[]>;
};

/** More gaps than are kept. */
const ALL = 100_000;

/**
 * `/admin gaps` and its buttons, for operators in their private chat; for all others they do not exist. A press changes
 * the message; what the operator has to write comes in a message of its own, within five minutes.
 */
export function createGapsFeature(dependencies: GapsDependencies): Composer<WendaContext> {
  const { operators, gaps, wiki, now } = dependencies;
  const proposals = createGapProposals({ now });
  const actions = createGapActions({ ...dependencies, proposals });
  const starts = createStartParameters({ now });
  const composer = new Composer<WendaContext>();
  const mine = forOperators(composer, operators);

  mine.command('admin', async (ctx, next) => {
    if (ctx.match.trim().toLowerCase() === 'gaps') await answerCommand(ctx, await list(0, ctx.t));
    else await next();
  });

  mine.on('callback_query:data', async (ctx, next) => {
    const data = decodeGapCallback(ctx.callbackQuery.data);
    const { message } = ctx.callbackQuery;
    if (data === undefined || data.kind === 'digest' || message === undefined) {
      await next();
      return;
    }
    // Whatever is pressed, what was to be written before is not waited for any more.
    proposals.takeAwaited(ctx.from.id);
    if (asksMany(data)) await acknowledge(ctx, ctx.t('gap-previewing'));
    const { reply, notice, awaits, draft } = await press(ctx, data);
    await acknowledge(ctx, notice);
    if (reply !== undefined) await editReply(ctx, reply);
    if (awaits !== undefined && 'gapId' in data)
      proposals.await(ctx.from.id, { gapId: data.gapId, messageId: message.message_id, ...awaits });
    if (draft !== undefined) await ctx.replyWithDocument(new InputFile(draft.content, draft.name));
  });

  mine.on('message:text', async (ctx, next) => {
    const awaited = proposals.takeAwaited(ctx.from.id);
    const target = ctx.message.reply_to_message?.message_id;
    // A command is one, and a reply to another message is about that one.
    const isOther =
      ctx.message.text.startsWith('/') || (target !== undefined && target !== awaited?.messageId);
    if (awaited === undefined || isOther) {
      await next();
      return;
    }
    const { gapId } = awaited;
    const gap = openGap(gapId);
    const { reply, awaits }: Outcome =
      gap === undefined ? {} : await actions.written(gap, awaited, ctx.message.text.trim(), ctx.t);
    const { message_id: messageId } = await sendReply(ctx, reply ?? (await list(0, ctx.t)));
    if (awaits !== undefined) proposals.await(ctx.from.id, { gapId, messageId, ...awaits });
  });

  async function press(ctx: WendaContext, data: Exclude<GapCallback, { kind: 'digest' }>): Promise<Outcome> {
    const { t } = ctx;
    if (data.kind === 'list') return { reply: await list(data.page, t) };
    if (data.kind === 'cluster') {
      await gaps.cluster();
      return { reply: await list(0, t), notice: t('gap-clustered') };
    }
    const isOpen = data.kind !== 'undo' && data.kind !== 'card' && !isDone(data);
    const gap = isOpen ? openGap(data.gapId) : gaps.get(data.gapId);
    if (gap === undefined || (data.kind === 'card' && gap.questions.length === 0))
      return { reply: await list(0, t), notice: t('gap-gone') };
    if (data.kind === 'card') return { reply: card(ctx, gap) };
    const outcome = await actions.press(gap, data, t);
    if (outcome.reply !== undefined) return outcome;
    // The gap as it is now.
    return { ...outcome, reply: card(ctx, gaps.get(gap.id) ?? gap, outcome.notice) };
  }

  /** A second tap on the button that has closed a gap shows what the first one did, and how to take it back. */
  function isDone(data: GapCallback): boolean {
    if (data.kind !== 'apply' || gaps.get(data.gapId)?.status === 'open') return false;
    return proposals.get(data.gapId, data.token)?.appliedAt !== undefined;
  }

  /** Whether up to 500 questions are asked before there is something to show. */
  function asksMany(data: GapCallback): boolean {
    if (data.kind === 'preview') return proposals.get(data.gapId, data.token) !== undefined;
    return data.kind === 'out-of-scope' && openGap(data.gapId) !== undefined;
  }

  function openGap(gapId: string): Gap | undefined {
    const gap = gaps.get(gapId);
    return gap?.status === 'open' && gap.questions.length > 0 ? gap : undefined;
  }

  async function list(page: number, t: Translate): Promise<Reply> {
    const all = gaps.list({ offset: 0, limit: ALL }).gaps;
    const shown = all.filter(({ questions }) => questions.length > 0);
    const drafts = (await dependencies.drafts()).map(({ title }) => title);
    return renderGapList({ gaps: shown, singles: all.length - shown.length, drafts }, page, t);
  }

  function card(ctx: WendaContext, gap: Gap, notice?: string): Reply {
    const section = gap.sectionId === undefined ? undefined : wiki.reader.section(gap.sectionId);
    const shown = section && {
      section,
      url: startLink(ctx.me, starts.encode({ kind: 'section', sectionId: section.sectionId })),
    };
    return renderGapCard(gap, shown, ctx.t, notice);
  }

  return composer;
}
