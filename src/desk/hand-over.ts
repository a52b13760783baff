// A reader asks for a person: offered after two misses in a row or on request, and passed on only after the reader has
// seen what goes with it.
//
//   miss ─► miss ─► button ─┐
//   「人工」, "human" ───────┴─► what will be passed on, and when somebody is there ─► yes: a ticket
//                                                                                 └► no
import { Composer, type Filter } from 'grammy';
import { type Answer, isUnanswered, shownPassage } from '../answer/answer.ts';
import type { Observe } from '../answer/observed.ts';
import { smallTalkIn } from '../answer/small-talk.ts';
import type { Wiki } from '../answer/wiki.ts';
import { type WendaContext, languageOf } from '../bot/context.ts';
import type { Extensions } from '../bot/dependencies.ts';
import { occasionOf } from '../bot/occasion.ts';
import { questionOf } from '../bot/question-of.ts';
import { escapeHtml } from '../bot/render/html.ts';
import type { ButtonRow, Reply } from '../bot/render/reply.ts';
import { acknowledge, editReply, sendReply } from '../bot/send.ts';
import { joinHeadings } from '../corpus/article.ts';
import { clip } from '../text/cuts.ts';
import { normalise } from '../text/normal-form.ts';
import { decodeDesk, encodeDesk } from './desk-callback.ts';
import type { DeskStore } from './desk-store.ts';
import type { About } from './ticket.ts';
import type { Tickets } from './tickets.ts';
import { whenForReader } from './when-words.ts';
import type { WorkingTime } from './working-time.ts';

const MISSES = 2;
/** Readers whose last question is remembered; in memory only. */
const MAX_READERS = 5000;
/** UTF-16 units of a question that is passed on. */
const MAX_QUESTION = 1000;

export type HandOver = {
  offers: NonNullable<Extensions['offers']>;
  /** What was read is no miss. */
  observe: Observe;
  feature: Composer<WendaContext>;
  /** Nothing of a reader is remembered. */
  forget: (reader: number) => void;
};

export type HandOverDependencies = {
  store: DeskStore;
  tickets: Tickets;
  wiki: Pick<Wiki, 'unmetered'>;
  time: WorkingTime;
  timeZone: string;
  pageUrl: ((slug: string, sectionId?: string) => string) | undefined;
  observe: Observe | undefined;
  /** Whether the outbox takes no more. */
  isFull: () => boolean;
  now: () => number;
};

type Asked = { misses: number; about: About };

export function createHandOver(dependencies: HandOverDependencies): HandOver {
  const { store, tickets, wiki, time, timeZone, pageUrl, observe, isFull, now } = dependencies;
  const readers = new Map<number, Asked>();
  const composer = new Composer<WendaContext>();
  const inPrivate = composer.chatType('private');

  function remember(reader: number, asked: Asked): void {
    readers.delete(reader);
    readers.set(reader, asked);
    const [oldest] = readers.keys();
    if (readers.size > MAX_READERS && oldest !== undefined) readers.delete(oldest);
  }

  function offers(ctx: WendaContext, answer: Answer): ButtonRow[] {
    const reader = ctx.chat?.type === 'private' ? ctx.chat.id : undefined;
    if (reader === undefined || store.tickets.openOf(reader) !== undefined) return [];
    const isSmallTalk = answer.kind === 'nothing' && answer.reason !== 'no-match';
    const { misses = 0 } = readers.get(reader) ?? {};
    const missed = isUnanswered(answer) || (answer.kind === 'parts' && answer.parts.every(isUnanswered));
    if (!isSmallTalk) remember(reader, { misses: missed ? misses + 1 : 0, about: aboutOf(answer) });
    // Who has talked to people before knows that there are some.
    const enough = store.tickets.of(reader).length > 0 ? 1 : MISSES;
    return missed && misses + 1 >= enough ? [[personButton(ctx)]] : [];
  }

  function aboutOf(answer: Answer): About {
    const passage = shownPassage(answer);
    const topics = ('topics' in answer ? answer.topics : undefined) ?? [];
    const place = passage && [passage.article.title, joinHeadings(passage.breadcrumb)].filter(Boolean);
    return {
      question: clip(answer.question.toWellFormed(), MAX_QUESTION),
      percent: Math.round(100 * answer.confidence),
      shown: passage && {
        title: place?.join(' › ') ?? '',
        url: pageUrl?.(passage.article.slug, passage.ref.sectionId) ?? passage.article.source,
      },
      closest: topics.map(({ title }) => title),
    };
  }

  async function confirmation(ctx: WendaContext, about: About): Promise<Reply> {
    const { t, from } = ctx;
    const { question, shown } = about;
    const lines = [
      `<b>${escapeHtml(t('person-confirm'))}</b>`,
      question === undefined
        ? escapeHtml(t('person-no-question'))
        : `<blockquote>${escapeHtml(question)}</blockquote>`,
      ...(shown === undefined ? [] : [escapeHtml(t('person-shown', { title: shown.title }))]),
      escapeHtml(t('person-name', { name: from === undefined ? '' : nameOf(from) })),
      '',
      escapeHtml(await presence(ctx)),
    ];
    const yes = { text: t('button-pass-on'), callback_data: encodeDesk({ kind: 'pass-on' }) };
    const no = { text: t('button-decline'), callback_data: encodeDesk({ kind: 'decline' }) };
    return { html: lines.join('\n'), buttons: [[yes, no]] };
  }

  async function presence(ctx: WendaContext): Promise<string> {
    const at = now();
    if (time.isOpen(at)) return ctx.t('person-there');
    const opening = time.nextOpening(at);
    if (opening === undefined) return ctx.t('person-away-long');
    const language = await languageOf(ctx);
    const when = whenForReader(opening, { now: at, timeZone, language, t: ctx.t });
    return ctx.t('person-away', { when });
  }

  inPrivate.on('message:text', async (ctx, next) => {
    const { text } = ctx.message;
    // A title may have the word: then it is a question.
    const isAsking =
      smallTalkIn(normalise(text)) === 'human' && reasonOf(await wiki.unmetered.answer(text)) === 'human';
    if (!isAsking) return next();
    await sendReply(ctx, await confirmation(ctx, readers.get(ctx.chat.id)?.about ?? {}));
  });

  composer.on('callback_query:data', async (ctx, next) => {
    const data = ctx.chat?.type === 'private' ? decodeDesk(ctx.callbackQuery.data) : undefined;
    if (data?.kind === 'ask-person') {
      const running = store.tickets.openOf(ctx.from.id);
      await acknowledge(ctx, running && ctx.t('ticket-running', { ticket: running.id }));
      if (running === undefined) await sendReply(ctx, await confirmation(ctx, aboutIn(ctx)));
    } else if (data?.kind === 'pass-on') await passOn(ctx);
    else if (data?.kind === 'decline') {
      readers.delete(ctx.from.id);
      await acknowledge(ctx);
      await editReply(ctx, { html: escapeHtml(ctx.t('person-declined')), buttons: [] });
    } else await next();
  });

  /** What the reader has asked last; after a restart, what the message with the button says of it. */
  function aboutIn(ctx: ButtonContext): About {
    const { message } = ctx.callbackQuery;
    const question = message === undefined ? '' : questionOf(message, ctx.me);
    return readers.get(ctx.from.id)?.about ?? (question === '' ? {} : { question });
  }

  async function passOn(ctx: ButtonContext): Promise<void> {
    const reader = ctx.from.id;
    const running = store.tickets.openOf(reader);
    if (running === undefined && isFull()) {
      await acknowledge(ctx, ctx.t('passed-on-full'));
      return;
    }
    const quoted = quotedIn(ctx);
    const known = readers.get(reader)?.about;
    // What was asked since is not what the reader has agreed to.
    const about = known?.question?.trim() === quoted.question?.trim() ? (known ?? quoted) : quoted;
    const name = nameOf(ctx.from);
    const ticket = running ?? tickets.open({ id: reader, name, language: await languageOf(ctx) }, about);
    readers.delete(reader);
    await acknowledge(ctx);
    const text = [
      ctx.t('passed-on', { ticket: ticket.id }),
      ...(ticket.about?.question === undefined ? [ctx.t('passed-on-ask')] : []),
      await presence(ctx),
    ].join('\n\n');
    const end = { text: ctx.t('button-end'), callback_data: encodeDesk({ kind: 'end', ticket: ticket.id }) };
    await editReply(ctx, { html: escapeHtml(text), buttons: [[end]] });
    if (running === undefined)
      observe?.({ kind: 'handed-over', question: about.question ?? '', ...occasionOf(ctx, now()) });
  }

  return {
    offers,
    observe: (event) => {
      const reader = Number(event.chat);
      const asked = readers.get(reader);
      if (event.kind === 'read' && event.channel === 'private' && asked !== undefined)
        readers.set(reader, { ...asked, misses: 0 });
    },
    feature: composer,
    forget: (reader) => void readers.delete(reader),
  };
}

type ButtonContext = Filter<WendaContext, 'callback_query:data'>;

function personButton({ t }: WendaContext): ButtonRow[number] {
  return { text: t('button-person'), callback_data: encodeDesk({ kind: 'ask-person' }) };
}

function reasonOf(answer: Answer): string | undefined {
  return answer.kind === 'nothing' ? answer.reason : undefined;
}

/** The question as the confirmation shows it. */
function quotedIn(ctx: ButtonContext): About {
  const { message } = ctx.callbackQuery;
  if (message === undefined || !('text' in message)) return {};
  const quote = message.entities?.find(({ type }) => type === 'blockquote');
  const question = quote && message.text.slice(quote.offset, quote.offset + quote.length);
  return question === undefined ? {} : { question };
}

function nameOf({ first_name: first, last_name: last, username }: NonNullable<WendaContext['from']>): string {
  const name = [first, last].filter(Boolean).join(' ');
  return username === undefined ? name : `${name} (@${username})`;
}
